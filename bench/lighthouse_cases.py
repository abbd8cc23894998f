"""Our verdicts on Lighthouse's own test cases, held against what its tests expect.

    python -m bench.lighthouse_cases --lighthouse FOLDER [--all]

FOLDER is a checkout of https://github.com/GoogleChrome/lighthouse; ``node`` must be on
this machine to read the tests. Two sources: the unit tests of the audits below (each
call of an audit is one case, turned into a page), and the SEO smoke tests (their pages
are served from loopback, port 10200, and scanned by the real pipeline). Theirs fails =
one of our mapped checks fails or warns; theirs passes = none does; theirs does not
apply = none does, and one of ours does not apply either. ``--all`` prints every case.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.lighthouse_fixtures import Scanned, scan_fixtures
from bench.lighthouse_pages import Artifacts, inputs_of
from bench.lighthouse_robots import robots_cannot_be_had
from webapp.audits.registry import AUDITS
from webapp.audits.runner import Results, run_audits
from webapp.domain.audit_inputs import AuditInputs
from webapp.domain.audit_result import Outcome

READER = Path(__file__).with_name("lighthouse_reader.mjs")
UNIT_TESTS = "core/test/audits"
SMOKE_TESTS = "cli/test/smokehouse/test-definitions"

#: Which of our checks ask what an audit of Lighthouse asks.
MAPPED = {
    "canonical": (
        "canonical.invalid",
        "canonical.relative",
        "canonical.conflict",
        "canonical.root",
        "canonical.hreflang-cross",
    ),
    "crawlable-anchors": ("link.uncrawlable",),
    "document-title": ("title.missing",),
    "hreflang": ("hreflang.code", "hreflang.absolute"),
    "http-status-code": ("crawl.status",),
    "is-crawlable": (
        "index.noindex",
        "index.unavailable-after",
        "index.bot-scope",
        "index.robots-blocked",
    ),
    "link-text": ("link.text",),
    "llms-txt": ("llms.present", "llms.format"),
    "meta-description": ("desc.missing",),
    "robots-txt": ("robots.fetch", "robots.syntax"),
}
BAD = {Outcome.FAIL, Outcome.WARN}
#: Whose findings are the places on the page, one each, with us as with them.
COUNTED = ("crawlable-anchors", "hreflang", "link-text")


@dataclass(frozen=True)
class Case:
    """``theirs`` and ``ours``: ``fail``, ``pass``, ``na``, or ``none`` where the page
    was not judged. ``said`` is what our checks said, ``places`` how many places on the
    page they found fault with, and we."""

    audit: str
    name: str
    theirs: str
    ours: str
    said: str
    places: tuple[int, int] | None = None

    @property
    def is_same(self) -> bool:
        return self.theirs == self.ours or (self.theirs, self.ours) == ("pass", "na")


def read(folder: Path, *names: str) -> Iterator[dict[str, Any]]:
    """What the reader finds in these files of the checkout."""
    node = shutil.which("node")
    if node is None:
        sys.exit("node is needed to read Lighthouse's tests (https://nodejs.org)")
    smoke = ["--smoke"] if names[0].startswith(SMOKE_TESTS) else []
    files = [str(folder / name) for name in names]
    command = [node, str(READER), *smoke, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return map(json.loads, done.stdout.splitlines())


def unit_cases(folder: Path) -> tuple[list[Case], list[str]]:
    """The cases, and the names of the tests that expect no score."""
    names = [
        f"{UNIT_TESTS}/{'agentic' if audit == 'llms-txt' else 'seo'}/{audit}-test.js"
        for audit in MAPPED
        if audit != "document-title"
    ]
    cases, left_out = [], []
    numbers: Counter[str] = Counter()
    for record in read(folder, *names):
        audit = record["audit"]
        numbers[audit] += 1
        said = record.get("message") or record["test"]
        name = f"{audit} {numbers[audit]:02}: {said}"
        theirs = expected(record["expected"])
        if theirs:
            ours, why = verdict(audit, record["artifacts"])
            cases.append(Case(audit, name, theirs, ours, why))
        else:
            left_out.append(name)
    return cases, left_out


def expected(said: dict[str, Any]) -> str:
    """``fail`` also where Lighthouse passes with a warning; empty: no score is said."""
    if said.get("notApplicable"):
        return "na"
    if said.get("score") == 0 or said.get("warnings.length"):
        return "fail"
    if "score" in said:
        return "pass"
    return "fail" if said.get("details.items.length") else ""


def verdict(audit: str, artifacts: Artifacts) -> tuple[str, str]:
    given = artifacts.get("RobotsTxt") or {}
    if audit == "robots-txt" and robots_cannot_be_had(given["status"]):
        return "fail", "the scan ends: robots_unreachable"
    return judge(audit, inputs_of(artifacts))


def judge(audit: str, inputs: AuditInputs) -> tuple[str, str]:
    return summed_up(results_of(audit, inputs))


def results_of(audit: str, inputs: AuditInputs) -> Results:
    chosen = [known for known in AUDITS if known.meta.id in MAPPED[audit]]
    return run_audits(inputs, chosen)


def summed_up(results: Results) -> tuple[str, str]:
    """The verdict of several checks together, and what each said."""
    outcomes = {result.outcome for _, result in results}
    said = "; ".join(
        f"{meta.id} {result.outcome}: {result.explanation}"
        for meta, result in results
        if result.outcome is not Outcome.PASS
    )
    if Outcome.ERROR in outcomes:
        return "error", said
    if outcomes & BAD:
        return "fail", said
    return "na" if Outcome.NOT_APPLICABLE in outcomes else "pass", said


def smoke_cases(folder: Path) -> list[Case]:
    definitions = sorted((folder / SMOKE_TESTS).glob("seo-*.js"))
    names = [f"{SMOKE_TESTS}/{path.name}" for path in definitions]
    expectations = list(read(folder, *names))
    fixtures = folder / "cli/test/fixtures"
    urls = [known["expectations"]["lhr"]["requestedUrl"] for known in expectations]
    cases = []
    scans = scan_fixtures(fixtures, urls)
    for known, scanned in zip(expectations, scans, strict=True):
        for audit, said in known["expectations"]["lhr"]["audits"].items():
            cases.append(smoke_case(known["id"], audit, said, scanned))
    return cases


def smoke_case(name: str, audit: str, said: dict[str, Any], scanned: Scanned) -> Case:
    theirs = "none" if said["score"] is None else expected(said)
    called = f"{audit} on {name}"
    if isinstance(scanned, str):
        return Case(audit, called, theirs, "none", scanned)
    results = results_of(audit, scanned)
    places = None
    if audit in COUNTED and "details" in said:
        items = said["details"]["items"]
        number = items["length"] if isinstance(items, dict) else len(items)
        places = number, sum(len(result.findings) for _, result in results)
    return Case(audit, called, theirs, *summed_up(results), places)


def print_table(title: str, cases: list[Case]) -> None:
    print(f"\n{title:22} cases  same  different")
    for audit in sorted({case.audit for case in cases}):
        of_audit = [case for case in cases if case.audit == audit]
        same = sum(case.is_same for case in of_audit)
        print(f"{audit:22} {len(of_audit):5} {same:5} {len(of_audit) - same:6}")
    same = sum(case.is_same for case in cases)
    print(f"{'all':22} {len(cases):5} {same:5} {len(cases) - same:6}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lighthouse", type=Path, required=True, help="a checkout")
    parser.add_argument("--all", action="store_true", help="print every case")
    chosen = parser.parse_args()
    logging.disable(logging.WARNING)
    known = {audit.meta.id for audit in AUDITS}
    missing = sorted({id for ids in MAPPED.values() for id in ids} - known)
    if missing:
        print("not among our checks:", ", ".join(missing))
    units, left_out = unit_cases(chosen.lighthouse)
    smokes = smoke_cases(chosen.lighthouse)
    print_table("unit tests", units)
    print_table("smoke tests", smokes)
    for case in smokes:
        if case.places:
            theirs, ours = case.places
            print(f"  {case.name}: {theirs} places named by them, {ours} by us")
    print(
        f"\n{len(left_out)} calls whose tests expect no score:", *left_out, sep="\n  "
    )
    print("\ncases:" if chosen.all else "\ndifferences:")
    for case in [*units, *smokes]:
        if chosen.all or not case.is_same:
            print(f"  {case.name}\n    theirs {case.theirs}, ours {case.ours}", end="")
            print(f" ({case.said})" if case.said else "")


if __name__ == "__main__":
    main()
