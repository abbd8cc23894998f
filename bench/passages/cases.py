"""Real pages with questions among their headings, and the passages that answer them.

Sites are divided in two by their name's SHA-256: what is learnt is learnt from the even
half, figures are of the other one, and no page of it asks what one of the first does.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from webapp.audits.question_words import bare, clean_heading
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.page_parts import TextBlock
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.words import count_words
from webapp.exceptions import AnalysisFailed
from webapp.pipeline import passages
from webapp.pipeline.parse import parse
from webapp.pipeline.passages.askable import asks_alone
from webapp.pipeline.passages.cut import teasers, unfolded
from webapp.pipeline.passages.headings import headings_of

MAX_BYTES = 1_500_000
MAX_QUESTIONS = 12
LEAST_PASSAGES, LEAST_WORDS = 4, 20
#: Of a heading to learn from.
HEADING_WORDS = range(2, 25)
#: A page without any is left out unread, though a ``div`` may ask there.
HEADING = re.compile(rb"<(?:h[234]|summary|dt)\b", re.I)
#: Where a page that tells no address is read from.
NO_HOST = "example.org"
#: From a page to the headings that are asked, by their place in its blocks.
Choice = Callable[[ParsedPage], dict[int, str]]


@dataclass(frozen=True)
class File:
    """``folder`` is the first one below the folder given, "" where there is none."""

    path: Path
    folder: str
    digest: str

    @property
    def owner(self) -> str:
        """Of the repository, in small letters, where the folder is OWNER+NAME."""
        owner, plus, _ = self.folder.partition("+")
        return owner.casefold() if plus else ""


@dataclass(frozen=True)
class Case:
    """One page: its passages, and each question with the places of its answers.
    ``headings`` are all that the report would have, those withheld from the passages
    here among them; ``origin`` is that of a query."""

    path: Path
    site: str
    lang: str
    passages: list[passages.Passage]
    questions: list[tuple[str, list[int]]]
    owner: str = ""
    headings: tuple[str, ...] = ()
    origin: str = "heading"

    @property
    def queries(self) -> list[passages.Query]:
        is_heading = self.origin == "heading"
        return [
            passages.Query(text, self.origin, text if is_heading else "")
            for text, _ in self.questions
        ]

    @property
    def key(self) -> frozenset[str]:
        return frozenset(text.casefold() for text, _ in self.questions)

    @property
    def is_to_learn_from(self) -> bool:
        return int(hashlib.sha256(self.site.encode()).hexdigest(), 16) % 2 == 0


def files(folders: list[Path]) -> list[File]:
    """Each content once, by its hash, so that a limit takes any of them."""
    found: dict[str, File] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.html")):
            if path.is_file():
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                top = path.relative_to(folder).parts[:-1]
                found.setdefault(digest, File(path, top[0] if top else "", digest))
    return sorted(found.values(), key=lambda file: file.digest)


def cases(
    folders: list[Path],
    lang: str,
    per_site: int,
    *,
    learning: bool,
    choose: Choice | None = None,
) -> list[Case]:
    """The pages of a half that ask, at most ``per_site`` of a site; ``choose`` tells
    what, questions if it is left out."""
    seen: set[str] = set()
    sites: Counter[str] = Counter()
    kept = []
    every = all_cases(folders, lang, choose or questions)
    found = [case for case in every if case.questions]
    for case in sorted(found, key=lambda case: not case.is_to_learn_from):
        if not case.key & seen and sites[case.site] < per_site:
            seen |= case.key
            sites[case.site] += 1
            kept.append(case)
    return [case for case in kept if case.is_to_learn_from == learning]


def all_cases(folders: list[Path], lang: str, choose: Choice) -> list[Case]:
    """A case of each page of the language; ``choose`` says which headings are asked."""
    found = []
    for file in files(folders):
        page = read(file.path)
        if page is None or not is_wanted(page, lang):
            continue
        case = make_case(file, page, choose(page))
        if case is not None:
            found.append(case)
    return found


def site_of(page: ParsedPage) -> str:
    """The host that a page says it is of; empty where it says none."""
    told = [*(link.url for link in page.canonicals), page.open_graph.get("og:url", "")]
    host = next((host for host in map(host_of, told) if host != NO_HOST), "")
    return host.removeprefix("www.")


def host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or NO_HOST
    except ValueError:
        return NO_HOST


def read(path: Path) -> ParsedPage | None:
    body = path.read_bytes()
    if len(body) > MAX_BYTES or not HEADING.search(body):
        return None
    url = f"https://{NO_HOST}/{path.name}"
    headers = (("Content-Type", "text/html"),)
    try:
        return parse(FetchedPage(url, url, 200, headers, body))
    except AnalysisFailed:
        return None


def language(page: ParsedPage) -> str:
    """As the text is written; some pages declare another one."""
    return page.text_language.code or page.primary_language


def is_wanted(page: ParsedPage, lang: str) -> bool:
    return lang == "all" or (language(page) == "en") == (lang == "en")


def questions(page: ParsedPage) -> dict[int, str]:
    """The questions among the headings, by their place in the page's blocks."""
    lang = language(page)
    return {
        place: text
        for place, text in asked(page, page.blocks, ("h2", "h3"))
        if asks_alone(text, lang)
    }


def headings(page: ParsedPage) -> dict[int, str]:
    """All headings and questions that unfold, to learn from: there are twenty times as
    many."""
    kinds = ("h2", "h3", "h4", "h5", "h6")
    return {
        place: text
        for place, text in asked(page, unfolded(page.blocks), kinds)
        if count_words(text) in HEADING_WORDS
    }


def asked(
    page: ParsedPage, blocks: Iterable[TextBlock], kinds: tuple[str, ...]
) -> Iterator[tuple[int, str]]:
    """The places and texts of what stands as a heading, but for teasers."""
    elsewhere = teasers(page)
    for place, block in enumerate(blocks):
        is_heading = block.in_main and block.kind in kinds
        if is_heading and clean_heading(block.text) not in elsewhere:
            yield place, bare(block.text)


def make_case(file: File, page: ParsedPage, chosen: dict[int, str]) -> Case | None:
    cut = passages.cut_page(page, chosen)[: passages.MAX_PASSAGES]
    if len(cut) < LEAST_PASSAGES:
        return None
    found = []
    for place, text in chosen.items():
        own = [i for i, passage in enumerate(cut) if place in passage.headings]
        words = sum(cut[i].words for i in own)
        if words >= LEAST_WORDS and len(own) <= len(cut) / 2:
            found.append((text, own))
    site = site_of(page) or file.folder
    shown = headings_of(passages.cut_page(page)[: passages.MAX_PASSAGES])
    return Case(
        file.path, site, language(page), cut, found, file.owner, tuple(sorted(shown))
    )
