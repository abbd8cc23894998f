"""How many of the phrases that people named are found, contender by contender."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.keyphrases.contenders import COUNTING, OURS
from bench.keyphrases.documents import Document, Half, chosen, plain
from bench.keyphrases.processes import Processes
from bench.keyphrases.scores import Interval, difference, f1, mean, ratio, stemmer

AT = (5, 10)


@dataclass(slots=True)
class Group:
    """Documents that are judged together; ``found`` is by contender, in their order."""

    name: str
    documents: list[Document]
    found: dict[str, list[list[str]]] = field(default_factory=dict)

    def scores(self, contender: str, at: int) -> list[float]:
        """F1 of each document, in hundredths."""
        return [
            100 * f1(phrases, one.gold, at, stemmer(one.source.lang))
            for one, phrases in zip(self.documents, self.found[contender], strict=True)
        ]


class Remembered:
    """What the others found, a line an answer: only ours changes from run to run."""

    def __init__(self, cache: Path | None) -> None:
        self.found: dict[str, list[str]] = {}
        self.file = cache / "phrases.jsonl" if cache else None
        if self.file and self.file.is_file():
            for line in self.file.read_text().splitlines():
                self.found.update(json.loads(line))

    def phrases(
        self, contender: str, document: Document, processes: Processes
    ) -> list[str]:
        """As remembered, else as asked now."""
        if contender in (OURS, COUNTING):
            return processes[contender].ask(document.source).phrases
        key = self.key(contender, document)
        if key not in self.found:
            phrases = processes[contender].ask(document.source).phrases
            self.remember({key: phrases})
        return self.found[key]

    @staticmethod
    def key(contender: str, document: Document) -> str:
        asked = f"{contender} {document.source.lang} {plain(document.source)}"
        return hashlib.sha256(asked.encode()).hexdigest()

    def remember(self, answer: dict[str, list[str]]) -> None:
        self.found.update(answer)
        if self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("a") as lines:
                print(json.dumps(answer), file=lines)


def groups(
    documents: Iterable[Document],
    name: Callable[[Document], str],
    half: Half,
    limit: int,
) -> list[Group]:
    """By what ``name`` says of a document; ``limit`` of each."""
    by_name: dict[str, list[Document]] = {}
    for document in documents:
        by_name.setdefault(name(document), []).append(document)
    return [
        Group(one, members)
        for one in sorted(by_name)
        if (members := chosen(by_name[one], half, limit))
    ]


def of_set(document: Document) -> str:
    return document.name.partition("/")[0]


def of_pages(document: Document) -> str:
    """Apart by language: the stock model knows one."""
    english = document.source.lang == "en"
    return f"web pages, {'English' if english else 'other languages'}"


def measure(
    group: Group, contenders: Sequence[str], processes: Processes, known: Remembered
) -> None:
    """Each document to all contenders in turn."""
    group.found = {contender: [] for contender in contenders}
    for document in group.documents:
        for contender in contenders:
            phrases = known.phrases(contender, document, processes)
            group.found[contender].append(phrases)


def table(group: Group) -> str:
    """Means with 95 % intervals; ours beside each of the others, paired."""
    heads = [f"{group.name} (n = {len(group.documents)})"]
    heads += [f"F1@{at}" for at in AT]
    heads += [f"ours less it, F1@{AT[-1]}", "ours over it"]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for contender in group.found:
        cells = [figure(mean(group.scores(contender, at))) for at in AT]
        cells += beside(group, contender)
        lines.append(f"| {contender} | {' | '.join(cells)} |")
    return "\n".join(lines)


def beside(group: Group, contender: str) -> list[str]:
    if contender == OURS or OURS not in group.found:
        return ["", ""]
    own, other = (group.scores(name, AT[-1]) for name in (OURS, contender))
    less = difference(own, other)
    return [
        f"{less.value:+.1f} ({less.low:+.1f} to {less.high:+.1f})",
        figure(ratio(own, other), digits=2),
    ]


def figure(one: Interval, digits: int = 1) -> str:
    low, high = (f"{value:.{digits}f}" for value in (one.low, one.high))
    return f"{one.value:.{digits}f} ({low} to {high})"


def raw(group: Group) -> dict[str, Any]:
    """Each document's phrases and scores, for a file."""
    return {
        "documents": [document.name for document in group.documents],
        "found": group.found,
        "f1": {
            contender: {at: group.scores(contender, at) for at in AT}
            for contender in group.found
        },
    }
