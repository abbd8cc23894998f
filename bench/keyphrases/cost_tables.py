"""What ``cost`` measured, as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bench.keyphrases.cost import (
    LONG,
    SHORT,
    Text,
    Timing,
    by_length,
    peaks,
    ratios,
)
from bench.keyphrases.processes import Process

Figures = dict[str, dict[int, float]]


def tables(
    texts: Sequence[Text], timings: Sequence[Timing], processes: Iterable[Process]
) -> str:
    """All of them, each under its heading."""
    wall, cpu = (by_length(timings, what) for what in (wall_of, cpu_of))
    parts = [
        ("Seconds by the clock", table(wall, texts, seconds) + growth(wall)),
        ("Their time over ours", table(ratios(timings), texts, times)),
        ("Seconds of the processor, all threads", table(cpu, texts, seconds)),
        ("Peak memory of the process so far, MB", table(peaks(timings), texts, whole)),
        ("Start", starts(processes)),
    ]
    return "\n\n".join(f"### {heading}\n\n{part}" for heading, part in parts)


def wall_of(timing: Timing) -> float:
    return timing.wall


def cpu_of(timing: Timing) -> float:
    return timing.cpu


def seconds(value: float) -> str:
    return f"{value:.4f}" if value < 0.1 else f"{value:.2f}"


def times(value: float) -> str:
    return f"{value:.1f}x" if value < 10 else f"{value:.0f}x"


def whole(value: float) -> str:
    return f"{value:.0f}"


def table(
    figures: Figures, texts: Sequence[Text], shown: Callable[[float], str]
) -> str:
    """A row a length, a column a contender."""
    lines = [row("words", "pages", *figures), row(*["---"] * (len(figures) + 2))]
    for length in dict.fromkeys(text.length for text in texts):
        own = [text for text in texts if text.length == length]
        cells = [shown(lengths[length]) for lengths in figures.values()]
        lines.append(row(span(own), str(len(own)), *cells))
    return "\n".join(lines)


def span(texts: Sequence[Text]) -> str:
    """From the shortest to the longest of a length."""
    low, high = (end(text.words for text in texts) for end in (min, max))
    counts = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"{counts} (joined)" if "joined" in texts[0].name else counts


def growth(figures: Figures) -> str:
    """How the time grows from a usual page to a long one; a last row of its table."""
    if any(SHORT not in each or LONG not in each for each in figures.values()):
        return ""
    cells = [times(each[LONG] / each[SHORT]) for each in figures.values()]
    return "\n" + row(f"{LONG:,} over {SHORT}", "", *cells)


def starts(processes: Iterable[Process]) -> str:
    lines = [row("contender", "seconds to load", "MB then"), row(*["---"] * 3)]
    lines += [
        row(one.name, seconds(one.loaded), whole(one.loaded_mb)) for one in processes
    ]
    return "\n".join(lines)


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
