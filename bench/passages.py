"""How often a question finds the section that answers it, on real pages.

    python -m bench.passages --pages FOLDER [--pages FOLDER …] [--lang en] [--limit N]

A question among a page's headings (h2, h3) is asked; all such headings are withheld
from the passages. It is a hit where the first passage found lies under its heading.
Pages count that have at least four passages, questions whose section has at least 20
words and at most half of the passages. A page that asks the same as another one counts
once, and of a site at most ``--per-site`` pages do. ``--half tuning`` shows the pages
that the settings were chosen on (even SHA-256 of the content, so the folder they lie in
does not matter); no page of the other half asks what one of these does.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from config import prepare_model_environment
from webapp.audits.question_words import bare, clean_heading
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage
from webapp.exceptions import AnalysisFailed
from webapp.pipeline import analyze, passages
from webapp.pipeline.parse import parse
from webapp.pipeline.passages import retrieve
from webapp.pipeline.passages.cut import teasers
from webapp.pipeline.passages.lexical import Index
from webapp.pipeline.passages.queries import asks_alone

MAX_BYTES = 1_500_000
MAX_QUESTIONS = 12
LEAST_PASSAGES, LEAST_WORDS = 4, 20
MINUTES_MS = 10 * 60 * 1000
#: A page without these in a heading need not be parsed.
HEADING = re.compile(rb"<h[23]\b[^>]*>(.{1,600}?)</h[23]", re.S | re.I)
#: Where a page that tells no address is read from.
NO_HOST = "example.org"
OURS = "ours"


@dataclass(frozen=True)
class File:
    """``folder`` is the first one below the folder given, "" where there is none."""

    path: Path
    folder: str
    digest: str

    @property
    def is_tuning(self) -> bool:
        return int(self.digest, 16) % 2 == 0


@dataclass(frozen=True)
class Case:
    """One page: its passages, and each question with the places of its answers."""

    path: Path
    lang: str
    passages: list[passages.Passage]
    questions: list[tuple[str, list[int]]]

    @property
    def key(self) -> frozenset[str]:
        return frozenset(text for text, _ in self.questions)


def files(folders: list[Path]) -> list[File]:
    """Each content once: those for tuning first, then by their hash, so that a limit
    takes any of them."""
    found: dict[str, File] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.html")):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            top = path.relative_to(folder).parts[:-1]
            found.setdefault(digest, File(path, top[0] if top else "", digest))
    return sorted(found.values(), key=lambda file: (not file.is_tuning, file.digest))


def cases(
    folders: list[Path], lang: str, per_site: int, *, tuning: bool
) -> Iterator[Case]:
    seen: set[str] = set()
    sites: Counter[tuple[str, bool]] = Counter()
    for file in files(folders):
        page = read(file.path)
        if page is None or not is_wanted(page, lang):
            continue
        case = make_case(file.path, page)
        site = site_of(page) or file.folder
        if case is None or case.key & seen or sites[site, file.is_tuning] >= per_site:
            continue
        seen |= case.key
        sites[site, file.is_tuning] += 1
        if file.is_tuning == tuning:
            yield case


def site_of(page: ParsedPage) -> str:
    """The host that a page says it is of; empty where it says none."""
    told = [*(link.url for link in page.canonicals), page.open_graph.get("og:url", "")]
    hosts = (urlsplit(url).hostname or NO_HOST for url in told)
    host = next((host for host in hosts if host != NO_HOST), "")
    return host.removeprefix("www.")


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


def make_case(path: Path, page: ParsedPage) -> Case | None:
    elsewhere = teasers(page)
    asked = {
        place: bare(block.text)
        for place, block in enumerate(page.blocks)
        if block.in_main
        and block.kind in ("h2", "h3")
        and clean_heading(block.text) not in elsewhere
        and asks_alone(block.text, language(page))
    }
    cut = passages.cut_page(page, asked)[: retrieve.MAX_PASSAGES]
    if len(cut) < LEAST_PASSAGES:
        return None
    questions = []
    for place, text in asked.items():
        own = [i for i, passage in enumerate(cut) if place in passage.headings]
        words = sum(cut[i].words for i in own)
        if words >= LEAST_WORDS and len(own) <= len(cut) / 2:
            questions.append((text, own))
    if not questions:
        return None
    return Case(path, language(page), cut, questions[:MAX_QUESTIONS])


def orders(case: Case, encoder: passages.Encoder) -> list[dict[str, tuple[int, ...]]]:
    """For each question the order by each way."""
    queries = [text for text, _ in case.questions]
    both = retrieve.rank(case.passages, queries, encoder, MINUTES_MS, case.lang)
    index = Index(retrieve.with_path(passage) for passage in case.passages)
    return [
        {
            OURS: ranking.order,
            "embeddings": retrieve.ordered(ranking.similarities),
            "BM25": retrieve.ordered(index.scores(query)),
        }
        for query, ranking in zip(queries, both, strict=True)
    ]


def measure(found: Iterator[Case], encoder: passages.Encoder, limit: int) -> None:
    hits: dict[str, list[int]] = {}
    asked: list[int] = []
    chance = 0.0
    misses: list[str] = []
    for case in found:
        asked.append(len(case.questions))
        chance += sum(len(own) / len(case.passages) for _, own in case.questions)
        ways = orders(case, encoder)
        for way in ways[0]:
            hits.setdefault(way, []).append(
                sum(
                    order[way][0] in own
                    for order, (_, own) in zip(ways, case.questions, strict=True)
                )
            )
        misses += [
            miss(case, text, own, order[OURS][0])
            for order, (text, own) in zip(ways, case.questions, strict=True)
            if order[OURS][0] not in own
        ]
        if len(asked) == limit:
            break
    print_table(asked, hits, chance)
    print("\nMisses:", *misses[:: max(1, len(misses) // 12)], sep="\n")


def miss(case: Case, text: str, own: list[int], first: int) -> str:
    wanted, got = case.passages[own[0]].text[:90], case.passages[first].text[:90]
    lines = (
        f"  {text}  ({case.path.name})",
        f"    wanted {wanted}",
        f"    got    {got}",
    )
    return "\n".join(line.replace("\n", " / ") for line in lines)


def print_table(asked: list[int], hits: dict[str, list[int]], chance: float) -> None:
    total = sum(asked)
    print(f"{len(asked)} pages, {total} questions; the section's own passage first:")
    for way, numbers in hits.items():
        share, error = rate(numbers, asked)
        print(f"  {way:14} {100 * share:5.1f} % (standard error {100 * error:.1f})")
    print(f"  {'by chance':14} {100 * chance / max(1, total):5.1f} %")


def rate(hits: list[int], asked: list[int]) -> tuple[float, float]:
    """The share of hits and its standard error; the questions of one page hang
    together, so pages are what is drawn."""
    total = sum(asked)
    share = sum(hits) / total
    spread = sum((h - share * n) ** 2 for h, n in zip(hits, asked, strict=True))
    return share, math.sqrt(spread) / total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, action="append", required=True)
    parser.add_argument("--lang", choices=("en", "other", "all"), default="en")
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--per-site", type=int, default=5)
    parser.add_argument("--half", choices=("figure", "tuning"), default="figure")
    chosen = parser.parse_args()
    prepare_model_environment()
    encoder = analyze.preload("default", "auto", Path("var/models")).encoder
    if encoder is None:
        parser.error("the model could not be loaded")
    found = cases(
        chosen.pages, chosen.lang, chosen.per_site, tuning=chosen.half == "tuning"
    )
    measure(found, encoder, chosen.limit)


if __name__ == "__main__":
    main()
