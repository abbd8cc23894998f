"""Seconds and memory by length of page, contender by contender."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bench.keyphrases.contenders import OURS
from bench.keyphrases.documents import plain
from bench.keyphrases.pages import Page
from bench.keyphrases.processes import Answer, Processes
from webapp.pipeline.analyze.source import Source

#: Words of an abstract, of short and of long pages; the last two are whole manuals.
LENGTHS = (130, 400, 900, 2000, 4200, 7600, 20_000)
#: How much longer or shorter than asked for a page may be.
NEAR = 1.25
SHORT, LONG = 400, 7600


@dataclass(frozen=True, slots=True)
class Text:
    """A page that stands for a length."""

    length: int
    words: int
    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class Timing:
    """One answer, without its phrases."""

    contender: str
    length: int
    name: str
    turn: int
    wall: float
    cpu: float
    peak_mb: float


def words(source: Source) -> int:
    return len(plain(source).split())


def texts(pages: Iterable[Page], number: int) -> list[Text]:
    """The ``number`` English pages that come nearest to each length; where none comes
    near, long pages joined and cut."""
    named = {page.name: page.source for page in pages if page.source.lang == "en"}
    sized = [Text(0, words(source), name, source) for name, source in named.items()]
    found: list[Text] = []
    for length in LENGTHS:
        near = [text for text in sized if 1 / NEAR <= text.words / length <= NEAR]
        near.sort(key=lambda text: (abs(math.log(text.words / length)), text.name))
        nearest = near[:number] or [joined(sized, length)]
        found += [replace(text, length=length) for text in nearest]
    return found


def joined(sized: Sequence[Text], length: int) -> Text:
    """The blocks of the longest pages, up to ``length`` words."""
    blocks: list[str] = []
    missing = length
    longest = sorted(sized, key=lambda text: (-text.words, text.name))
    for block in (block for text in longest for block in text.source.blocks):
        if missing <= 0:
            break
        blocks.append(block)
        missing -= len(block.split())
    if missing > 0:
        raise ValueError(f"all English pages together have no {length} words")
    return Text(length, length - missing, "pages joined", Source(tuple(blocks), "en"))


def measure(
    found: Sequence[Text],
    contenders: Sequence[str],
    processes: Processes,
    rounds: int,
    say: Callable[[str], None],
) -> list[Timing]:
    """Each page to all contenders in turn, short pages first: a peak of memory is that
    of its length. The first answer of all, which loads what is loaded late, is no
    page's."""
    timings: list[Timing] = []
    for contender in contenders:
        processes[contender].ask(found[0].source)
    for turn in range(rounds):
        for place, text in enumerate(found):
            say(f"round {turn + 1}: {text.words} words, {text.name}")
            first = (turn + place) % len(contenders)
            for contender in (*contenders[first:], *contenders[:first]):
                answer = processes[contender].ask(text.source)
                timings.append(timing(contender, text, turn, answer))
    return timings


def timing(contender: str, text: Text, turn: int, answer: Answer) -> Timing:
    seconds = (answer.wall, answer.cpu)
    return Timing(
        contender, text.length, text.name, turn, *seconds, peak_mb=answer.peak_mb
    )


def by_length(
    timings: Iterable[Timing],
    what: Callable[[Timing], float],
    of: Callable[[list[float]], float] = statistics.median,
) -> dict[str, dict[int, float]]:
    """One figure by contender and length, over pages and rounds."""
    values: dict[str, dict[int, list[float]]] = {}
    for one in timings:
        lengths = values.setdefault(one.contender, {})
        lengths.setdefault(one.length, []).append(what(one))
    return {
        contender: {length: of(each) for length, each in lengths.items()}
        for contender, lengths in values.items()
    }


def peaks(timings: Iterable[Timing]) -> dict[str, dict[int, float]]:
    """The most memory up to a length: a process's peak never falls, so only the first
    round, which goes from short to long, tells lengths apart."""
    first = [one for one in timings if one.turn == 0]
    return by_length(first, lambda one: one.peak_mb, max)


def ratios(timings: Iterable[Timing], to: str = OURS) -> dict[str, dict[int, float]]:
    """Medians of the others' time over ours, each of the same page and turn."""
    found = list(timings)
    own = {
        (one.name, one.length, one.turn): one.wall
        for one in found
        if one.contender == to
    }
    return by_length(
        (one for one in found if own and one.contender != to),
        lambda one: one.wall / own[one.name, one.length, one.turn],
    )
