"""The comparison of robots.txt verdicts asks what it says and counts right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench import robots

ALLOWS_ALL = "import sys; [print(1) for _ in sys.stdin]"
BODY = b"User-agent: GPTBot\nDisallow: /a*b$\nDisallow: /\xe9 # old\n"


def test_files_are_chosen_by_the_hash_of_their_names(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.example").touch()
    low, high = (robots.chosen_files(tmp_path, half) for half in ("0-7", "8-f"))
    assert len(low) + len(high) == 40
    assert low
    assert {robots.first_digit(file.name) > 7 for file in low} == {False}


def test_urls_are_made_from_the_rules() -> None:
    urls = [url.removeprefix(robots.ORIGIN) for url in robots.urls_of(BODY)]
    assert urls[0] == "/"
    assert {"/ab", "/aab", "/aa/bb", "/aabz", "/aab/z", "/aa", "/z/aab"} <= set(urls)
    assert {"/%E9", "/%E9z"} <= set(urls)


def test_many_urls_are_thinned_out() -> None:
    body = b"".join(b"Disallow: /%d/x\n" % number for number in range(5000))
    assert robots.URLS_PER_FILE / 2 < len(robots.urls_of(body)) <= robots.URLS_PER_FILE


def test_every_difference_is_found_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.example").write_bytes(b"User-agent: GPTBot\nDisallow: /a\n")
    command = [sys.executable, "-c", ALLOWS_ALL]
    different = robots.compare(robots.chosen_files(tmp_path, "0-f"), command)
    assert {question.agent for question in different} == {"GPTBot"}
    assert set(different.values()) == {False}
    robots.print_differences(different, show=5)
    said = capsys.readouterr().out
    assert f"1 files, 30 verdicts, 27 the same, {len(different)} not" in said
    assert "a.example GPTBot (3): we forbid https://example.com/a" in said


def test_missing_answers_are_an_error(tmp_path: Path) -> None:
    question = robots.Question(tmp_path, "GPTBot", "https://example.com/")
    with pytest.raises(RuntimeError, match="0 answers to 1 questions"):
        robots.ask_other([sys.executable, "-c", ""], [question])
