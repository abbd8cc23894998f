"""The measurement of retrieval asks what it says, and of the same pages anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench import passages

FOLDERS = ("one", "two")
PLANTS = ("basil", "cress", "thyme", "mint", "sage", "dill", "chives", "rosemary")


class Letters:
    """A tiny encoder: how often each letter stands in a text."""

    def encode(self, texts: list[str]) -> Any:
        return [[text.lower().count(chr(n)) for n in range(97, 123)] for text in texts]


def html(plants: tuple[str, ...], host: str = "", sort: str = "") -> str:
    """A page in which each question's section repeats the plant it asks about."""
    canonical = f"<link rel=canonical href='https://{host}/'>" if host else ""
    sections = (
        f"<h2>Where does {plant} {sort} grow?</h2><p>" + f"The {plant} likes sun. " * 12
        for plant in plants
    )
    return (
        f"<html lang=en><head><title>Herbs</title>{canonical}</head><body><main>"
        f"<h1>Herbs</h1>{''.join(sections)}</main></body></html>"
    )


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.html").write_text(text)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """16 pages of four questions each, all of other herbs."""
    for number in range(16):
        write(tmp_path, str(number), html(PLANTS[:4], sort=f"sort{number}"))
    return tmp_path


def both(folder: Path, per_site: int = 99) -> Iterator[passages.Case]:
    for tuning in (True, False):
        yield from passages.cases([folder], "en", per_site, tuning=tuning)


def test_the_halves_are_of_the_content_wherever_it_lies(pages: Path) -> None:
    moved = pages.parent / f"{pages.name}-moved"
    for file in pages.glob("*.html"):
        write(moved / "deep", f"other-{file.stem}", file.read_text())
    halves = [
        [case.key for case in passages.cases([folder], "en", 99, tuning=True)]
        for folder in (pages, moved)
    ]
    assert halves[0] == halves[1]
    assert 0 < len(halves[0]) < 16
    assert len(list(both(pages))) == 16


def test_what_is_there_twice_counts_once(tmp_path: Path) -> None:
    for folder in FOLDERS:
        write(tmp_path / folder, "page", html(PLANTS[:4]))
    write(tmp_path, "also", html(PLANTS[3:]))
    assert len(passages.files([tmp_path])) == 2
    assert len(list(both(tmp_path))) == 1


def test_no_site_dominates(tmp_path: Path) -> None:
    for number in range(6):
        write(tmp_path, str(number), html(PLANTS[:4], "herbs.example", f"a{number}"))
        write(tmp_path / "manual", str(number), html(PLANTS[:4], sort=f"b{number}"))
    assert len(list(both(tmp_path))) == 12
    tuning, rest = (
        list(passages.cases([tmp_path], "en", 1, tuning=half)) for half in (True, False)
    )
    assert len(tuning) <= 2
    assert len(rest) <= 2
    assert len(tuning) + len(rest) >= 2


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("<link rel=canonical href='https://www.herbs.example/a'>", "herbs.example"),
        ("<meta property=og:url content='https://herbs.example/'>", "herbs.example"),
        ("<link rel=canonical href='/a'>", ""),
        ("", ""),
    ],
)
def test_a_page_tells_its_site(tmp_path: Path, head: str, site: str) -> None:
    write(tmp_path, "page", f"<head>{head}</head><body><h2>What is basil?</h2><p>A.")
    page = passages.read(tmp_path / "page.html")
    assert page is not None
    assert passages.site_of(page) == site


def test_questions_are_asked_and_withheld(tmp_path: Path) -> None:
    write(tmp_path, "page", html(PLANTS[:4]))
    (case,) = both(tmp_path)
    assert [own for _, own in case.questions] == [[0], [1], [2], [3]]
    assert not any("Where does" in str(passage) for passage in case.passages)


def test_hits_are_counted_beside_chance(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    passages.measure(both(pages), Letters(), 5)
    said = capsys.readouterr().out
    assert "5 pages, 20 questions" in said
    assert "BM25           100.0 % (standard error 0.0)" in said
    assert "by chance       25.0 %" in said


def test_the_standard_error_is_of_pages_and_not_of_questions() -> None:
    assert passages.rate([4, 0], [4, 4]) == pytest.approx((0.5, 0.3536), abs=1e-4)
    assert passages.rate([2, 2], [4, 4]) == (0.5, 0.0)
