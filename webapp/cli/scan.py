"""``scan URL``: the whole pipeline in this process, no Redis or database needed."""

from __future__ import annotations

import dataclasses
import ipaddress
import json
import re
import sys
import time

import click
from flask.cli import with_appcontext

from config import prepare_model_environment
from webapp.domain.report import Keyphrase, ReportBody
from webapp.domain.settings import Network
from webapp.domain.status import ScanStatus, Step
from webapp.exceptions import FetchFailed, Refused, UrlRefused, XenlixError
from webapp.pipeline import full_report, runner
from webapp.pipeline.crawl import check_url
from webapp.services import second_half
from webapp.services.scan_options import scan_options
from webapp.services.submissions import check_queries

EVERYWHERE = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))
HINT = (
    "Is it on your own machine or in your own network? Then allow that network, "
    "for example with --allow 127.0.0.0/8."
)
#: What a terminal obeys instead of showing it, and what turns the writing round.
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MARKS = {"fail": "■", "warn": "▲", "error": "◌"}
EXPLANATIONS = {
    Step.CRAWL: "fetching the page",
    Step.PARSE: "reading its parts",
    Step.ANALYZE: "running the checks",
    Step.GENERATE: "writing the report",
}


@click.command()
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--allow",
    multiple=True,
    metavar="CIDR",
    help="Also scan addresses of this network, such as 127.0.0.0/8. Repeatable.",
)
@click.option(
    "--query",
    "queries",
    multiple=True,
    metavar="TEXT",
    help="What people should find the page for. Repeatable, up to 5.",
)
@with_appcontext
def scan(
    url: str, as_json: bool, allow: tuple[str, ...], queries: tuple[str, ...]
) -> None:
    """Scan URL here and now, and print the report."""
    prepare_model_environment()
    options = allowing(scan_options(), allow)
    try:
        asked = check_queries(queries)
        checked = check_url(url, options.policy.allowed_networks)
        body = run(checked, options, asked)
    except XenlixError as error:
        refuse(error, as_json)
        if is_allowing_of_use(url, error, options.policy.allowed_networks):
            click.echo(HINT, err=True)
        sys.exit(1)
    if as_json:
        say_json(report(checked, body))
    else:
        print_report(body)
        if asked:
            print_quotes(body)


def allowing(options: runner.ScanOptions, allow: tuple[str, ...]) -> runner.ScanOptions:
    try:
        more = tuple(ipaddress.ip_network(text) for text in allow)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--allow") from error
    policy = dataclasses.replace(
        options.policy, allowed_networks=options.policy.allowed_networks + more
    )
    return dataclasses.replace(options, policy=policy)


def is_allowing_of_use(
    url: str, error: XenlixError, allowed: tuple[Network, ...]
) -> bool:
    """Whether the address is refused for the network that it may be in, and for
    nothing else, such as its spelling."""
    if not isinstance(error, UrlRefused) or not is_sound(url, EVERYWHERE):
        return False
    return not allowed or not is_sound(url, allowed)


def is_sound(url: str, allowed: tuple[Network, ...]) -> bool:
    try:
        check_url(url, allowed)
    except UrlRefused:
        return False
    return True


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


def refuse(error: XenlixError, as_json: bool) -> None:
    """Say why there is no report."""
    if as_json:
        say_json({"error": {"code": error.code, "message": error.message}}, None)
    status = ScanStatus.ERROR_ANALYZE
    if isinstance(error, UrlRefused | Refused):
        status = ScanStatus.ERROR_VALIDATION
    elif isinstance(error, FetchFailed):
        status = ScanStatus.ERROR_CRAWL
    say(f"{status} ({error.code}): {error.message}", err=True)


def say(text: str, *, err: bool = False) -> None:
    """Print what a page or its server may have had a hand in."""
    click.echo(COMMANDS.sub("\ufffd", text), err=err)


def say_json(value: dict[str, object], indent: int | None = 2) -> None:
    """The same value to programs, whose readers undo the escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    click.echo(COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def report(url: str, body: ReportBody) -> dict[str, object]:
    scan_part = {"url": url, "final_url": body["final_url"], "status": "FULL_READY"}
    shown = {key: value for key, value in body.items() if key != "held"}
    return {**shown, "scan": scan_part}


def print_report(body: ReportBody) -> None:
    """The report for a terminal: scores, what failed and how to fix it."""
    page = body["page"]
    say(f"{page['title'] or '(no title)'}\n{body['final_url']}\n")
    say(f"Score {body['score']} of 100")
    for category in body["categories"]:
        score = "–" if category["score"] is None else category["score"]
        say(f"  {score:>4}  {category['title']}")
    for audit in body["audits"]:
        if audit["outcome"] in MARKS:
            say(f"\n{MARKS[audit['outcome']]} {audit['title']} [{audit['id']}]")
            say(f"  {audit['explanation']}\n  Fix: {audit['how_to_fix']}")
    say(f"\nKeyphrases: {body['keyphrases_note']}")
    for entry in body["keyphrases"]:
        say(f"  {entry['score']:.2f}  {entry['phrase']}{evidence(entry)}")
    for insight in body["insights"].get("items", []):
        say(f"\n→ {insight['title']}\n  {insight['text']}")


def print_quotes(body: ReportBody) -> None:
    """For each of the person's own queries the passage that answers it best."""
    if "unavailable" in body["quotes"]:
        say(f"\nQuotes: {body['quotes']['unavailable']}")
    for found in body["quotes"].get("queries", []):
        if found["origin"] == "yours":
            say(f"\nWhat would be quoted for “{found['query']}”:\n  {found['text']}")


def evidence(entry: Keyphrase) -> str:
    """How often and where a phrase stands, and where it should and does not."""
    facts = [f"{entry['count']}×"] if "count" in entry else []
    if entry.get("places"):
        facts.append("in " + ", ".join(entry["places"]))
    if entry.get("missing"):
        facts.append("not in " + ", ".join(entry["missing"]))
    return f" ({'; '.join(facts)})".replace("_", " ") if facts else ""
