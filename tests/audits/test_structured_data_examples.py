"""The examples of the checks of structured data and entities are what they say."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.audits import eeat, entity, sd
from webapp.audits.audit import Audit

#: Speaks of what is visible, for which an example is too short a page.
AUDITS = [
    audit
    for family in (sd, eeat, entity)
    for audit in family.AUDITS
    if audit.meta.id != "sd.visible"
]


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.meta.id)
def test_wrong_fails_and_right_passes(audit: Audit) -> None:
    meta = audit.meta
    path = "" if meta.id.startswith("entity.") else "page"
    url = f"https://example.com/{path}"
    assert check(meta.id, meta.wrong, url=url).outcome == "fail"
    assert check(meta.id, meta.right, url=url).outcome == "pass"


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.meta.id)
def test_the_rule_is_told(audit: Audit) -> None:
    assert audit.meta.rule.endswith(".")
    assert "not apply" in audit.meta.rule
