"""What ``scan`` prints of the keyphrases."""

from __future__ import annotations

import pytest

from support.scans import report_body
from webapp.cli.terminal import print_report
from webapp.domain.report import Keyphrase

TOLD = Keyphrase(
    phrase="clay pots",
    score=0.875,
    count=12,
    places=["title", "first_words"],
    missing=["h1", "description"],
)
TOLD_LINE = "  0.88  clay pots (12×; in title, first words; not in h1, description)\n"


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (TOLD, TOLD_LINE),
        (
            Keyphrase(phrase="a_b", score=1.0, count=2, places=[], missing=[]),
            "  1.00  a_b (2×)\n",
        ),
        (Keyphrase(phrase="pots", score=0.5), "  0.50  pots\n"),
        (Keyphrase(phrase="\x1b[31mred", score=0.5), "  0.50  \ufffd[31mred\n"),
    ],
)
def test_a_line_a_phrase(
    capsys: pytest.CaptureFixture[str], entry: Keyphrase, line: str
) -> None:
    body = report_body()
    body["keyphrases"] = [entry]
    print_report(body)
    assert line in capsys.readouterr().out


def test_none_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    body = report_body()
    body["keyphrases"] = []
    print_report(body)
    assert "\nKeyphrases: Not measured: keyphrases are" in capsys.readouterr().out
