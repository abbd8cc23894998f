"""A page for the benches of passages to learn from."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.passages.cases import Case
from webapp.pipeline.passages import Passage

ANSWERS = {
    "Watering": "Keep the soil moist, and never let the pot stand in a saucer.",
    "Harvest": "Cut the stems above a pair of leaves once they reach a hand's length.",
    "Light": "A window to the south is best; behind a curtain at noon in summer.",
    "Pests": "Greenfly is washed off in the shower, and comes back in a fortnight.",
}


@pytest.fixture
def answers() -> dict[str, str]:
    """Headings and what stands under them."""
    return dict(ANSWERS)


@pytest.fixture
def case() -> Case:
    passages = [
        Passage(("Basil",), text, 12, (place,))
        for place, text in enumerate(ANSWERS.values())
    ]
    questions = [(heading, [place]) for place, heading in enumerate(ANSWERS)]
    return Case(
        Path("basil.html"),
        "herbs.example",
        "en",
        passages,
        questions,
        headings=("Basil", *ANSWERS),
    )
