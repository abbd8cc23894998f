"""Everything on the operators' first page, in a handful of queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from webapp.domain.measures import Measure
from webapp.services import measurements
from webapp.services.measurements import MINUTE
from webapp.services.operations import backlog, figures
from webapp.services.operations import flow as flows
from webapp.services.operations.backlog import Pace
from webapp.services.operations.figures import DEFAULT_WINDOW, WINDOWS, Figures
from webapp.services.operations.flow import Flow
from webapp.services.operations.plain_words import Sentence, sentences

__all__ = ["DEFAULT_WINDOW", "WINDOWS", "Overview", "look"]

#: What went wrong this long ago is still news.
NEWS = timedelta(minutes=2)


@dataclass(frozen=True)
class Overview:
    """``sentences`` first: what an operator should know. ``paces``: how fast each queue
    gets through."""

    flow: Flow
    figures: Figures
    recent: Figures
    paces: dict[str, Pace]
    sentences: list[Sentence]


def look(window: str = DEFAULT_WINDOW) -> Overview:
    """The state now, and the figures of a window."""
    flow = flows.look()
    recent = figures.look(DEFAULT_WINDOW, flow.now)
    chosen = recent if window == DEFAULT_WINDOW else figures.look(window, flow.now)
    news: Counter[str] = Counter()
    troubles = (Measure.REPAIR, Measure.DEAD_LETTER)
    rows = measurements.read_numbers(MINUTE, flow.now - NEWS, troubles)
    for _, name, label, number in rows:
        # What the reconciler gave up is told as a dead letter.
        news[name] += number if label != "buried" else 0
    told = sentences(flow, recent, news)
    return Overview(flow, chosen, recent, backlog.paces(flow), told)
