"""What a terminal is told: texts of a page cannot command it."""

from __future__ import annotations

import json
import re
from typing import Any

import click

from webapp.domain.report import Keyphrase, ReportBody

#: What a terminal obeys instead of showing it, and what turns the writing round.
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
#: Pages that are named of each check of a site.
MOST_EXAMPLES = 5
MARKS = {"fail": "■", "warn": "▲", "error": "◌"}


def say(text: str, *, err: bool = False) -> None:
    """Print what a page or its server may have had a hand in."""
    click.echo(COMMANDS.sub("\ufffd", text), err=err)


def say_json(value: dict[str, object], indent: int | None = 2) -> None:
    """The same value to programs, whose readers undo the escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    click.echo(COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


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


def print_site(report: dict[str, Any]) -> None:
    """The report of a site: its numbers, and what fails with the pages that do."""
    site = report["site"]
    counts = ", ".join(f"{number} {name}" for name, number in site["counts"].items())
    cut = " There are more pages than were asked for." if site["is_cut"] else ""
    score = "–" if report["score"] is None else report["score"]
    say(f"{site['url']}: {site['status'].lower()}\n")
    say(f"Score {score} of 100\nPages: {counts}.{cut}")
    for check in report["checks"]:
        if check["outcome"] in MARKS:
            print_site_check(check)


def print_site_check(check: dict[str, Any]) -> None:
    say(f"\n{MARKS[check['outcome']]} {check['title']} [{check['id']}]")
    say(f"  {check['explanation']}\n  Fix: {check['how_to_fix']}")
    for page in check["pages"][:MOST_EXAMPLES]:
        say(f"    {page['url']}  {page['note']}".rstrip())
    if check["affected"] > MOST_EXAMPLES:
        say(f"    … and {check['affected'] - MOST_EXAMPLES} more pages")


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
