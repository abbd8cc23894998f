"""The main content cut into passages, as systems that retrieve answers do it.

A passage is what stands under one heading: paragraphs, a list with the line that leads
it in, rows of a table. Where a section is long it becomes several passages.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from urllib.parse import urldefrag

from webapp.audits.page_sections import LEVELS, PageSection, page_sections
from webapp.audits.question_words import MARKS
from webapp.domain.page_parts import TextBlock
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.words import count_words
from webapp.pipeline.passages.passage import Passage
from webapp.pipeline.passages.units import MAX_WORDS, SENTENCE_END, Unit, size, units

MIN_WORDS, AIM_WORDS = 40, 110
#: A section with less than this says nothing alone, but for a number among at least so
#: many words; it goes to the next one.
TOO_SHORT, FACT_WORDS = 12, 3
MAX_CUT = 1000
#: Characters of a heading that are kept with each passage below it.
MAX_HEADING = 300
#: What a question stands in that unfolds its answer: pages seldom have a ``summary``.
UNFOLDING = frozenset({"summary", "dt", "div"})
#: Of such a question, and the least of its answer.
QUESTION_WORDS, ANSWER_WORDS = range(3, 26), 6


@dataclass(slots=True)
class Section:
    """What stands between two headings, and all headings above it."""

    path: tuple[str, ...]
    headings: tuple[int, ...]
    units: list[Unit]

    @property
    def words(self) -> int:
        return sum(unit.words for unit in self.units)


def cut_page(page: ParsedPage, withheld: Container[int] = ()) -> list[Passage]:
    """The passages of a page, without what is only a link. See ``cut``."""
    links = frozenset(link.text for link in page.links if link.in_main and link.text)
    return cut(page.blocks, links, withheld, teasers(page))


def teasers(page: ParsedPage) -> frozenset[str]:
    """The texts of links to other pages. A heading that is one promises what stands
    there and not here."""
    own = [page.url, *(link.url for link in page.canonicals)]
    own = [urldefrag(url).url for url in own]
    return frozenset(
        link.text
        for link in page.links
        if link.text and link.url and urldefrag(link.url).url not in own
    )


def cut(
    blocks: Sequence[TextBlock],
    links: Container[str] = (),
    withheld: Container[int] = (),
    teasers: Container[str] = (),
) -> list[Passage]:
    """The passages of a page in page order, at most ``MAX_CUT``: 40 to 200 words
    each, less where a section has no more. None crosses a heading of the same or a
    higher level, except to take in a section of less than 12 words without a fact.

    The lines of a table of contents, and blocks that are one of ``links`` (texts of
    links), are left out. A heading that is one of ``teasers`` divides, but is text. A
    question over its answer is a heading here, where it unfolds that (``unfolds``).
    ``withheld`` are places of headings that divide and are not said, for measuring.
    """
    found: list[Passage] = []
    for section in joined(sections(blocks, links, withheld, teasers)):
        for group in packed(section.units):
            found.append(passage(section, group))
            if len(found) == MAX_CUT:
                return found
    return found


def sections(
    blocks: Sequence[TextBlock],
    links: Container[str],
    withheld: Container[int],
    teasers: Container[str],
) -> Iterator[Section]:
    """Those that say something besides what is a heading elsewhere."""
    found = page_sections(unfolded(blocks))
    titles = {section.heading for section in found}
    above: list[PageSection] = []
    for section in found:
        above = [one for one in above if one.level < section.level]
        if section.level:
            above.append(section)
        own = (block for block in section.blocks if block.text not in titles)
        said = list(units(own, links))
        if not said:
            continue
        if section.heading in teasers:
            said.insert(0, heading_unit(section.heading[:MAX_HEADING]))
        path = tuple(
            one.heading[:MAX_HEADING]
            for one in above
            if one.heading and one.heading not in teasers and one.place not in withheld
        )
        yield Section(path, tuple(one.place for one in above), said)


def unfolded(blocks: Sequence[TextBlock]) -> Iterator[TextBlock]:
    """The blocks, where a question that unfolds its answer stands one level below the
    heading before it. Where the answer ends is not known: it ends at the next one."""
    level = 0
    for block, answer in zip_longest(blocks, blocks[1:]):
        if block.in_main:
            level = LEVELS.get(block.kind, level)
        if unfolds(block, answer):
            block = replace(block, kind=f"h{min(level + 1, max(LEVELS.values()))}")
        yield block


def unfolds(block: TextBlock, answer: TextBlock | None) -> bool:
    """Whether a block is a question and the next one answers it. A ``summary`` is made
    for that; of others it is known by what stands there."""
    if block.kind not in UNFOLDING or not block.text.rstrip().endswith(MARKS):
        return False
    if block.kind == "summary":
        return True
    return (
        answer is not None
        and answer.in_main
        and answer.kind not in LEVELS
        and not answer.text.rstrip().endswith(MARKS)
        and len(list(filter(None, SENTENCE_END.split(block.text)))) == 1
        and count_words(block.text) in QUESTION_WORDS
        and count_words(answer.text) >= ANSWER_WORDS
    )


def heading_unit(heading: str) -> Unit:
    return Unit(heading, size(heading))


def joined(found: Iterator[Section]) -> Iterator[Section]:
    """A very short section that holds no fact is put before the next."""
    short: Section | None = None
    for section in found:
        if short is not None:
            take_in(section, short)
            short = None
        if section.words < TOO_SHORT and not holds_fact(section):
            short = section
        else:
            yield section
    if short is not None:
        yield short


def holds_fact(section: Section) -> bool:
    """Whether a very short section answers all the same: opening hours, a price, an
    address."""
    said = " ".join(unit.text for unit in section.units)
    has_number = any(map(str.isdigit, said))
    return "@" in said or (has_number and section.words >= FACT_WORDS)


def take_in(section: Section, short: Section) -> None:
    """A heading that is above both is not said again."""
    said = short.units
    if short.path and short.path[-1] not in section.path:
        said = [heading_unit(short.path[-1]), *said]
    section.units = [*said, *section.units]
    new = [place for place in short.headings if place not in section.headings]
    section.headings = (*section.headings, *new)


def packed(found: list[Unit]) -> list[list[Unit]]:
    """Units put together up to the aim; a short rest goes to the group before."""
    groups: list[list[Unit]] = []
    words = before = 0
    for unit in found:
        limit = MAX_WORDS if words < MIN_WORDS else AIM_WORDS
        if groups and words + unit.words <= limit:
            groups[-1].append(unit)
            words += unit.words
        else:
            groups.append([unit])
            before, words = words, unit.words
    if len(groups) > 1 and words < MIN_WORDS and before + words <= MAX_WORDS:
        rest = groups.pop()
        groups[-1] += rest
    return groups


def passage(section: Section, group: list[Unit]) -> Passage:
    """The lead of a list that began before is said again."""
    texts = [unit.text for unit in group]
    if group[0].lead:
        texts.insert(0, group[0].lead)
    text = "\n".join(texts)
    return Passage(section.path, text, count_words(text), section.headings)
