"""Learning brings the passages under a heading to the front, and is kept."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import torch

from bench.passages import training
from bench.passages.cases import Case
from bench.passages.ranker import Ranker
from webapp.pipeline.analyze.encoders.model import default_folder
from webapp.pipeline.analyze.encoders.torch_encoder import TorchEncoder
from webapp.pipeline.passages import Passage, retrieve

ANSWERS = {
    "Watering": "Keep the soil moist, and never let the pot stand in a saucer.",
    "Harvest": "Cut the stems above a pair of leaves once they reach a hand's length.",
    "Light": "A window to the south is best; behind a curtain at noon in summer.",
    "Pests": "Greenfly is washed off in the shower, and comes back in a fortnight.",
}


@pytest.fixture
def case() -> Case:
    passages = [
        Passage(("Basil",), text, 12, (place,))
        for place, text in enumerate(ANSWERS.values())
    ]
    questions = [(heading, [place]) for place, heading in enumerate(ANSWERS)]
    return Case(Path("basil.html"), "herbs.example", "en", passages, questions)


def test_what_is_learnt_is_what_the_encoder_uses(case: Case, tmp_path: Path) -> None:
    random.seed(1)
    torch.manual_seed(1)
    ranker = Ranker(None)
    losses = list(training.learn(ranker, [case] * 16))
    assert len(losses) == 4
    assert losses[-1] < losses[0]
    ranker.write(tmp_path / "learnt.npz")
    texts = [*ANSWERS, *ANSWERS.values()]
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
    assert Ranker(None).loss(page) is None


def test_it_ranks_as_the_report_does(case: Case) -> None:
    ranker = Ranker(None)
    asked = [text for text, _ in case.questions]
    with torch.no_grad():
        scores = ranker.scores(case, asked, list(range(len(case.passages)))).numpy()
    encoder = TorchEncoder(str(default_folder()))
    found = retrieve.rank(case.passages, asked, encoder, 20_000, "en")
    assert [retrieve.ordered(row) for row in scores.tolist()] == [
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
    found = training.lessons([tmp_path])
    assert 0 < len(found) < 4 * len(names)
    for case in found:
        assert case.is_to_learn_from
        number = case.path.stem[-1]
        asked = [text for text, _ in case.questions]
        assert asked == [
            f"{topic} {number} for {case.site}" for topic in ("Soil", "Light")
        ]
