"""Real pages, and the keywords that their authors named.

Gold are ``<meta name=keywords>``, ``news_keywords`` and ``article:tag``: no extractor
is given them. Left out are lists that stand on several pages (a site's, not a page's)
and phrases that the page does not have; so is a page with fewer than two left, and a
copy of a page.
"""

from __future__ import annotations

import hashlib
import pickle
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bench.keyphrases.documents import Document, half, plain
from bench.keyphrases.scores import UNSPACED, stemmer
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage
from webapp.exceptions import AnalysisFailed
from webapp.pipeline.analyze import source as source_module
from webapp.pipeline.analyze.source import Source, source_of, url_words
from webapp.pipeline.parse import page as page_module
from webapp.pipeline.parse import parse

MAX_BYTES = 3_000_000
URL = "https://example.org/"
SEPARATOR = re.compile(r"[,;|、，；]")
NAMES = frozenset({"keywords", "news_keywords", "article:tag"})
#: Suites of extractors keep what shall come out beside each page: no page as served.
EXPECTED = "expected"
#: So many words a list of tags may have beside them, as in "Tags:".
LABEL_WORDS = 1
#: A longer one is a sentence, or a list without commas.
MAX_PHRASE_WORDS, MAX_PHRASE_CHARACTERS = 6, 60
FEWEST, MOST = 2, 30


@dataclass(frozen=True, slots=True)
class Page:
    """A page's evidence and its author's keywords, as they stand there."""

    name: str
    source: Source
    keywords: tuple[str, ...]


def read(
    folders: Iterable[Path], cache: Path | None = None, *, tags: bool = True
) -> list[Document]:
    """The pages below the folders whose authors named what they are about; without
    ``tags`` they are read as if they did not show it too."""
    found: dict[tuple[str, tuple[str, ...]], Page] = {}
    for read_page in pages(folders, cache):
        page = read_page if tags else without_tags(read_page)
        found.setdefault((page.source.title, page.keywords), page)
    times = Counter(keywords for _, keywords in found)
    documents = [
        Document(page.name, page.source, gold(page), half(page.name))
        for page in found.values()
        if times[page.keywords] == 1
    ]
    return [one for one in documents if FEWEST <= len(one.gold) <= MOST]


def gold(page: Page) -> tuple[str, ...]:
    """The keywords that the page has, each once."""
    stem = stemmer(page.source.lang)
    pad = "" if page.source.lang in UNSPACED else " "
    text = pad + stem(plain(page.source)) + pad
    kept = {
        stem(phrase): phrase
        for phrase in reversed(page.keywords)
        if stem(phrase) and pad + stem(phrase) + pad in text
    }
    return tuple(reversed(kept.values()))


def without_tags(page: Page) -> Page:
    """Many pages show their keywords as links below the text. Without all links' texts
    and without lines that are made of keywords; headings stay."""
    stem = stemmer(page.source.lang)
    known = {word for phrase in page.keywords for word in stem(phrase).split()}
    headings = {*page.source.h1s, *page.source.headings}
    blocks = tuple(
        block
        for block in page.source.blocks
        if block in headings or len(set(stem(block).split()) - known) > LABEL_WORDS
    )
    return replace(page, source=replace(page.source, blocks=blocks, link_texts=()))


def pages(folders: Iterable[Path], cache: Path | None = None) -> list[Page]:
    """All pages with a main content, each once, by name."""
    paths = {
        path
        for folder in folders
        for path in folder.rglob("*.html")
        if path.stem != EXPECTED
    }
    known = load(cache)
    found: dict[str, Page] = {}
    for path in sorted(paths, key=lambda path: (name(path), str(path))):
        body = path.read_bytes() if path.is_file() else b""
        key = hashlib.sha256(name(path).encode() + body).hexdigest()
        if key not in known:
            known[key] = parsed(name(path), body)
        page = known[key]
        if page is not None:
            found.setdefault(page.source.text, page)
    save(cache, known)
    return list(found.values())


def name(path: Path) -> str:
    """With its folder's name: some collections call each of their pages the same."""
    return f"{path.parent.name}/{path.name}"


def parsed(name: str, body: bytes) -> Page | None:
    """None for what is no page, or has no main content."""
    if not body or len(body) > MAX_BYTES:
        return None
    headers = (("Content-Type", "text/html"),)
    try:
        page = parse(FetchedPage(URL, URL, 200, headers, body))
    except AnalysisFailed:
        return None
    # A file's name is not its page's address: that is what the page says.
    source = replace(source_of(page), url_words=url_words(address(page)))
    return Page(name, source, keywords(page)) if source.text else None


def address(page: ParsedPage) -> str:
    canonical = [link.url for link in page.canonicals if link.url]
    return canonical[0] if canonical else page.open_graph.get("og:url", "")


def keywords(page: ParsedPage) -> tuple[str, ...]:
    named = [
        " ".join(phrase.split())
        for meta in page.metas
        if NAMES & {meta.name, meta.property}
        for phrase in SEPARATOR.split(meta.content)
    ]
    kept = (phrase for phrase in named if is_phrase(phrase))
    return tuple(dict.fromkeys(kept))


def is_phrase(text: str) -> bool:
    words = len(text.split())
    return 0 < words <= MAX_PHRASE_WORDS and len(text) <= MAX_PHRASE_CHARACTERS


def load(cache: Path | None) -> dict[str, Page | None]:
    if cache is None or not remembered(cache).is_file():
        return {}
    # Written by this bench into a folder of who runs it.
    found: dict[str, Page | None] = pickle.loads(remembered(cache).read_bytes())  # noqa: S301
    return found


def save(cache: Path | None, known: dict[str, Page | None]) -> None:
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        remembered(cache).write_bytes(pickle.dumps(known))


def remembered(cache: Path) -> Path:
    """Another one where the code that reads pages is another one."""
    parts = Path(page_module.__file__).parent.glob("*.py")
    code = [*sorted(parts), Path(source_module.__file__), Path(__file__)]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()
    return cache / f"pages-{digest[:16]}.pickle"
