"""``site URL``: a whole site scan in this process, no Redis or database needed."""

from __future__ import annotations

import sys
import time

import click
from flask.cli import with_appcontext

from webapp.cli.gate import hold_against, site_gate_options
from webapp.cli.scanning import allow_option, allowing, format_options, give_up
from webapp.cli.site_formats import FORMATS
from webapp.cli.terminal import print_site, say, say_json
from webapp.domain.gate import Gate
from webapp.domain.site_plan import (
    MOST_DEPTH,
    MOST_PAGES,
    USUAL_DEPTH,
    USUAL_PAGES,
    SitePlan,
    SiteSource,
)
from webapp.domain.site_status import PageState
from webapp.exceptions import FetchFailed, XenlixError
from webapp.pipeline import parse
from webapp.pipeline.analyze import NoKeyphrases
from webapp.pipeline.crawl import check_url
from webapp.pipeline.runner import ScanOptions
from webapp.pipeline.site_crawl import Gaps, SiteCrawl
from webapp.pipeline.site_report import SiteReport, site_report
from webapp.pipeline.sites import parse_patterns
from webapp.services.current import settings
from webapp.services.scan_options import fetch_policy
from webapp.services.sites.reasons import in_words

#: What a shell expects of a program that Ctrl-C ended.
INTERRUPTED = 130
#: A line at least so often, where lines do not move.
SECONDS_BETWEEN_LINES = 10.0
NO_KEYPHRASES = "Not measured: a site scan here leaves keyphrases out."


@click.command()
@click.argument("url")
@click.option(
    "--max-pages",
    type=click.IntRange(1, MOST_PAGES),
    default=USUAL_PAGES,
    show_default=True,
    help="Scan so many pages at most.",
)
@click.option(
    "--max-depth",
    type=click.IntRange(0, MOST_DEPTH),
    default=USUAL_DEPTH,
    show_default=True,
    help="Follow links so many clicks from URL at most.",
)
@click.option(
    "--include",
    multiple=True,
    metavar="PATTERN",
    help="Only addresses like this, such as /blog/*. Repeatable.",
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="No addresses like this, such as */print/*. Repeatable.",
)
@click.option("--sitemap-only", is_flag=True, help="Only what the sitemaps list.")
@format_options(FORMATS)
@allow_option
@site_gate_options
@with_appcontext
def site(
    url: str,
    max_pages: int,
    max_depth: int,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    sitemap_only: bool,
    form: str,
    allow: tuple[str, ...],
    gate: Gate,
) -> None:
    """Scan the site of URL here and now, and print the report.

    Ends with 0, with 1 where the report does not pass --fail-under, --fail-on or
    --baseline, and with 2 where no page could be scanned. Ctrl-C ends it with what was
    found so far, and 130.
    """
    options = allowing(options_of(), allow)
    networks = options.policy.allowed_networks
    try:
        plan = SitePlan(
            start_url=check_url(url, networks),
            source=SiteSource.SITEMAP if sitemap_only else SiteSource.CRAWL,
            include=parse_patterns(include),
            exclude=parse_patterns(exclude),
            max_pages=max_pages,
            max_depth=max_depth,
        )
        report = run(plan, options)
    except XenlixError as error:
        give_up(error, url, networks, as_json=form == "json")
    print_as(form, report)
    if report["site"]["status"] == "INTERRUPTED":
        sys.exit(INTERRUPTED)
    hold_against(gate, report)


def options_of() -> ScanOptions:
    """No model is loaded for it."""
    parse.preload()
    extractor = NoKeyphrases(NO_KEYPHRASES)
    return ScanOptions(fetch_policy(settings()), extractor, 1, keeps_record=True)


def run(plan: SitePlan, options: ScanOptions) -> SiteReport:
    """Raises ``XenlixError`` where no page at all could be scanned."""
    gaps = Gaps(float(settings().target_gap), options.policy.allowed_networks)
    shown = LivePages() if sys.stderr.isatty() else PlainPages()
    crawl = SiteCrawl(plan, options, gaps, shown)
    status = "FINISHED"
    try:
        crawl.run()
    except KeyboardInterrupt:
        status = "INTERRUPTED"
    shown.end(crawl)
    if status == "FINISHED":
        check_scanned(crawl)
    return site_report(crawl, status)


def check_scanned(crawl: SiteCrawl) -> None:
    """Raises ``FetchFailed`` with what came of the first address."""
    if crawl.frontier.count(PageState.DONE):
        return
    problems = [part.note for part in crawl.sitemaps if part.note]
    for page in crawl.frontier.pages:
        if page.state == PageState.FAILED:
            sentence = f"No page could be scanned: {page.url}: {in_words(page.reason)}."
            raise FetchFailed(page.reason, sentence)
    told = problems[0] if problems else "No address of a page was found."
    raise FetchFailed("no_pages", told)


def print_as(form: str, report: SiteReport) -> None:
    if form == "json":
        say_json(report)
    elif form in FORMATS:
        say(FORMATS[form](report))
    else:
        print_site(report)


class PlainPages:
    """A line now and then, for a pipe or a log."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.told_at = self.started
        self.sitemaps = 0

    def __call__(self, crawl: SiteCrawl) -> None:
        for part in crawl.sitemaps[self.sitemaps :]:
            problem = f" ({part.note})" if part.note else ""
            say(f"sitemap {part.url}: {len(part.pages)} pages{problem}", err=True)
        self.sitemaps = len(crawl.sitemaps)
        self.show(crawl)

    def show(self, crawl: SiteCrawl) -> None:
        if time.monotonic() - self.told_at >= SECONDS_BETWEEN_LINES:
            self.told_at = time.monotonic()
            click.echo(self.line(crawl), err=True)

    def line(self, crawl: SiteCrawl) -> str:
        frontier = crawl.frontier
        left = len(frontier.line) + len(crawl.again)
        done = len(frontier.pages) - frontier.skipped - left
        return f"{done} pages done, {left} known and waiting"

    def end(self, crawl: SiteCrawl) -> None:
        spent = time.monotonic() - self.started
        click.echo(f"{self.line(crawl)}, {spent:.1f} s", err=True)


class LivePages(PlainPages):
    """One line that moves, for a terminal."""

    def show(self, crawl: SiteCrawl) -> None:
        click.echo(f"\r\033[K{self.line(crawl)}", nl=False, err=True)

    def end(self, crawl: SiteCrawl) -> None:
        click.echo("\r\033[K", nl=False, err=True)
        super().end(crawl)
