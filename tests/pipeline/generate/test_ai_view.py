"""What a crawler of a language model sees: text, share, tokens, rules."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from support.pages import fetched, robots
from webapp.domain.robots_txt import RobotsTxt
from webapp.pipeline.generate.ai_view import ai_view
from webapp.pipeline.parse import parse

WORDS = " ".join(f"Green tea number {n} is brewed in two minutes." for n in range(40))
ARTICLE = f"<title>Tea</title><main><h1>Tea</h1><p>{WORDS}</p></main>"


def view(
    html: str = ARTICLE,
    rules: RobotsTxt | None = None,
    headers: dict[str, str] | None = None,
) -> dict[str, Any]:
    page = fetched(html, headers=headers)
    return ai_view(page, parse(page), rules or robots())


def bots(seen: dict[str, Any], key: str) -> set[str]:
    return {name for entry in seen["crawlers"] for name in entry[key]}


def test_it_is_the_text_without_scripts() -> None:
    seen = view(ARTICLE + "<script>document.write('never seen')</script>")
    assert "Green tea number 7 is brewed" in seen["text"]
    assert "never seen" not in seen["text"]
    assert (seen["is_cut"], seen["is_extracted"]) == (False, True)
    assert seen["share"] >= 90
    assert json.loads(json.dumps(seen)) == seen


def test_a_long_text_is_cut_and_counted_whole() -> None:
    paragraphs = "".join(f"<p>{n} {WORDS}</p>" for n in range(30))
    seen = view(f"<main><h1>Tea</h1>{paragraphs}</main>")
    assert (len(seen["text"]), seen["is_cut"]) == (20_000, True)
    assert seen["characters"] > 20_000
    assert seen["words"] > 9_000


def test_tokens_are_a_quarter_of_the_bytes_and_say_so() -> None:
    seen = view()
    assert seen["tokens_html"] == -(-len(ARTICLE) // 4)
    assert 0 < seen["tokens_text"] < seen["tokens_html"]
    assert "4 bytes" in seen["tokens_rule"]


def test_without_an_extractor_it_is_the_main_text() -> None:
    page = fetched(ARTICLE)
    broken = dataclasses.replace(parse(page), extracted_text=None)
    seen = ai_view(page, broken, robots())
    assert seen["is_extracted"] is False
    assert "broke" in seen["note"]
    assert "Green tea number 7" in seen["text"]


def test_a_page_without_text_has_no_share() -> None:
    seen = view("<body><img src=a.png alt=''>")
    assert (seen["text"], seen["share"]) == ("", None)


def test_crawlers_are_told_apart_by_class() -> None:
    rules = robots("User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    seen = view(rules=rules)
    blocked = {entry["class"]: entry["blocked"] for entry in seen["crawlers"]}
    assert blocked == {"search": [], "user": [], "training": ["GPTBot"]}
    assert "ChatGPT-User" in bots(seen, "ignoring")
    assert {"Googlebot", "OAI-SearchBot", "ChatGPT-User"} <= bots(seen, "allowed")


def test_without_a_robots_txt_all_may_read() -> None:
    assert bots(view(), "blocked") == set()


@pytest.mark.parametrize(
    ("robots_meta", "allowed", "longest"),
    [
        ("index", True, None),
        ("nosnippet", False, 0),
        ("max-snippet:0", False, 0),
        ("max-snippet:-1", True, None),
        ("max-snippet:160, max-snippet:50", True, 50),
        ("max-snippet:lots", True, None),
    ],
)
def test_snippets(robots_meta: str, allowed: bool, longest: int | None) -> None:
    found = view(f"<meta name=robots content='{robots_meta}'>{ARTICLE}")["snippets"]
    assert (found["allowed"], found["longest"]) == (allowed, longest)
    assert bool(found["sources"]) == (longest is not None)


def test_snippets_by_header_for_another_crawler_do_not_count() -> None:
    assert view(headers={"X-Robots-Tag": "bingbot: nosnippet"})["snippets"]["allowed"]
    found = view(headers={"X-Robots-Tag": "googlebot: nosnippet"})["snippets"]
    assert not found["allowed"]
    assert found["sources"] == ["X-Robots-Tag: googlebot: nosnippet"]
