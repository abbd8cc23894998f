"""Site scans, their pages and their findings as JSON Schema (2020-12)."""

from __future__ import annotations

from typing import Any

from webapp.api.described import (
    COUNT,
    FLAG,
    LINK,
    MOMENT,
    NULLABLE,
    NULLABLE_COUNT,
    NULLABLE_MOMENT,
    PERCENT,
    TEXT,
    Part,
    RequestBody,
    extended,
    links_of,
    list_of,
    of,
    only,
    or_null,
)
from webapp.domain.audit_result import Outcome, Severity
from webapp.domain.site_plan import (
    MOST_DEPTH,
    MOST_PAGES,
    USUAL_DEPTH,
    USUAL_PAGES,
    SiteSource,
)
from webapp.domain.site_status import PageState, SiteStatus
from webapp.pipeline.sites.patterns import MOST_CHARACTERS, MOST_PATTERNS

OUTCOMES = [str(outcome) for outcome in Outcome]
NULLABLE_NUMBER: Part = {"type": ["number", "null"], "minimum": 0}
PATTERNS: Part = {
    "type": "array",
    "maxItems": MOST_PATTERNS,
    "items": {"type": "string", "maxLength": MOST_CHARACTERS},
    "default": [],
}

SITE = of(
    {
        "id": TEXT,
        "status": {"type": "string", "enum": [str(status) for status in SiteStatus]},
        "is_paused": FLAG,
        "url": TEXT,
        "counts": of(
            dict.fromkeys(("found", "done", "failed", "skipped", "left"), COUNT)
        ),
        "is_cut": {**FLAG, "description": "It has more pages than were asked for."},
        "score": PERCENT,
        "created_at": MOMENT,
        "finished_at": NULLABLE_MOMENT,
        "links": links_of(
            *("self", "html", "pages", "findings"),
            description="pause, resume and cancel are there while they do something.",
        ),
    }
)
PLAN = of(
    {
        "source": {"type": "string", "enum": [str(source) for source in SiteSource]},
        "include": {"type": "array", "items": TEXT},
        "exclude": {"type": "array", "items": TEXT},
        "max_pages": {"type": "integer", "minimum": 1},
        "max_depth": COUNT,
        "keyphrases": FLAG,
        "external": FLAG,
    }
)
SUMMARY = of(
    {
        "schema": {"type": "integer"},
        "score": PERCENT,
        "pages_score": NULLABLE_NUMBER,
        "checks_score": NULLABLE_NUMBER,
        "checks": {
            "type": "array",
            "description": "Those that compare pages.",
            "items": of(
                {
                    "id": TEXT,
                    "outcome": {"type": "string", "enum": OUTCOMES},
                    "explanation": TEXT,
                    "judged": COUNT,
                    "affected": COUNT,
                    "weight": {"type": "number", "minimum": 0},
                }
            ),
        },
    }
)
WITH_REPORT = extended(
    "Site",
    of({"plan": PLAN, "error": or_null("Problem"), "report": or_null("SiteReport")}),
)
PAGE = of(
    {
        "number": COUNT,
        "url": TEXT,
        "state": {"type": "string", "enum": [str(state) for state in PageState]},
        "reason": {**NULLABLE, "description": "Why it failed or was skipped."},
        "final_url": NULLABLE,
        "status": NULLABLE_COUNT,
        "title": TEXT,
        "score": PERCENT,
        "issues": NULLABLE_COUNT,
        "word_count": NULLABLE_COUNT,
        "clicks": NULLABLE_COUNT,
        "inlinks": NULLABLE_COUNT,
        "rank": NULLABLE_NUMBER,
        "is_indexable": {"type": ["boolean", "null"]},
        "in_sitemap": FLAG,
        "template": NULLABLE,
        "links": links_of("html", description="scan, where it was scanned."),
    }
)
SEVERITIES: list[Any] = [*map(str, Severity), None]
FINDING = of(
    {
        "check": TEXT,
        "outcome": {"type": "string", "enum": OUTCOMES},
        "severity": {"type": ["string", "null"], "enum": SEVERITIES},
        "title": NULLABLE,
        "note": TEXT,
        "page": of({"number": COUNT, "url": TEXT, "html": LINK}),
    }
)
SCHEMAS = {
    "Site": SITE,
    "SiteWithReport": WITH_REPORT,
    "SiteReport": SUMMARY,
    "SiteList": list_of("Site"),
    "SitePage": PAGE,
    "SitePageList": list_of("SitePage"),
    "Finding": FINDING,
    "FindingList": list_of("Finding"),
}

#: As the website's form: a list of 50,000 addresses, and room for the other fields.
MOST_BYTES = 8 * 1024 * 1024 + 512 * 1024
SUBMISSION = RequestBody(
    only(
        {
            "url": {
                "type": "string",
                "maxLength": 2048,
                "description": "The start page; its host is the site.",
            },
            "source": {
                "type": "string",
                "enum": [str(source) for source in SiteSource],
                "description": "list where there are urls, else crawl.",
            },
            "urls": {
                "type": "array",
                "maxItems": MOST_PAGES,
                "items": {"type": "string", "maxLength": 2048},
                "description": "The pages, for the source list.",
            },
            "include": {**PATTERNS, "description": "Only these, such as /blog/*"},
            "exclude": {**PATTERNS, "description": "None of these."},
            "max_pages": {
                "type": "integer",
                "minimum": 1,
                "maximum": MOST_PAGES,
                "default": USUAL_PAGES,
            },
            "max_depth": {
                "type": "integer",
                "minimum": 0,
                "maximum": MOST_DEPTH,
                "default": USUAL_DEPTH,
                "description": "Clicks from the start page.",
            },
            "keyphrases": {**FLAG, "default": False, "description": "Of each page."},
            "external": {
                **FLAG,
                "default": False,
                "description": "Try links to others.",
            },
        },
        required=["url"],
    ),
    advice='split "urls" into shorter lists',
    most_bytes=MOST_BYTES,
)
