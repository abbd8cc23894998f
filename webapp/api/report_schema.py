"""The report as JSON Schema (2020-12): what ``report.json`` and the API promise.

A part that could not be had is ``{"unavailable": "<reason>"}``.
"""

from __future__ import annotations

from typing import Any

from webapp.domain.audit_result import Outcome, Severity
from webapp.domain.report import SCHEMA
from webapp.pipeline.analyze.evidence import EXPECTED, PLACES

TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
FLAG = {"type": "boolean"}
PERCENT = {"type": ["integer", "null"], "minimum": 0, "maximum": 100}
TEXTS = {"type": "array", "items": TEXT}
UNAVAILABLE = {
    "type": "object",
    "required": ["unavailable"],
    "properties": {"unavailable": TEXT},
}


def of(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """An object with these properties; others may come."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
    }


def list_of(entry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": entry}


def or_unavailable(part: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [UNAVAILABLE, part]}


AUDIT = of(
    {
        "id": TEXT,
        "category": TEXT,
        "score": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
        "outcome": {"type": "string", "enum": [str(outcome) for outcome in Outcome]},
        "severity": {"type": "string", "enum": [str(level) for level in Severity]},
        "weight": {"type": "number", "minimum": 0},
        "title": TEXT,
        "explanation": TEXT,
        "evidence": list_of(of({"snippet": TEXT, "note": TEXT})),
        "why": TEXT,
        "how_to_fix": TEXT,
        "source": TEXT,
    }
)
KEYPHRASE = of(
    {"phrase": TEXT, "score": {"type": "number", "minimum": 0, "maximum": 1}},
    count=COUNT,
    places=list_of({"type": "string", "enum": list(PLACES)}),
    missing=list_of({"type": "string", "enum": list(EXPECTED)}),
)
METRIC = of({"id": TEXT, "value": {"type": "number"}, "unit": TEXT, "rating": TEXT})
STRATEGY = of(
    {
        "strategy": {"type": "string", "enum": ["mobile", "desktop"]},
        "scores": {"type": "object", "additionalProperties": PERCENT},
        "lab": list_of(METRIC),
        "field": {
            "anyOf": [
                {"type": "null"},
                of({"scope": TEXT, "metrics": list_of(METRIC)}),
            ]
        },
        "problem": TEXT,
        "unavailable": TEXT,
    }
)
INSIGHTS = of(
    {
        "source": {"type": "string", "enum": ["rules", "model"]},
        "label": TEXT,
        "summary": TEXT,
        "items": list_of(
            of(
                {"title": TEXT, "text": TEXT, "category": TEXT, "audits": TEXTS},
                effort=TEXT,
                effect=TEXT,
            )
        ),
        "rewrites": of({"title": TEXT, "description": TEXT}),
        "questions": TEXTS,
        "coverage": list_of(of({"topic": TEXT, "covered": FLAG})),
    }
)
QUOTES = of(
    {
        "method": TEXT,
        "limits": TEXT,
        "passages": COUNT,
        "queries": list_of(
            of(
                {
                    "query": TEXT,
                    "origin": TEXT,
                    "path": TEXTS,
                    "text": TEXT,
                    "similarity": {"type": ["number", "null"]},
                    "judged": of({"stands_alone": FLAG, "missing": TEXTS}),
                }
            )
        ),
    }
)
AI_VIEW = of(
    {
        "text": TEXT,
        "words": COUNT,
        "share": PERCENT,
        "tokens_html": COUNT,
        "tokens_text": COUNT,
        "crawlers": list_of(of({"class": TEXT, "allowed": TEXTS, "blocked": TEXTS})),
        "snippets": of({"allowed": FLAG, "longest": {"type": ["integer", "null"]}}),
    }
)
STRUCTURED_DATA = of(
    {
        "items": list_of(of({"types": TEXTS, "syntax": TEXT, "properties": of({})})),
        "verdicts": list_of(
            of(
                {
                    "feature": TEXT,
                    "status": TEXT,
                    "missing_required": TEXTS,
                    "missing_recommended": TEXTS,
                    "problems": TEXTS,
                }
            )
        ),
    }
)
FACTS = of(
    {
        "title": TEXT,
        "description": TEXT,
        "canonical": TEXT,
        "lang": TEXT,
        "word_count": COUNT,
        "headings": list_of(of({"level": COUNT, "text": TEXT})),
        "status": COUNT,
        "redirects": list_of(of({"url": TEXT, "status": COUNT})),
        "headers": list_of(of({"name": TEXT, "value": TEXT})),
        "links": list_of(of({"url": TEXT, "text": TEXT, "internal": FLAG})),
        "image_list": list_of(of({"url": TEXT, "alt": {"type": ["string", "null"]}})),
    },
    text_lang=TEXT,
)
REPORT = {
    **of(
        {
            "schema": {"type": "integer", "enum": [SCHEMA]},
            "scan": of({"id": TEXT, "url": TEXT, "status": TEXT}),
            "score": PERCENT,
            "categories": list_of(of({"id": TEXT, "title": TEXT, "score": PERCENT})),
            "audits": list_of(AUDIT),
            "keyphrases": list_of(KEYPHRASE),
            "pagespeed": or_unavailable(
                of({"provider": TEXT, "results": list_of(STRATEGY)})
            ),
            "insights": or_unavailable(INSIGHTS),
            "structured_data": or_unavailable(STRUCTURED_DATA),
            "ai_view": or_unavailable(AI_VIEW),
            "quotes": or_unavailable(QUOTES),
            "page": FACTS,
        },
        deductions=list_of(of({"id": TEXT, "points": {"type": "number"}})),
    ),
    "description": "Without the scan's user: the teaser's parts.",
}
