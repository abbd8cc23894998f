"""sd.recommended."""

from __future__ import annotations

from support.pages import check
from webapp.audits.sd.recommended import META

ID = "sd.recommended"


def test_it_passes() -> None:
    assert check(ID, META.right).outcome == "pass"


def test_it_fails() -> None:
    result = check(ID, META.wrong)
    assert result.outcome == "fail"
    (finding,) = result.findings
    assert finding.snippet == 'Article "Growing tomatoes"'
    assert finding.note.startswith(
        "Article: author, datePublished, dateModified, image"
    )


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
    incomplete = '<div itemscope itemtype="https://schema.org/Recipe"></div>'
    assert check(ID, incomplete).outcome == "na"
