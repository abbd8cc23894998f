"""How the main content is cut into passages."""

from __future__ import annotations

import time

import pytest

from support.pages import fetched
from webapp.domain.page_parts import TextBlock
from webapp.domain.words import count_words
from webapp.pipeline.parse import parse
from webapp.pipeline.passages import Passage, cut, cut_page, from_json, to_json

SENTENCE = "Green tea is brewed for two minutes in water that does not boil. "


def text(words: int) -> str:
    return " ".join((SENTENCE * (words // 13 + 1)).split()[:words])


def passages(html: str) -> list[Passage]:
    return cut_page(parse(fetched(f"<main>{html}</main>")))


def test_a_passage_is_what_stands_under_a_heading() -> None:
    html = (
        f"<h1>Tea</h1><p>{text(50)}<h2>Brewing</h2><p>{text(45)}"
        f"<h3>Water</h3><p>{text(60)}<h2>Tins</h2><p>{text(20)}"
    )
    found = passages(html)
    assert [passage.path for passage in found] == [
        ("Tea",),
        ("Tea", "Brewing"),
        ("Tea", "Brewing", "Water"),
        ("Tea", "Tins"),
    ]
    assert [passage.words for passage in found] == [50, 45, 60, 20]
    assert [len(passage.headings) for passage in found] == [1, 2, 3, 2]


def test_a_long_section_becomes_several_of_40_to_200_words() -> None:
    found = passages("<h2>Tea</h2>" + f"<p>{text(70)}</p>" * 7 + f"<p>{text(15)}</p>")
    assert len(found) > 3
    assert all(40 <= passage.words <= 200 for passage in found)
    assert sum(passage.words for passage in found) == 7 * 70 + 15
    assert {passage.path for passage in found} == {("Tea",)}


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    found = passages(f"<h2>Tea</h2><p>{SENTENCE * 40}")
    assert len(found) > 2
    assert all(passage.text.endswith("boil.") for passage in found)


@pytest.mark.parametrize("sign", ["茶", "ชา", "x" * 300 + " "])
def test_without_sentences_it_is_cut_all_the_same(sign: str) -> None:
    found = passages(f"<h2>Tea</h2><p>{sign * 2000}")
    assert len(found) > 1
    assert all(passage.words <= 201 for passage in found)


def test_japanese_sentences_end_without_a_space() -> None:
    found = passages("<h2>お茶</h2><p>" + "緑茶は熱い湯で二分間いれます。" * 60)
    assert len(found) > 1
    assert all(passage.text.endswith("。") for passage in found)


def test_a_list_keeps_the_line_that_leads_it_in() -> None:
    items = "".join(f"<li>{n} {text(40)}" for n in range(6))
    found = passages(f"<h2>Tea</h2><p>{text(100)}<p>What you need:<ul>{items}</ul>")
    holders = [passage for passage in found if "0 Green" in passage.text]
    assert holders[0].text.index("What you need:") < holders[0].text.index("0 Green")
    rest = [passage for passage in found if "5 Green" in passage.text]
    assert rest[0].text.startswith("What you need:\n")


def test_a_table_is_read_row_by_row() -> None:
    table = (
        "<table><tr><th>Kind<th>Price<tr><td>Green<td>3 €<tr><td>Black<td>2 €</table>"
    )
    assert passages(f"<h2>Tea</h2>{table}")[0].text == (
        "Kind: Green; Price: 3 €\nKind: Black; Price: 2 €"
    )


def test_a_table_with_headings_at_the_side_is_one_line_a_row() -> None:
    table = "<table><tr><th>Green<td>3<td>4<tr><th>Black<td>2<td>5</table>"
    assert passages(f"<h2>Tea</h2>{table}")[0].text == "Green | 3 | 4\nBlack | 2 | 5"


def test_a_term_and_its_description_are_one() -> None:
    found = passages("<h2>Tea</h2><dl><dt>Matcha<dd>A powder.<dt>Sencha<dd>A leaf.")
    assert found[0].text == "Matcha: A powder.\nSencha: A leaf."


def test_a_very_short_section_with_a_fact_stays_alone() -> None:
    html = (
        "<h2>Opening hours</h2><p>Mon to Fri 9-17<h2>Contact</h2><p>tea@shop.example"
        f"<h2>Founded</h2><p>1897<h2>Parking</h2><p>{text(50)}"
    )
    found = [(passage.path, passage.text[:18]) for passage in passages(html)]
    assert found == [
        (("Opening hours",), "Mon to Fri 9-17"),
        (("Contact",), "tea@shop.example"),
        (("Parking",), "Founded\n1897\nGreen"),
    ]


def test_a_very_short_section_goes_to_the_next() -> None:
    html = (
        f"<h2>Tea</h2><p>{text(60)}<h2>Hours</h2><p>At noon.<h2>Tins</h2><p>{text(50)}"
    )
    found = passages(html)
    assert [passage.path for passage in found] == [("Tea",), ("Tins",)]
    assert found[1].text.startswith("Hours\nAt noon.\nGreen")
    assert len(found[1].headings) == 2


def test_the_introduction_of_subsections_does_not_repeat_its_heading() -> None:
    found = passages(f"<h2>Tea</h2><p>Two ways.<h3>Hot</h3><p>{text(50)}")
    assert found[0].path == ("Tea", "Hot")
    assert found[0].text.startswith("Two ways.\nGreen")


def test_a_page_that_says_little_is_one_passage() -> None:
    assert [passage.text for passage in passages("<p>Hello")] == ["Hello"]
    assert passages("<img src=a.png alt=''>") == []


def test_contents_and_links_are_no_passages() -> None:
    html = (
        "<ul><li>Brewing tea<li>Tins of tea</ul><p><a href=/x>Read this as well</a>"
        f"<h2>Brewing tea</h2><p>{text(50)}<h2>Tins of tea</h2><p>{text(50)}"
        "<p>We sell:<ul><li><a href=/m>Matcha</a></ul>"
    )
    found = passages(html)
    assert [passage.path for passage in found] == [("Brewing tea",), ("Tins of tea",)]
    assert not any("as well" in passage.text for passage in found)
    assert found[1].text.endswith("We sell:\nMatcha")


def test_a_heading_that_leads_to_another_page_is_text() -> None:
    html = (
        f"<h1>Tea</h1><h2 id=b><a href=#b>Brewing</a></h2><p>{text(50)}<h2>"
        f"<a href=/shop>Do tins matter?</a></h2><p>{text(50)}<h3>Size</h3><p>{text(50)}"
    )
    found = passages(html)
    assert [passage.path for passage in found] == [
        ("Tea", "Brewing"),
        ("Tea",),
        ("Tea", "Size"),
    ]
    assert found[1].text.startswith("Do tins matter?\nGreen")


def test_what_is_not_main_content_is_left_out() -> None:
    page = parse(fetched(f"<nav><h2>Menu</h2><p>{text(60)}</nav><main><p>{text(50)}"))
    assert [passage.path for passage in cut(page.blocks)] == [()]


def test_a_withheld_heading_divides_and_is_not_said() -> None:
    page = parse(
        fetched(f"<main><h2>What?</h2><p>{text(50)}<h2>Tins</h2><p>{text(50)}")
    )
    found = cut_page(page, {0})
    assert [passage.path for passage in found] == [(), ("Tins",)]
    assert [passage.headings for passage in found] == [(0,), (2,)]


def test_a_question_that_unfolds_its_answer_is_a_heading() -> None:
    found = passages(
        f"<h1>Tea</h1><p>{text(50)}<h2>FAQ</h2>"
        f"<details><summary>How long does tea keep?</summary>{text(20)}</details>"
        f"<details><summary>Is tea a herb? <i></i></summary><p>{text(20)}</details>"
        f"<details><summary>Show the code</summary><p>{text(20)}</details>"
        f"<h2>Tins</h2><p>{text(20)}"
    )
    assert [passage.path[1:] for passage in found] == [
        (),
        ("FAQ", "How long does tea keep?"),
        ("FAQ", "Is tea a herb?"),
        ("Tins",),
    ]
    assert "Show the code" in found[2].text


@pytest.mark.parametrize(
    "faq",
    [
        "<div class=item><div>{}</div><div>{}</div></div>",
        "<div class=item><button>{}</button><div>{}</div></div>",
        "<div class=item><a href='#a'>{}</a><ul><li>{}</ul></div>",
        "<dl><dt>{}</dt><dd>{}</dd></dl>",
    ],
)
def test_a_question_line_over_its_answer_is_a_heading(faq: str) -> None:
    asked = ("How long does tea keep?", "お茶はどのくらい持ちますか？")
    html = "".join(faq.format(question, text(20)) for question in asked)
    found = passages(f"<h1>Tea</h1><p>{text(50)}<h2>FAQ</h2>{html}")
    assert [passage.path for passage in found] == [
        ("Tea",),
        *(("Tea", "FAQ", question) for question in asked),
    ]


@pytest.mark.parametrize(
    "html",
    [
        f"<div>Tea?</div><div>{text(20)}</div>",
        f"<div>You drink green tea. Or not any more?</div><div>{text(20)}</div>",
        "<div>Is green tea a herb?</div><div>Ask us.</div>",
        f"<div>Is tea a herb?</div><div>Why is tea green?</div><h2>Tins</h2>{text(20)}",
        f"<div>Is green tea a herb?</div><h2>Tins</h2><p>{text(20)}",
        f"<p>But what, then, is green tea?<p>{text(20)}",
        f"<div>Is {'green ' * 30}tea a herb?</div><div>{text(20)}</div>",
        "<div>Is green tea a herb?</div>",
    ],
)
def test_other_questions_in_the_text_are_no_headings(html: str) -> None:
    found = passages(f"<h1>Tea</h1><p>{text(50)}<h2>FAQ</h2>{html}")
    headings = {heading for passage in found for heading in passage.path}
    assert headings <= {"Tea", "FAQ", "Tins"}


def test_it_goes_to_json_and_back() -> None:
    for passage in passages(f"<h1>Tea</h1><p>{text(50)}<h2>Tins</h2><p>{text(50)}"):
        assert from_json(to_json(passage)) == passage
        assert count_words(passage.text) == passage.words


@pytest.mark.parametrize(
    "text", ["1,1" * 100_000, "a " * 9 + "x" * 90_000, "a. " * 9999]
)
def test_no_passage_is_endless(text: str) -> None:
    found = passages(f"<h2>Tea</h2><p>{text}")
    assert found
    assert all(len(passage.text) <= 4500 for passage in found)


def test_a_hostile_page_costs_little() -> None:
    blocks = [
        TextBlock(kind, "a " * 5, in_main=True)
        for kind in ("h1", "h6", "li", "p", "td", "th") * 3300
    ]
    started = time.process_time()
    assert len(cut(blocks)) <= 1000
    assert time.process_time() - started < 2
