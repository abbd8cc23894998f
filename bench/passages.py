"""How often a question finds the section that answers it, on real pages.

    python -m bench.passages --pages FOLDER [--pages FOLDER …] [--lang en] [--limit 50]

A question among a page's headings (h2, h3) is asked; all such headings are withheld
from the passages. It is a hit where the first passage found lies under its heading.
Pages count that have at least four passages, questions whose section has at least 20
words and at most half of the passages. A page that asks the same as another one counts
once. ``--half tuning`` shows the pages that the settings were chosen on (even SHA-256
of the path); no page of the other half asks what one of these does.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config import prepare_model_environment
from webapp.audits.question_words import bare
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage
from webapp.exceptions import AnalysisFailed
from webapp.pipeline import analyze, passages
from webapp.pipeline.parse import parse
from webapp.pipeline.passages import retrieve
from webapp.pipeline.passages.lexical import Index
from webapp.pipeline.passages.queries import asks_alone

MAX_BYTES = 1_500_000
MAX_QUESTIONS = 12
LEAST_PASSAGES, LEAST_WORDS = 4, 20
MINUTES_MS = 10 * 60 * 1000
#: A page without these in a heading need not be parsed.
HEADING = re.compile(rb"<h[23]\b[^>]*>(.{1,600}?)</h[23]", re.S | re.I)


@dataclass(frozen=True)
class Case:
    """One page: its passages, and each question with the places of its answers."""

    path: Path
    passages: list[passages.Passage]
    questions: list[tuple[str, list[int]]]

    @property
    def key(self) -> frozenset[str]:
        return frozenset(text for text, _ in self.questions)


def is_tuning(path: Path) -> bool:
    digest = hashlib.sha256(str(path).encode()).hexdigest()
    return int(digest, 16) % 2 == 0


def files(folders: list[Path]) -> list[Path]:
    """Those for tuning first, then by their hash, so that a limit takes any of them."""
    found = [path.resolve() for folder in folders for path in folder.rglob("*.html")]
    return sorted(
        set(found),
        key=lambda path: (
            not is_tuning(path),
            hashlib.sha256(str(path).encode()).hexdigest(),
        ),
    )


def cases(folders: list[Path], lang: str, *, tuning: bool) -> Iterator[Case]:
    seen: set[frozenset[str]] = set()
    for path in files(folders):
        page = read(path)
        if page is None or not is_wanted(page, lang):
            continue
        case = make_case(path, page)
        if case is None or any(case.key & key for key in seen):
            continue
        seen.add(case.key)
        if is_tuning(path) == tuning:
            yield case


def read(path: Path) -> ParsedPage | None:
    body = path.read_bytes()
    if len(body) > MAX_BYTES or not HEADING.search(body):
        return None
    url = f"https://example.org/{path.name}"
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
    asked = {
        place: bare(block.text)
        for place, block in enumerate(page.blocks)
        if block.in_main
        and block.kind in ("h2", "h3")
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
    return Case(path, cut, questions[:MAX_QUESTIONS]) if questions else None


def orders(case: Case, encoder: passages.Encoder) -> list[dict[str, tuple[int, ...]]]:
    """For each question the order by each way."""
    queries = [text for text, _ in case.questions]
    both = retrieve.rank(case.passages, queries, encoder, MINUTES_MS)
    index = Index([retrieve.with_path(passage) for passage in case.passages])
    return [
        {
            "fusion (ours)": ranking.order,
            "embeddings": retrieve.ordered(ranking.similarities),
            "BM25": retrieve.ordered(index.scores(query)),
        }
        for query, ranking in zip(queries, both, strict=True)
    ]


def measure(found: Iterator[Case], encoder: passages.Encoder, limit: int) -> None:
    hits: Counter[str] = Counter()
    pages = asked = 0
    chance = 0.0
    misses: list[str] = []
    for case in found:
        pages += 1
        for (text, own), ways in zip(
            case.questions, orders(case, encoder), strict=True
        ):
            asked += 1
            chance += len(own) / len(case.passages)
            for way, order in ways.items():
                hits[way] += order[0] in own
            first = ways["fusion (ours)"][0]
            if first not in own:
                misses.append(miss(case, text, own, first))
        if pages == limit:
            break
    print_table(pages, asked, hits, chance)
    print("\nMisses:", *misses[:: max(1, len(misses) // 12)], sep="\n")


def miss(case: Case, text: str, own: list[int], first: int) -> str:
    wanted, got = case.passages[own[0]].text[:90], case.passages[first].text[:90]
    lines = (
        f"  {text}  ({case.path.name})",
        f"    wanted {wanted}",
        f"    got    {got}",
    )
    return "\n".join(line.replace("\n", " / ") for line in lines)


def print_table(pages: int, asked: int, hits: Counter[str], chance: float) -> None:
    print(
        f"{pages} pages, {asked} questions: the first passage is the section's own in"
    )
    for way, number in hits.items():
        print(f"  {way:14} {100 * number / max(1, asked):5.1f} %")
    print(f"  {'by chance':14} {100 * chance / max(1, asked):5.1f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, action="append", required=True)
    parser.add_argument("--lang", choices=("en", "other", "all"), default="en")
    parser.add_argument("--limit", type=int, default=50)
    parser.add_argument("--half", choices=("figure", "tuning"), default="figure")
    chosen = parser.parse_args()
    prepare_model_environment()
    encoder = analyze.encoder_of(analyze.preload("default"))
    if encoder is None:
        parser.error("the model could not be loaded")
    found = cases(chosen.pages, chosen.lang, tuning=chosen.half == "tuning")
    measure(found, encoder, chosen.limit)


if __name__ == "__main__":
    main()
