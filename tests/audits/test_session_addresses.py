"""Addresses without what only says who comes, and where from."""

from __future__ import annotations

import pytest

from webapp.audits.session_addresses import without_session

PLAIN = "https://example.com/a"


@pytest.mark.parametrize(
    "query",
    [
        *("?sid=1", "?PHPSESSID=a", "?session_id=1&utm_source=x", "?ASPSESSIONIDQQ=1"),
        *(";jsessionid=1A", ";JSESSIONID=1A?gclid=2", "?s_id=1", "?oscsid=2"),
    ],
)
def test_sessions_and_tracking_go(query: str) -> None:
    assert without_session(PLAIN + query) == PLAIN


@pytest.mark.parametrize("query", ["", "?p=2", "?inside=1", "?p=2&p=1&q=%20", ";v=1"])
def test_all_else_stays(query: str) -> None:
    assert without_session(PLAIN + query) == PLAIN + query


def test_what_else_there_is_keeps_its_order() -> None:
    assert without_session(f"{PLAIN}?b=1&sid=2&a=3") == f"{PLAIN}?b=1&a=3"


def test_what_is_no_address_comes_back_as_it_is() -> None:
    assert without_session("http://[x") == "http://[x"
