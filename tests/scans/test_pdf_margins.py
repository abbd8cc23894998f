"""No text of the PDF runs over the right margin of the paper."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
import typst

from support.scans import report_body
from webapp.services import report_pdf

#: A4 less two centimetres, in points.
RIGHT_MARGIN = 595.3 - 56.7
SHIFT = re.compile(r"(?:translate\(|matrix\((?:\S+ ){4})(\S+) ([^)]+)\)")
SVG = "{http://www.w3.org/2000/svg}"


def first_page(title: str) -> ElementTree.Element:
    """The page as SVG, whose letters have places."""
    body = dict(report_body())
    body["page"] = {**body["page"], "title": title}
    shown = report_pdf.data({**body, "scan": {"created_at": "2026-11-24"}})
    pages = typst.compile(
        str(report_pdf.TEMPLATE),
        root=str(report_pdf.TEMPLATE.parent),
        sys_inputs={"report": json.dumps(report_pdf.breakable(shown))},
        format="svg",
    )
    assert isinstance(pages, list)
    return ElementTree.fromstring(pages[0])  # noqa: S314 (made here)


def letters(
    element: ElementTree.Element, left: float = 0, top: float = 0
) -> Iterator[tuple[float, float]]:
    """Where each letter begins."""
    if shift := SHIFT.match(element.get("transform", "")):
        left, top = left + float(shift[1]), top + float(shift[2])
    if element.tag == f"{SVG}use":
        yield left + float(element.get("x", 0)), top
    for child in element:
        yield from letters(child, left, top)


@pytest.mark.parametrize(
    "title",
    ["W" * 200, "Щ" * 40, "W" * 29, f"A {'ǄW' * 30} Z", "陶" * 120, "Clay – Shop " * 9],
    ids=["wide", "wider", "short", "widest", "square", "words"],
)
def test_a_title_keeps_to_the_margin(title: str) -> None:
    found = [left for left, _ in letters(first_page(title))]
    assert len(found) > 500
    assert max(found) < RIGHT_MARGIN


def test_a_word_that_fits_into_a_line_stays_whole() -> None:
    """A break within it would be read as two words."""
    word = "Lebensversicherungsvertrag"
    lines = Counter(top for _, top in letters(first_page(f"{'Was ' * 5}{word}")))
    assert list(lines.values())[1:3] == [len("Was" * 5), len(word)]
