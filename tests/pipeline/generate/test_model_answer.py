"""Whatever a model writes, what is shown is short plain text on checks that fail."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.insight_body import TEXT, body, entry
from webapp.pipeline.generate.model_answer import Answer, read_answer
from webapp.pipeline.generate.model_call import AnswerRefused, ModelRequest, Reply
from webapp.pipeline.generate.model_insights import from_answer
from webapp.pipeline.generate.model_request import build, gather

REPORT = body()
MATERIAL = gather(REPORT["audits"], REPORT["page"], REPORT["keyphrases"], TEXT)
REQUEST = build(MATERIAL)


def item(**changes: Any) -> dict[str, Any]:
    told = {"title": "Mend it", "text": "Now.", "audits": ["title.length"]}
    return {**told, "effort": "low", **changes}


def told(**changes: Any) -> dict[str, Any]:
    return {
        "summary": "It says little.",
        "items": [item()],
        "rewrites": {"title": "Pots of clay", "description": "Pots of clay by hand."},
        "questions": ["Which pot lasts?"],
        "topics": ["glaze"],
        **changes,
    }


def read(content: Any, request: ModelRequest = REQUEST) -> Answer:
    text = content if isinstance(content, str) else json.dumps(content)
    return read_answer(Reply(text, 1), request, MATERIAL, REPORT["final_url"])


@pytest.mark.parametrize(
    "content",
    [
        "", "null", "[]", "{}", "Sure! Here it is.", '"x"', "[" * 20_000, "NaN",
        told(score=100),
        told(items="x"),
        told(items=[item(score=100)]),
        told(items=[item(effort="none")]),
        told(items=[item(audits="title.length")]),
        told(items=[item(title=7)]),
        told(items=[item(audits=["crawl.made-up"])]),
        told(items=[]),
        told(summary=None),
        told(summary=""),
        told(rewrites={"title": "x"}),
        told(questions=[{"text": "x"}]),
        told(topics={"a": 1}),
        told(summary="x" * 40_000),
        {key: value for key, value in told().items() if key != "topics"},
    ],
)  # fmt: skip
def test_a_wrong_form_is_refused(content: Any) -> None:
    with pytest.raises(AnswerRefused):
        read(content)


def test_a_right_answer_is_kept() -> None:
    assert read(told()) == told()
    assert read(f"```json\n{json.dumps(told())}\n```") == told()


@pytest.mark.parametrize(
    "bad",
    [
        "Visit http://evil.example now", "Visit evil.example now",
        "See //evil.example/x", "Go to evil。com", "see ...evil.com",
        "mail a@evil.example", "hxxp evil",
        "evil[.]example", "at 10.0.0.1 it is", "on évil.рф", "on evil.xn--p1ai today",
        "javascript:alert(1)", "JavaScript : x", "data:text/html,x", "mailto:x",
        "[click](x)", "![x](y)", "[x]: y", "<b>bold</b>", "</script>",
        "<img onerror=x>", "&lt;b&gt;", "&#x3c;", "{{7*7}}", "```sh",
        "It scores 9 now", "Score: 9", "9/10", "9 out of 10", "It is 9% done",
        "9 points", "one of hundred", "a perfect score", "Rated with 5",
        "It has 77 words",
        "h\u200bttp\u200b://evil.example", "ｈｔｔｐ：／／evil．example",
        "\u202eelpmaxe.live//:ptth evil.example",
    ],
)  # fmt: skip
def test_links_markup_and_numbers_are_dropped(bad: str) -> None:
    for place in ("title", "text"):
        kept = read(told(items=[item(), item(**{place: bad})]))
        assert kept["items"] == [item()]
    kept = read(
        told(
            rewrites={"title": bad, "description": bad},
            questions=[bad, "Why?"],
            topics=[bad, "glaze"],
        )
    )
    assert kept["rewrites"] == {"title": "", "description": ""}
    assert kept["questions"] == ["Why?"]
    assert kept["topics"] == ["glaze"]
    with pytest.raises(AnswerRefused):
        read(told(summary=bad))


@pytest.mark.parametrize(
    "good",
    [
        "Name the h1 and H2 in robots.txt, sitemap.xml and llms.txt.",
        "Mark it up with schema.org types.",
        "Stay below 155 characters; 42 places are concerned.",
        "On pots.example it is said at www.pots.example too.",
        "Structured data: add the maker. It takes 2 lines, e.g. here.",
        "Rather than 5 headings write one – and “quote” it.",
    ],
)
def test_ordinary_advice_is_kept(good: str) -> None:
    assert read(told(items=[item(text=good)]))["items"][0]["text"] == good


def test_numbers_of_a_rewrite_are_the_pages() -> None:
    kept = read(told(rewrites={"title": "Pots since 1998", "description": "42 pots"}))
    assert kept["rewrites"] == {"title": "Pots since 1998", "description": ""}


def test_lengths_are_kept() -> None:
    long = "Pots are good. " * 100
    kept = read(
        told(
            summary=long,
            items=[item(title="t " * 100, text=long)] * 9,
            rewrites={"title": "t" * 61, "description": "d" * 156},
            questions=["q" * 161, *[f"Which pot {sign}?" for sign in "abcdefgh"]],
            topics=["t" * 61, *"abcdefghijklmn"],
        )
    )
    assert len(kept["summary"]) <= 400
    assert kept["summary"].endswith("good.")
    assert len(kept["items"][0]["text"]) <= 400
    assert len(kept["items"][0]["title"]) <= 80
    assert kept["rewrites"] == {"title": "", "description": ""}
    assert len(kept["questions"]) == 5
    assert len(kept["topics"]) == 10


def test_only_checks_that_fail_are_named() -> None:
    names = ["h1.present", "title.length", "crawl.x", "title.length"]
    kept = read(told(items=[item(audits=names), item(audits=["h1.present"])]))
    assert [entry["audits"] for entry in kept["items"]] == [["title.length"]]


@pytest.mark.parametrize("spelled", ["{}", "x{}x", "reversed", "spaced", "upper"])
def test_who_repeats_the_marks_was_won_over(spelled: str) -> None:
    for mark in REQUEST.secrets:
        forms = {
            "reversed": mark[::-1],
            "spaced": " - ".join(mark),
            "upper": mark.upper(),
        }
        text = forms.get(spelled) or spelled.format(mark)
        with pytest.raises(AnswerRefused, match="instructions"):
            read(told(topics=[text]))


def test_an_unfinished_answer_is_refused() -> None:
    with pytest.raises(AnswerRefused, match="unfinished"):
        read_answer(Reply("", 1, is_whole=False), REQUEST, MATERIAL, "")


def test_order_effect_and_coverage_are_ours() -> None:
    audits = [*REPORT["audits"], entry("content.words", "critical")]
    items = [
        item(title="Small", audits=["img.alt-missing"]),
        item(title="Costly", audits=["title.length"], effort="high"),
        item(title="Cheap", audits=["title.length"]),
        item(title="Gone", audits=["mob.gone"]),
    ]
    answer = Answer(**told(items=items, topics=["glaze", "pot of clay"]))  # type: ignore[typeddict-item]
    found = from_answer(answer, "m", audits, REPORT["page"], REPORT["keyphrases"])
    assert [(i["title"], i["effect"]) for i in found["items"]] == [
        ("Cheap", "high"),
        ("Costly", "high"),
        ("Small", "low"),
    ]
    assert found["source"] == "model"
    assert found["label"].startswith("AI-generated")
    covered = {entry["topic"]: entry["covered"] for entry in found["coverage"]}
    assert covered == {
        "clay pots": True,
        "tomato": False,
        "glaze": False,
        "pot of clay": True,
    }


def test_what_says_the_same_is_no_rewrite() -> None:
    rewrites = {"title": "Clay", "description": ""}
    answer = Answer(**told(rewrites=rewrites))  # type: ignore[typeddict-item]
    found = from_answer(answer, "m", REPORT["audits"], REPORT["page"], [])
    assert found["rewrites"] == {"title": "", "description": ""}
