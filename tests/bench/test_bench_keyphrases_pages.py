"""What authors name is gold only where it is the page's own; costs are by length."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.keyphrases import chart, cost, cost_tables, pages, quality
from bench.keyphrases.contenders import COUNTING, OURS, STOCK
from bench.keyphrases.processes import Processes
from webapp.pipeline.analyze.source import Source

BODY = (
    "<main><h1>Tomato plants</h1><p>Watering tomato plants in the morning is best, "
    "since a greenhouse gets hot and the plants drink. Number {number}.</p></main>"
)
SVG = "{http://www.w3.org/2000/svg}"


def write(folder: Path, name: str, head: str, number: int = 0) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    head += f"<title>x{number}</title>"
    body = BODY.format(number=number)
    path.write_text(f"<html lang=en><head>{head}</head><body>{body}</body></html>")


def keywords(content: str, name: str = "keywords") -> str:
    return f'<meta name="{name}" content="{content}">'


def test_gold_is_what_the_page_has(tmp_path: Path) -> None:
    tags = '<meta property="article:tag" content="Greenhouses">'
    listed = keywords("Tomato Plant, cucumbers; tomato plants, " + "very long " * 4)
    write(tmp_path, "a.html", listed + tags)
    [read] = pages.read([tmp_path])
    assert read.name == f"{tmp_path.name}/a.html"
    assert read.gold == ("Tomato Plant", "Greenhouses")
    assert read.source.h1s == ("Tomato plants",)
    assert read.source.lang == "en"


def test_shown_tags_can_be_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.html", keywords("tomato plants, greenhouse, basil"))
    path = tmp_path / "a.html"
    shown = "<p>Tags: <a href=/t>tomato plants</a> <a href=/b>Basil</a></p></main>"
    path.write_text(path.read_text().replace("</main>", shown))
    [read] = pages.read([tmp_path])
    assert read.gold == ("tomato plants", "greenhouse", "basil")
    assert read.source.link_texts == ("tomato plants", "Basil")
    [bare] = pages.read([tmp_path], tags=False)
    assert bare.gold == ("tomato plants", "greenhouse")
    assert bare.source.link_texts == ()
    assert bare.source.blocks == read.source.blocks[:-1]
    assert bare.source.blocks[0] == "Tomato plants"


def test_lists_of_a_site_and_lists_that_say_little_are_left_out(tmp_path: Path) -> None:
    for number in (1, 2):  # two pages, one list
        same = keywords("tomato, greenhouse")
        write(tmp_path, f"site{number}.html", same, number)
    write(tmp_path, "one.html", keywords("tomato, cucumber"), 3)
    write(tmp_path, "none.html", "", 4)
    assert pages.read([tmp_path]) == []
    assert len(pages.pages([tmp_path])) == 4


def test_a_copy_of_a_page_is_no_second_page(tmp_path: Path) -> None:
    """Neither the same text, nor the same title and keywords at another time."""
    for folder, number in (("a", 1), ("b", 1), ("c", 2)):
        head = "<title>Plants</title>" + keywords("tomato, greenhouse")
        write(tmp_path, f"{folder}/x.html", head, number)
    (tmp_path / "empty.html").write_text("")
    write(tmp_path, "test/expected.html", keywords("tomato, plants"))
    assert [read.name for read in pages.read([tmp_path])] == ["a/x.html"]


def test_the_address_is_what_the_page_says(tmp_path: Path) -> None:
    write(tmp_path, "tomato.html", "")
    canonical = '<link rel="canonical" href="https://shop.example/grow/tomato-plants">'
    write(tmp_path, "1.html", canonical, 1)
    found = {page.name[-6:]: page.source.url_words for page in pages.pages([tmp_path])}
    assert found == {"o.html": (), "1.html"[-6:]: ("grow", "tomato", "plants")}


def test_pages_are_remembered(tmp_path: Path) -> None:
    write(tmp_path / "web", "a.html", keywords("tomato, greenhouse"))
    first = pages.read([tmp_path / "web"], tmp_path / "cache")
    [kept] = (tmp_path / "cache").iterdir()
    before = kept.read_bytes()
    assert pages.read([tmp_path / "web"], tmp_path / "cache") == first
    assert kept.read_bytes() == before


def page(words: int, lang: str = "en") -> pages.Page:
    blocks = tuple("tomato " * 10 for _ in range(words // 10))
    return pages.Page(f"{lang}/{words}", Source(blocks, lang), ())


def test_pages_nearest_to_each_length_stand_for_it() -> None:
    found = [page(130, "de"), *map(page, (120, 140, 160, 390, 900, 2000, 4200, 7000))]
    found += [page(12_000), page(9_000)]
    chosen = {
        length: [text.words for text in cost.texts(found, 2) if text.length == length]
        for length in cost.LENGTHS
    }
    assert chosen[130] == [140, 120]
    assert chosen[400] == [390]
    assert chosen[7600] == [7000, 9000]
    assert chosen[20_000] == [20_000]
    assert cost.texts(found, 2)[-1].name == "pages joined"


def test_too_few_words_for_a_long_page_are_an_error() -> None:
    with pytest.raises(ValueError, match="no 900 words"):
        cost.texts([page(130), page(400)], 1)


def timings() -> list[cost.Timing]:
    """Stock ten times as slow, the second turn on a busier machine."""
    return [
        cost.Timing(name, length, "x", turn, slow * (1 + turn), slow, 100.0 + length)
        for turn in (0, 1)
        for length in cost.LENGTHS
        for name, slow in ((OURS, 0.05), (STOCK, 0.001 * length))
    ]


def test_ratios_are_of_the_same_turn_and_peaks_of_the_first() -> None:
    ratios = cost.ratios(timings())
    assert set(ratios) == {STOCK}
    assert ratios[STOCK][400] == pytest.approx(8)
    assert cost.peaks(timings())[OURS][900] == 1000
    assert cost.by_length(timings(), cost_tables.wall_of)[OURS][130] == pytest.approx(
        0.075
    )


def test_tables_say_lengths_and_growth() -> None:
    texts = [
        cost.Text(length, length, "x", Source((), "en")) for length in cost.LENGTHS
    ]
    shown = cost_tables.tables(texts, timings(), [])
    assert "| words | pages | ours | stock (1,3) |" in shown
    assert "| 7,600 over 400 |  | 1.0x | 19x |" in shown
    assert "| 20,000 | 1 | 0.0750 | 30.00 |" in shown


def test_a_measure_asks_all_in_turn() -> None:
    texts = cost.texts(list(map(page, (130, 400, 900, 2000, 4200, 7600, 20_000))), 1)[
        :2
    ]
    with Processes() as processes:
        found = cost.measure(texts, [COUNTING], processes, 2, say=lambda words: None)
    assert [(one.length, one.turn) for one in found] == [
        (130, 0),
        (400, 0),
        (130, 1),
        (400, 1),
    ]


def test_the_chart_is_well_formed_and_tells_all_in_words() -> None:
    seconds = cost.by_length(timings(), cost_tables.wall_of)
    seconds["a < b"] = dict.fromkeys(cost.LENGTHS, 0.03)
    root = ElementTree.fromstring(chart.draw(seconds))  # noqa: S314 (our own text)
    assert root.get("role") == "img"
    assert len(root.findall(f"{SVG}polyline")) == 3
    described = root.findtext(f"{SVG}desc") or ""
    assert "stock (1,3): 0.2 s at 130 words, 30 s at 20,000" in described
    texts = ["".join(one.itertext()) for one in root.findall(f"{SVG}text")]
    assert {"ours: 0.075 s", "stock (1,3): 30 s", "a < b: 0.03 s"} <= set(texts)


def test_labels_of_lines_that_end_together_stand_apart() -> None:
    seconds = {name: {130: 0.1, 400: 0.1001} for name in ("one", "two", "three")}
    scale = chart.Scale(0.01, 1, 400, 0)
    places = [
        line.split('y="')[1].split('"')[0] for line in chart.labels(seconds, scale)
    ]
    apart = [float(b) - float(a) for a, b in pairwise(places)]
    assert min(apart) >= chart.LABEL_HEIGHT


def test_real_pages_are_grouped_by_language(tmp_path: Path) -> None:
    write(tmp_path, "a.html", keywords("tomato, greenhouse"))
    [read] = pages.read([tmp_path])
    [group] = quality.groups([read], quality.of_pages, read.half, 5)
    assert group.name == "web pages, English"
    assert quality.of_set(read) == tmp_path.name
