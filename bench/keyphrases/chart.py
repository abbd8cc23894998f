"""Cost against length as an SVG: seconds against words, both logarithmic.

Drawn by hand: no library for one picture. It carries its own background, light or dark
as its reader's system is, so that it can be read wherever it is shown. Each line is
named at its end; dashes tell lines apart where colours do not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bench.keyphrases.contenders import OURS

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 580, 48, 388
#: Colours on light and on dark, and dashes.
LINES = (
    ("#0b5fff", "#7fb0ff", ""),
    ("#00796b", "#5fd0bf", "2 4"),
    ("#b3261e", "#ff9c94", ""),
    ("#8a4b00", "#f0b46a", "8 4"),
    ("#7b1fa2", "#d79af0", "6 3 2 3"),
    ("#5f6b7a", "#b4bfcc", "3 3"),
    ("#ad1457", "#ff8fb8", "10 4 2 4"),
)
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1b1f24; }
.title { font-size: 15px; font-weight: 600; }
.panel { fill: #fff; } .grid { stroke: #d5dae0; } .line { fill: none; stroke-width: 2; }
.line.ours { stroke-width: 3.5; } text.ours { font-weight: 700; }
"""
DARK = "text { fill: #e6e9ed; } .panel { fill: #15181d; } .grid { stroke: #363c45; }"
LABEL_HEIGHT = 17
TITLE = "Seconds to find a page's keyphrases; stock is KeyBERT as it comes"


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to a place, logarithmic."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return round(self.start + share * (self.end - self.start), 1)


def draw(seconds: dict[str, dict[int, float]]) -> str:
    """The picture of seconds by contender and words; at least two lengths."""
    lengths = sorted({length for each in seconds.values() for length in each})
    values = [value for each in seconds.values() for value in each.values()]
    x = Scale(lengths[0], lengths[-1], LEFT, RIGHT)
    y = Scale(*decades(values), BOTTOM, TOP)
    parts = [*opening(seconds, lengths), *grid(x, y, lengths)]
    for number, contender in enumerate(seconds):
        parts.append(line(contender, seconds[contender], number, x, y))
    return "\n".join([*parts, *labels(seconds, y), "</svg>\n"])


def decades(values: Sequence[float]) -> tuple[float, float]:
    """The powers of ten around the values."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return 10.0**low, 10.0 ** max(high, low + 1)


def opening(
    seconds: dict[str, dict[int, float]], lengths: Sequence[int]
) -> Iterator[str]:
    """Start tag, text alternative, styles and what stands around the lines."""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="title desc">'
    )
    first, last = lengths[0], lengths[-1]
    told = "; ".join(
        f"{name}: {figure(each[first])} at {first:,} words, "
        f"{figure(each[last])} at {last:,}"
        for name, each in seconds.items()
    )
    yield f'<title id="title">{TITLE}</title>'
    yield f'<desc id="desc">Median seconds. {escape(told)}.</desc>'
    yield f"<style>{STYLE}{colours()}</style>"
    yield f'<rect class="panel" width="{WIDTH}" height="{HEIGHT}"/>'
    yield text(LEFT, 26, TITLE, "title")


def colours() -> str:
    """A class a line, again for those who read on dark."""
    light, dark = (
        "".join(f".l{n} {{ stroke: {one[at]}; }} " for n, one in enumerate(LINES))
        for at in (0, 1)
    )
    return f"{light}\n@media (prefers-color-scheme: dark) {{ {DARK} {dark}}}\n"


def grid(x: Scale, y: Scale, lengths: Sequence[int]) -> Iterator[str]:
    value = y.low
    while value <= y.high * 1.01:
        yield rule(LEFT, y(value), RIGHT, y(value))
        yield text(LEFT - 8, y(value) + 4, f"{value:g} s", anchor="end")
        value *= 10
    for length in lengths:
        yield rule(x(length), TOP, x(length), BOTTOM)
        yield text(x(length), BOTTOM + 20, f"{length:,}", anchor="middle")
    yield text((LEFT + RIGHT) / 2, BOTTOM + 42, "words of the page", anchor="middle")


def line(
    contender: str, each: dict[int, float], number: int, x: Scale, y: Scale
) -> str:
    points = " ".join(f"{x(length)},{y(each[length])}" for length in sorted(each))
    dashes = LINES[number % len(LINES)][2]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    classes = f"line l{number % len(LINES)}{' ours' if contender == OURS else ''}"
    return f'<polyline class="{classes}" points="{points}"{dashed}/>'


def labels(seconds: dict[str, dict[int, float]], y: Scale) -> Iterator[str]:
    """Each line's name and last figure beside its end, moved down where two meet."""
    ends = {name: each[max(each)] for name, each in seconds.items()}
    lowest = float("-inf")
    for name in sorted(ends, key=lambda name: -ends[name]):
        place = max(y(ends[name]) + 4, lowest + LABEL_HEIGHT)
        lowest = place
        css = "ours" if name == OURS else ""
        yield text(RIGHT + 10, place, f"{name}: {figure(ends[name])}", css)


def figure(value: float) -> str:
    """Two figures that say something."""
    return f"{value:.2g} s" if value < 10 else f"{value:.0f} s"


def text(x: float, y: float, words: str, css: str = "", anchor: str = "start") -> str:
    where = f'x="{x:g}" y="{y:g}" text-anchor="{anchor}" class="{css}"'
    return f"<text {where}>{escape(words)}</text>"


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="grid" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>'
