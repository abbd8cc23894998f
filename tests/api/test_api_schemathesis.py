"""Whatever the description allows, and much that it does not, against the real app."""

from __future__ import annotations

from typing import Any

import hypothesis
import pytest
import schemathesis
from flask import Flask
from hypothesis import strategies
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
)

from schedules.run_rows import add_one_of_each
from support.api import bearer
from support.scans import make_scan
from support.site_rows import add_page, add_site
from webapp.api.openapi import paths
from webapp.models import User
from webapp.services.schedules import book
from webapp.services.schedules.book import Wanted
from webapp.services.schedules.timing import Often, Timing
from webapp.services.webhooks import endpoints, sending

#: The same each time, so that a red run is about the change.
FEW = hypothesis.settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
OPERATIONS = [(method, path) for path, told in paths().items() for method in told]


@pytest.fixture
def schema(app: Flask) -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.fixture
def known(app: Flask, alice: User) -> dict[str, str]:
    """An id of Alice's for each kind of thing."""
    with app.app_context():
        site = add_site(alice, report={"schema": 1, "score": 50, "checks": []})
        add_page(site, "/", fails=["title.missing"])
        hook = endpoints.create(alice, "https://a.example/hook", ["scan.failed"])[0]
        wanted = Wanted("https://a.example/", Timing(Often.DAILY))
        schedule = book.create(alice, wanted)
        add_one_of_each(schedule)
        ids = {
            "sites": str(site.public_id),
            "webhooks": str(hook.id),
            "delivery": sending.message_id(endpoints.test(hook)),
            "schedules": str(schedule.id),
        }
    scan = make_scan(app, with_report=True, status="FULL_READY", user_id=alice.id)
    return {**ids, "scans": scan}


@pytest.fixture
def tokens(app: Flask, alice: User) -> dict[str, dict[str, str]]:
    return {"alice": bearer(app, alice), "nobody": {}}


def cases_of(operation: Any, headers: dict[str, str]) -> Any:
    """Requests as described, and, where one can be wrong, such as are not."""
    modes = [GenerationMode.POSITIVE]
    if operation.body or operation.query or operation.headers:
        modes.append(GenerationMode.NEGATIVE)
    return strategies.one_of(
        *(operation.as_strategy(mode, headers=headers) for mode in modes)
    )


def settle(case: Any, ids: dict[str, str]) -> None:
    """What chance hardly finds: an address that can be scanned, an id that is known, a
    list from its beginning."""
    kind = case.path.split("/")[3]
    names = {**ids, "id": ids.get(kind)}
    case.path_parameters = {name: names[name] for name in case.path_parameters or {}}
    if isinstance(case.body, dict) and isinstance(case.body.get("url"), str):
        case.body["url"] = "https://a.example/"
    if isinstance(case.query, dict):
        case.query.pop("cursor", None)


@pytest.mark.parametrize("who", ["alice", "nobody"])
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_operation(
    schema: Any,
    known: dict[str, str],
    tokens: dict[str, dict[str, str]],
    who: str,
    method: str,
    path: str,
) -> None:
    """Whatever a case says, the answer is one that the description names."""
    cases = cases_of(schema[path][method], tokens[who])
    statuses: set[int] = set()

    @FEW
    @hypothesis.given(case=cases, is_known=strategies.booleans())
    def ask(case: Any, is_known: bool) -> None:
        # Not every text is an address that can be scanned, or the cursor of a list.
        excluded = [positive_data_acceptance]
        if is_known:
            settle(case, known)
            excluded.append(negative_data_rejection)  # it may be right now
        options = {"headers": tokens[who], "excluded_checks": excluded}
        statuses.add(case.call_and_validate(**options).status_code)

    ask()
    assert statuses
    assert max(statuses) < 500
