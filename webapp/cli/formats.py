"""A report as build servers read it: JUnit, SARIF, GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree

from webapp.domain.audit_result import Outcome, Severity
from webapp.domain.version import VERSION

Report = Mapping[str, Any]

#: What XML 1.0 cannot hold, https://www.w3.org/TR/xml/#charsets
NO_XML = dict.fromkeys(
    [*range(9), 0xB, 0xC, *range(0xE, 0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)],
    "\ufffd",
)
#: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html#_Toc34317648
LEVELS = {Severity.CRITICAL: "error", Severity.SERIOUS: "error", Severity.INFO: "note"}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
NOT_JUDGED = (Outcome.NOT_APPLICABLE, Outcome.NOT_MEASURED, Outcome.ERROR)


def junit(report: Report) -> str:
    """A test case a check: failed, skipped where it was not judged; what warns passes
    and says so. https://github.com/testmoapp/junitxml"""
    audits = report["audits"]
    failed = sum(audit["outcome"] == Outcome.FAIL for audit in audits)
    skipped = sum(audit["outcome"] in NOT_JUDGED for audit in audits)
    numbers = {"tests": len(audits), "failures": failed, "skipped": skipped}
    counts = {name: str(number) for name, number in numbers.items()}
    root = ElementTree.Element("testsuites", {"name": "XenlixAI", **counts})
    suite = {"name": clean(report["scan"]["url"]), "errors": "0", **counts}
    branch = ElementTree.SubElement(root, "testsuite", suite)
    for audit in audits:
        add_case(branch, audit)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def add_case(branch: ElementTree.Element, audit: Mapping[str, Any]) -> None:
    name = {"classname": audit["category"], "name": f"{audit['id']}: {audit['title']}"}
    case = ElementTree.SubElement(branch, "testcase", cleaned(name))
    told = clean(audit["explanation"])
    if audit["outcome"] == Outcome.FAIL:
        what = cleaned({"type": audit["severity"], "message": told})
        failure = ElementTree.SubElement(case, "failure", what)
        failure.text = clean(in_full(audit))
    elif audit["outcome"] in NOT_JUDGED:
        ElementTree.SubElement(case, "skipped", {"message": told})
    elif audit["outcome"] == Outcome.WARN:
        ElementTree.SubElement(case, "system-out").text = told


def sarif(report: Report) -> str:
    """What fails or warns, for code scanning. A page has no lines: each result lies in
    the page as a whole."""
    found = [audit for audit in report["audits"] if is_complaint(audit)]
    results = [
        sarif_result(number, audit, report["final_url"])
        for number, audit in enumerate(found)
    ]
    return json.dumps(sarif_log(found, results), indent=2)


def sarif_log(found: list[Any], results: list[dict[str, Any]]) -> dict[str, Any]:
    """``found`` are the checks that the results are about, by their number."""
    driver = {
        "name": "XenlixAI",
        "version": VERSION,
        "rules": [sarif_rule(audit) for audit in found],
    }
    run = {"tool": {"driver": driver}, "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def sarif_rule(audit: Mapping[str, Any]) -> dict[str, Any]:
    rule = {
        "id": audit["id"],
        "shortDescription": {"text": audit["title"]},
        "fullDescription": {"text": audit["why"]},
        "help": {"text": audit["how_to_fix"]},
        "defaultConfiguration": {"level": level(audit)},
        "properties": {"tags": [audit["category"], audit["severity"]]},
    }
    if audit["source"].startswith("https://"):
        rule["helpUri"] = audit["source"]
    return rule


def sarif_result(number: int, audit: Mapping[str, Any], url: str) -> dict[str, Any]:
    return {
        "ruleId": audit["id"],
        "ruleIndex": number,
        "level": level(audit),
        "message": {"text": in_full(audit)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": url}}}],
        "partialFingerprints": {"checkAndPage/v1": f"{audit['id']} {url}"},
    }


def github(report: Report) -> str:
    """A line for each check that fails or warns.
    https://docs.github.com/actions/reference/workflow-commands-for-github-actions"""
    lines = []
    for audit in report["audits"]:
        if is_complaint(audit):
            kind = {"error": "error", "warning": "warning", "note": "notice"}[
                level(audit)
            ]
            title = escaped_property(f"{audit['id']}: {audit['title']}")
            lines.append(f"::{kind} title={title}::{escaped(in_full(audit))}")
    lines.append(f"XenlixAI: {report['scan']['url']} scores {report['score']} of 100")
    return "\n".join(lines)


def level(audit: Mapping[str, Any]) -> str:
    if audit["outcome"] == Outcome.WARN:
        return "note" if audit["severity"] == Severity.INFO else "warning"
    return LEVELS.get(Severity(audit["severity"]), "warning")


def is_complaint(audit: Mapping[str, Any]) -> bool:
    return audit["outcome"] in (Outcome.FAIL, Outcome.WARN)


def in_full(audit: Mapping[str, Any]) -> str:
    lines = [f"{audit['explanation']} {audit['how_to_fix']}"]
    for found in audit["evidence"]:
        lines.append(f"{found['snippet']} {found['note']}".strip())
    return "\n".join(lines)


def clean(text: str) -> str:
    return text.translate(NO_XML)


def cleaned(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: clean(text) for name, text in texts.items()}


def escaped(text: str) -> str:
    """No line of a page may begin a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escaped_property(text: str) -> str:
    return escaped(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Report], str]] = {
    "junit": junit,
    "sarif": sarif,
    "github": github,
}
