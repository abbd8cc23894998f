"""Learning brings the passages under a heading to the front, and is kept."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import torch

from bench.passages import lessons, training
from bench.passages.cases import Case
from bench.passages.ranker import Ranker
from webapp.pipeline.analyze.encoders.model import default_folder
from webapp.pipeline.analyze.encoders.torch_encoder import TorchEncoder
from webapp.pipeline.passages import retrieve
from webapp.pipeline.passages.scores import ordered


def test_what_is_learnt_is_what_the_encoder_uses(
    case: Case, answers: dict[str, str], tmp_path: Path
) -> None:
    random.seed(1)
    torch.manual_seed(1)
    ranker = Ranker(None)
    losses = list(training.learn(ranker, [case] * 16))
    assert len(losses) == 4
    assert losses[-1] < losses[0]
    ranker.write(tmp_path / "learnt.npz")
    texts = [*answers, *answers.values()]
    with torch.no_grad():
        learnt = ranker.vectors(texts).numpy()
        again = Ranker(tmp_path / "learnt.npz").vectors(texts).numpy()
    used = TorchEncoder(str(default_folder()), tmp_path / "learnt.npz").encode(texts)
    plain = TorchEncoder(str(default_folder())).encode(texts)
    assert np.min(np.sum(learnt * used, axis=1)) > 0.999
    assert np.min(np.sum(learnt * again, axis=1)) > 0.999
    assert np.max(np.sum(learnt * plain, axis=1)) < 0.9999


def test_a_page_with_nothing_to_tell_apart_teaches_nothing(case: Case) -> None:
    all_answer = [("Watering", [0, 1, 2, 3])]
    page = Case(case.path, case.site, case.lang, case.passages, all_answer)
    assert lessons.draw(page) is None


def test_it_ranks_as_the_report_does(case: Case) -> None:
    ranker = Ranker(None)
    asked = [text for text, _ in case.questions]
    every = [*range(len(case.passages))]
    lesson = lessons.Lesson(case, asked, every, [], [])
    with torch.no_grad():
        scores = ranker.scores(lesson, ranker.vectors(lesson.texts)).numpy()
    encoder = TorchEncoder(str(default_folder()))
    found = retrieve.rank(
        case.passages, case.queries, encoder, 20_000, "en", None, case.headings
    )
    assert [ordered(row) for row in scores.tolist()] == [
        ranking.order for ranking in found
    ]
    assert "WORDS 0.0" in ranker.constants()


def test_lessons_are_of_one_half_and_ask_nothing_of_the_other(tmp_path: Path) -> None:
    """Of four pages of each site: what other sites ask too, what all pages of the site
    ask, what asks the reader and what is short teaches nothing."""
    names = [f"herbs{number}.example" for number in range(12)]
    for name, number in product(names, range(4)):
        topics = (
            "Common to all",
            f"Notes of {name}",
            f"Ready to plant {name} {number}?",
            "Tea",
            f"Soil {number} for {name}",
            f"Light {number} for {name}",
        )
        sections = (
            f"<h2>{topic}</h2><p>" + f"{topic} is told here. " * 10 for topic in topics
        )
        (tmp_path / f"{name}-{number}.html").write_text(
            f"<html lang=en><head><link rel=canonical href='https://{name}/'></head>"
            f"<body><main><h1>Herbs of the garden</h1>{''.join(sections)}</main></body>"
            "</html>"
        )
    found = lessons.lessons([tmp_path], [])
    assert 0 < len(found) < 4 * len(names)
    for case in found:
        assert case.is_to_learn_from
        number = case.path.stem[-1]
        asked = [text for text, _ in case.questions]
        assert asked == [
            f"{topic} {number} for {case.site}" for topic in ("Soil", "Light")
        ]


def page_of(host: str, *sections: str) -> str:
    canonical = f"<link rel=canonical href='https://{host}/'>" if host else ""
    body = "".join(
        f"<h2>{heading}</h2><p>{'It is told at length here, and again. ' * 6}"
        for heading in ("Soil of basil", "Light for basil", "Pots", "Tins", *sections)
    )
    return f"<html lang=en><head>{canonical}<body><main><h1>Herbs</h1>{body}"


def test_what_is_learnt_from_whole_has_no_owner_or_site_of_a_figure(
    tmp_path: Path,
) -> None:
    """Of the hosts ``figures.example`` is of the half that figures are of."""
    halved, whole = tmp_path / "halved", tmp_path / "whole"
    files = {
        halved / "Ann+site" / "a.html": page_of("figures.example"),
        whole / "ann+other" / "b.html": page_of("", "Basil of b"),
        whole / "Ben+copy" / "c.html": page_of("figures.example", "Basil of c"),
        whole / "Cem+herbs" / "d.html": page_of("", "Basil of d", "Light for basil"),
    }
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    assert lessons.lessons([halved], []) == []
    found = lessons.lessons([halved], [whole])
    assert [case.owner for case in found] == ["cem"]
    assert [text for text, _ in found[0].questions] == ["Basil of d"]


def test_a_question_that_unfolds_is_a_lesson(tmp_path: Path) -> None:
    told = "Basil is told of at length here, and again. " * 6
    (tmp_path / "a.html").write_text(
        "<html lang=en><body><main><h1>Herbs</h1><h2>Soil of basil</h2><p>"
        f"{told}<p>{told}<p>{told}<h2>Asked</h2>"
        f"<details><summary>How much light for basil?</summary><p>{told}</details>"
        f"<div>How many pots of basil?</div><div>{told}</div>"
    )
    [case] = lessons.lessons([], [tmp_path])
    asked = {text for text, _ in case.questions}
    assert {"How much light for basil?", "How many pots of basil?"} <= asked


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("How much light does a basil plant need?", "light basil plant need"),
        ("What is basil?", "What is basil?"),
        ("Pots", "Pots"),
    ],
)
def test_a_question_is_shortened_to_what_it_is_about(text: str, short: str) -> None:
    assert lessons.shortened(text) == short
