"""A report as PDF, set by Typst.

Typst comes as one wheel with fonts for Latin, Greek and Cyrillic letters; for others it
takes the system's (Debian: fonts-noto-cjk). Texts reach the template as data, so
nothing in them is markup. https://typst.app/docs/
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from webapp.services import report_views

TEMPLATE = Path(__file__).parents[1] / "templates" / "pdf" / "report.typ"
MOST_EVIDENCE = 3
#: What has no place to break within so many characters would run off the paper.
UNBROKEN = re.compile(r"\S{30}(?=\S)")
#: Where a keyphrase stands, in words.
PLACES = {
    "title": "title",
    "h1": "h1",
    "heading": "headings",
    "description": "description",
    "first_words": "first 100 words",
    "url": "address",
    "link": "links",
    "alt": "alternative texts",
}


def render(report: dict[str, Any]) -> bytes:
    """A4 pages. Takes about half a second."""
    import typst  # late: only who asks for a PDF pays for loading it

    pdf: object = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        sys_inputs={"report": json.dumps(breakable(data(report)))},
    )
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no single document")
    return pdf


def data(report: dict[str, Any]) -> dict[str, Any]:
    """What the template sets: plain texts and numbers, cut to what a page holds."""
    audits = report["audits"]
    failing = [audit for audit in audits if audit["outcome"] in ("fail", "warn")]
    return {
        "url": report["final_url"][:300],
        "date": (report["scan"]["created_at"] or "")[:10],
        "title": report["page"]["title"][:200],
        "score": report["score"],
        "categories": [c for c in report["categories"] if c["score"] is not None],
        "search": report_views.search_preview(report),
        "summary": report["insights"].get("summary", ""),
        "insights": report["insights"].get("items", []),
        "insights_label": report["insights"].get("label")
        or report["insights"].get("unavailable", ""),
        "failing": [for_print(audit) for audit in failing],
        "passed": titles(audits, ("pass",)),
        "others": titles(audits, ("na", "not_measured", "error")),
        "keyphrases": [with_places(entry) for entry in report["keyphrases"]],
        "metrics": metrics(report),
        "facts": facts(report["page"]),
    }


def breakable(value: Any) -> Any:
    """The same texts, with places to break (zero-width spaces) in very long words."""
    if isinstance(value, str):
        return UNBROKEN.sub("\\g<0>\u200b", value)
    if isinstance(value, dict):
        return {key: breakable(part) for key, part in value.items()}
    return [breakable(part) for part in value] if isinstance(value, list) else value


def for_print(audit: dict[str, Any]) -> dict[str, Any]:
    found = audit["evidence"][:MOST_EVIDENCE]
    return {
        **{key: audit[key] for key in ("id", "outcome", "severity", "title")},
        "explanation": audit["explanation"],
        "why": audit["why"],
        "how_to_fix": audit["how_to_fix"],
        "evidence": [f"{e['snippet']} {e['note']}".strip()[:200] for e in found],
    }


def with_places(entry: dict[str, Any]) -> dict[str, Any]:
    """Teasers, and reports of before, have the phrase and its score alone."""
    stands = [PLACES[place] for place in entry.get("places", [])]
    lacks = [PLACES[place] for place in entry.get("missing", [])]
    facts = [f"{entry['count']}× in the text"] if "count" in entry else []
    if stands:
        facts.append(f"stands in {', '.join(stands)}")
    return {
        "phrase": entry["phrase"],
        "score": entry["score"],
        "value": f"{entry['score']:.2f}",
        "stands": "; ".join(facts),
        "lacks": f"Not in: {', '.join(lacks)}" if lacks else "",
    }


def titles(audits: list[dict[str, Any]], outcomes: tuple[str, ...]) -> list[str]:
    return [audit["title"] for audit in audits if audit["outcome"] in outcomes]


def metrics(report: dict[str, Any]) -> list[dict[str, Any]]:
    """The mobile run's gauges: what visitors had where it is known, else the lab's."""
    for result in report["pagespeed"].get("results", []):
        if result["strategy"] == "mobile" and not result["unavailable"]:
            field = (result["field"] or {}).get("metrics", [])
            return [report_views.gauge(metric) for metric in field or result["lab"]]
    return []


def facts(page: dict[str, Any]) -> list[list[str]]:
    links = f"{page['links_internal']} internal, {page['links_external']} external"
    return [
        ["Description", page["description"] or "none"],
        ["Canonical URL", page["canonical"] or "none"],
        ["Language", page["lang"] or "not declared"],
        ["Words in the main content", str(page["word_count"])],
        ["Links", links],
        ["Images", str(page["images"])],
        ["Structured data", ", ".join(page["structured_data_types"]) or "none"],
    ]
