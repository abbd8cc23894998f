"""``scan URL``: the whole pipeline in this process, no Redis or database needed."""

from __future__ import annotations

import sys
import time

import click
from flask.cli import with_appcontext

from config import prepare_model_environment
from webapp.cli.formats import FORMATS
from webapp.cli.gate import gate_options, hold_against
from webapp.cli.scanning import allow_option, allowing, format_options, give_up
from webapp.cli.terminal import print_quotes, print_report, say, say_json
from webapp.domain.gate import Gate
from webapp.domain.report import ReportBody
from webapp.domain.status import Step
from webapp.exceptions import XenlixError
from webapp.pipeline import full_report, runner
from webapp.pipeline.crawl import check_url
from webapp.services import second_half
from webapp.services.scan_options import scan_options
from webapp.services.submissions import check_queries

EXPLANATIONS = {
    Step.CRAWL: "fetching the page",
    Step.PARSE: "reading its parts",
    Step.ANALYZE: "running the checks",
    Step.GENERATE: "writing the report",
}


@click.command()
@click.argument("url")
@format_options(FORMATS)
@allow_option
@click.option(
    "--query",
    "queries",
    multiple=True,
    metavar="TEXT",
    help="What people should find the page for. Repeatable, up to 5.",
)
@gate_options
@with_appcontext
def scan(
    url: str, form: str, allow: tuple[str, ...], queries: tuple[str, ...], gate: Gate
) -> None:
    """Scan URL here and now, and print the report.

    Ends with 0, with 1 where the report does not pass --fail-under, --fail-on or
    --baseline, and with 2 where the page could not be scanned.
    """
    prepare_model_environment()
    options = allowing(scan_options(), allow)
    try:
        asked = check_queries(queries)
        checked = check_url(url, options.policy.allowed_networks)
        body = run(checked, options, asked)
    except XenlixError as error:
        give_up(error, url, options.policy.allowed_networks, as_json=form == "json")
    print_as(form, checked, body)
    if asked and form == "text":
        print_quotes(body)
    hold_against(gate, report(checked, body))


def print_as(form: str, url: str, body: ReportBody) -> None:
    if form == "json":
        say_json(report(url, body))
    elif form in FORMATS:
        say(FORMATS[form](report(url, body)))
    else:
        print_report(body)


def run(url: str, options: runner.ScanOptions, queries: list[str]) -> ReportBody:
    show = LiveSteps() if sys.stderr.isatty() else PlainSteps()
    crawled = runner.crawl_page(url, options, show)
    body = runner.run_teaser(crawled, options, show)
    half = second_half.without_database(queries)
    body = full_report.run_full(body, half, show)
    show.end()
    return body


class PlainSteps:
    """A line a step, for a pipe or a log."""

    def __init__(self) -> None:
        self.step: Step | None = None
        self.started = time.monotonic()

    def __call__(self, step: Step, progress: int) -> None:
        if step != self.step:
            self.step = step
            click.echo(f"{step}: {EXPLANATIONS[step]}", err=True)

    def end(self) -> None:
        click.echo(f"done in {time.monotonic() - self.started:.1f} s", err=True)


class LiveSteps(PlainSteps):
    """One line that moves, for a terminal."""

    def __call__(self, step: Step, progress: int) -> None:
        filled = "█" * (progress // 5)
        click.echo(
            f"\r\033[K{step:8} {filled:20} {progress:3} %  {EXPLANATIONS[step]}",
            nl=False,
            err=True,
        )

    def end(self) -> None:
        click.echo("\r\033[K", nl=False, err=True)
        super().end()


def report(url: str, body: ReportBody) -> dict[str, object]:
    scan_part = {"url": url, "final_url": body["final_url"], "status": "FULL_READY"}
    shown = {key: value for key, value in body.items() if key != "held"}
    return {**shown, "scan": scan_part}
