"""What a terminal is told: texts of a page cannot command it."""

from __future__ import annotations

import json
import re

import click

from webapp.domain.report import Keyphrase, ReportBody

#: What a terminal obeys instead of showing it, and what turns the writing round.
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
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
