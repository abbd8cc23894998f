"""content.dates."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from support.pages import check
from webapp.audits.page_dates import today
from webapp.domain.audit_result import AuditResult

ID = "content.dates"


def day(offset: int) -> str:
    return str(today() + timedelta(days=offset))


def article(
    published: object = None, modified: object = None, more: str = ""
) -> AuditResult:
    value = {
        "@type": "BlogPosting",
        "datePublished": published,
        "dateModified": modified,
    }
    data = json.dumps({"@graph": [{"@type": "WebPage"}, value]})
    return check(
        ID, f"<script type=application/ld+json>{data}</script><p>Soil{more}</p>"
    )


@pytest.mark.parametrize(
    ("published", "modified"),
    [
        ("2024-05-02", None),
        ("2024-05-02T10:00:00+02:00", "2024-05-02T09:00:00Z"),
        ("2024-05-02", ["2024-05-03"]),
        ("2024-05-02T00:30+02:00", "2024-05-01T22:45Z"),  # 15 minutes later
        (day(0), day(1)),
    ],
)
def test_it_passes(published: object, modified: object) -> None:
    assert article(published, modified).outcome == "pass"


@pytest.mark.parametrize(
    ("published", "modified", "words"),
    [
        ("2024-05-03", "2024-05-01", "before it was published"),
        (day(3), None, "future"),
        ("2024-05-02", day(400), "future"),
    ],
)
def test_it_fails(published: str, modified: str | None, words: str) -> None:
    result = article(published, modified)
    assert (result.outcome, result.score) == ("fail", 0)
    assert words in result.explanation
    assert len(result.findings) == 1


@pytest.mark.parametrize("shown", ["2024-05-02", "2024-05-03", "2024-06-09"])
def test_either_date_may_be_shown(shown: str) -> None:
    time = f"<time datetime={shown}>{shown}</time>"
    assert article("2024-05-02", "2024-06-10", time).outcome == "pass"


def test_it_warns_where_another_date_is_shown() -> None:
    meta = "<meta property=article:published_time content=2023-01-15>"
    result = article("2024-05-02", None, meta)
    assert result.outcome == "warn"
    assert result.findings[0].snippet == "shown 2023-01-15, declared 2024-05-02"


@pytest.mark.parametrize("published", [None, "last spring", "2024-13-45", 20240502])
def test_it_warns_without_a_date(published: object) -> None:
    assert article(published).outcome == "warn"


def test_a_very_long_graph_is_left_at_some_point() -> None:
    graph = [{"@type": "Thing"}] * 6000 + [{"@type": "Article"}]
    html = f"<script type=application/ld+json>{json.dumps(graph)}</script><p>x"
    assert check(ID, html).outcome == "na"


def test_a_date_may_stand_beside_the_article() -> None:
    graph = [{"@type": "Article"}, {"@type": "WebPage", "datePublished": "2024-05-02"}]
    html = f"<script type=application/ld+json>{json.dumps(graph)}</script><p>x"
    assert check(ID, html).outcome == "pass"


def test_the_dates_of_the_article_count_and_not_those_of_its_comments() -> None:
    value = {
        "@type": "Article",
        "comment": [{"@type": "Comment", "datePublished": day(90)}],
        "datePublished": "2024-05-02",
    }
    html = f"<script type=application/ld+json>{json.dumps(value)}</script><p>x"
    assert check(ID, html).explanation == "The newest date is 2024-05-02."


@pytest.mark.parametrize(
    "html",
    [
        "<p>2024-05-02",
        '<script type=application/ld+json>{"@type": "Product"}</script><p>x',
    ],
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
