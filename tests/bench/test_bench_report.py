"""The cost of a report is measured on what it says, and bounds are held."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import report
from bench.report_pages import grown, real_pages, units, words_in_body

WORDS = "Prices of garden soil have risen again this year. "


def html(paragraphs: int) -> bytes:
    body = f"<p>{WORDS}</p>\n" * paragraphs
    return f"<html><head><title>x</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize("size", [10_000, 300_000])
def test_a_page_grows_by_whole_bodies(size: int) -> None:
    page = grown(html(100), size)
    assert size * 0.6 < len(page) < size * 1.4
    assert page.count(b"<body>") == page.count(b"</body>") == 1
    assert page.count(b"<p>") % 100 == 0


def test_a_page_without_a_body_does_not_grow() -> None:
    with pytest.raises(ValueError, match="without a body"):
        grown(b"<p>x", 1000)


def test_pages_are_thinned_out_and_units_have_words(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.html").write_bytes(html(100))
    (tmp_path / "script.html").write_bytes(
        b"<body><script>" + b"a b " * 2000 + b"</script></body>"
    )
    assert len(real_pages([tmp_path], 5)) == 5
    assert [path.name for path in units(real_pages([tmp_path], 99), 2)] == [
        "0.html",
        "5.html",
    ]
    assert words_in_body((tmp_path / "script.html").read_bytes()) == 0


def test_pages_are_measured_and_what_is_none_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html(400))
    (tmp_path / "b.html").write_bytes(b" ")
    measured = report.measure(real_pages([tmp_path], 9), other=None)
    assert measured.sizes == [len(html(400))]
    assert dict(measured.refused) == {"empty_page": 1}
    assert dict(measured.languages) == {"en": 1}
    assert set(measured.spent) == {"parse", "audits", "parse + audits", "floor"}
    assert all(values[0] for values in measured.spent.values())


def test_shares_leave_out_small_pages_and_failures() -> None:
    sizes = [5_000, 50_000, 200_000, 100_000]
    spent = [1.0, 20.0, 40.0, None]
    assert report.per_100_kb(spent, sizes) == [40, 20]
    assert report.total_per_100_kb(spent, sizes) == pytest.approx(61 / 2.55)


@pytest.mark.parametrize(
    ("parse_ms", "audits_ms", "growth", "holds"),
    [(40, 5, 1.1, True), (90, 5, 1.1, False), (40, 25, 1.1, False), (40, 5, 2, False)],
)
def test_bounds(parse_ms: float, audits_ms: float, growth: float, holds: bool) -> None:
    measured = report.Measured(sizes=[100_000])
    measured.add("parse + audits", parse_ms + audits_ms)
    measured.add("audits", audits_ms)
    assert report.verdict(measured, growth) is holds


def test_an_audit_that_broke_holds_no_bound() -> None:
    measured = report.Measured(sizes=[100_000])
    measured.add("parse + audits", 1)
    measured.add("audits", 1)
    measured.broken["x.y on a.html"] += 1
    assert not report.verdict(measured, 1)
