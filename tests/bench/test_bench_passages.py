"""The measurement of retrieval asks what it says, and of the same pages anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.passages import __main__ as figures
from bench.passages import cases, typed
from webapp.pipeline.passages import Query

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
    """16 pages of 16 sites, four questions each, all of other herbs."""
    for number in range(16):
        text = html(PLANTS[:4], f"herbs{number}.example", f"sort{number}")
        write(tmp_path, str(number), text)
    return tmp_path


def half(folder: Path, *, learning: bool, per_site: int = 99) -> list[cases.Case]:
    return cases.cases([folder], "en", per_site, learning=learning)


def both(folder: Path) -> list[cases.Case]:
    return [*half(folder, learning=True), *half(folder, learning=False)]


def test_the_halves_are_of_sites_wherever_their_pages_lie(pages: Path) -> None:
    moved = pages.parent / f"{pages.name}-moved"
    for file in pages.glob("*.html"):
        write(moved / "deep", f"other-{file.stem}", file.read_text())
    halves = [
        {case.key for case in half(folder, learning=True)} for folder in (pages, moved)
    ]
    assert halves[0] == halves[1]
    assert 0 < len(halves[0]) < 16
    assert len(both(pages)) == 16


def test_no_page_of_the_figures_asks_what_was_learnt(tmp_path: Path) -> None:
    for number in range(16):
        write(tmp_path, str(number), html(PLANTS[:4], f"herbs{number}.example"))
    assert len(half(tmp_path, learning=True)) == 1
    assert half(tmp_path, learning=False) == []


def test_what_is_there_twice_counts_once(tmp_path: Path) -> None:
    for folder in FOLDERS:
        write(tmp_path / folder, "page", html(PLANTS[:4]))
    write(tmp_path, "also", html(PLANTS[3:]))
    assert len(cases.files([tmp_path])) == 2
    assert len(both(tmp_path)) == 1


def test_no_site_dominates(tmp_path: Path) -> None:
    for number in range(6):
        write(tmp_path, str(number), html(PLANTS[:4], "herbs.example", f"a{number}"))
        write(tmp_path / "manual", str(number), html(PLANTS[:4], sort=f"b{number}"))
    assert len(both(tmp_path)) == 12
    few = [
        case
        for learning in (True, False)
        for case in half(tmp_path, learning=learning, per_site=1)
    ]
    assert sorted(case.site for case in few) == ["herbs.example", "manual"]


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("<link rel=canonical href='https://www.herbs.example/a'>", "herbs.example"),
        ("<meta property=og:url content='https://herbs.example/'>", "herbs.example"),
        ("<link rel=canonical href='/a'>", ""),
        ("<meta property=og:url content='https://[herbs/'>", ""),
        ("", ""),
    ],
)
def test_a_page_tells_its_site(tmp_path: Path, head: str, site: str) -> None:
    write(tmp_path, "page", f"<head>{head}</head><body><h2>What is basil?</h2><p>A.")
    page = cases.read(tmp_path / "page.html")
    assert page is not None
    assert cases.site_of(page) == site


def test_questions_are_asked_and_withheld(tmp_path: Path) -> None:
    write(tmp_path, "page", html(PLANTS[:4]))
    (case,) = both(tmp_path)
    assert [own for _, own in case.questions] == [[0], [1], [2], [3]]
    assert not any("Where does" in str(passage) for passage in case.passages)


def test_hits_are_counted_beside_chance(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures.measure(both(pages), figures.Models(Letters()), 5)
    said = capsys.readouterr().out
    assert "5 pages, 20 questions" in said
    assert "BM25           100.0 % (standard error 0.0)" in said
    assert "by chance       25.0 %" in said
    assert "among the first three: 100.0 %" in said


def test_all_headings_can_be_asked(tmp_path: Path) -> None:
    write(
        tmp_path,
        "page",
        html(PLANTS[:4]).replace("Where does basil  grow?", "About basil"),
    )
    for choose, number in ((cases.questions, 3), (cases.headings, 4)):
        (case,) = [
            case
            for learning in (True, False)
            for case in cases.cases(
                [tmp_path], "en", 5, learning=learning, choose=choose
            )
        ]
        assert len(case.questions) == number


def test_the_standard_error_is_of_pages_and_not_of_questions() -> None:
    assert figures.rate([4, 0], [4, 4]) == pytest.approx((0.5, 0.3536), abs=1e-4)
    assert figures.rate([2, 2], [4, 4]) == (0.5, 0.0)


def test_what_is_typed_is_asked_of_the_page_as_it_is(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [case, *_] = both(pages)
    asked, places = case.questions[1]
    monkeypatch.setattr(
        typed, "by_question", lambda: {typed.digest(asked.upper()): "a good spot"}
    )
    [found, *others] = typed.as_typed([case])
    assert others == []
    assert found.queries == [Query("a good spot", "yours")]
    assert found.questions == [("a good spot", places)]
    assert asked in found.passages[places[0]].path
    assert asked not in case.passages[places[0]].path
    assert {"Herbs", *(text for text, _ in case.questions)} == set(case.headings)
    assert found.headings == case.headings


def test_what_is_typed_is_told_for_each_question_once() -> None:
    lines = typed.FILE.read_text().splitlines()[1:]
    assert len(typed.by_question()) == len(lines) > 150
    assert all(len(key) == typed.DIGITS for key in typed.by_question())
    assert all(typed.by_question().values())
