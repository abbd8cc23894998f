"""Whether the three syntaxes of structured data are read alike, on real examples.

    python -m bench.rich_results --examples FOLDER [--show 20] [--reference] [--time]

FOLDER is searched for schema.org's example files (``*example*.txt``: each example
stands there as Microdata, RDFa and JSON-LD) and for a validator's tests (``*.test.js``
and the pages that they load). For each example it says what each syntax gave and
whether all agree; for each test page, whether our verdict is the expected one. With
``--reference`` it holds our readers against extruct's as well.
"""

from __future__ import annotations

import argparse
import html
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.audits.rich_result_verdicts import verdicts
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.page_resources import DataItem
from webapp.pipeline.parse import parse

URL = "https://example.com/"
MARKS = {"PRE-MARKUP:": "", "MICRODATA:": "microdata", "RDFA:": "rdfa", "JSON:": "json"}
SCHEMA_ORG = re.compile(r"https?://(?:www\.)?schema\.org/")
Shape = tuple[Any, ...]
#: The path to a value, and the value.
Node = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    name: str
    sources: dict[str, str]


def read_examples(path: Path) -> list[Example]:
    """The examples of a file in schema.org's form that have two syntaxes or more."""
    found: list[Example] = []
    name, part, parts = "", "", dict[str, list[str]]()
    lines = path.read_text(errors="replace").splitlines()
    for line in [*lines, "TYPES: end"]:
        mark = line.strip()
        if line.startswith("TYPES:"):
            texts = {key: "\n".join(part) for key, part in parts.items() if key}
            given = {key: text for key, text in texts.items() if is_given(text)}
            if len(given) > 1:
                found.append(Example(f"{path.name} {name}", given))
            name, part, parts = line[6:].strip()[:40], "", {}
        elif mark in MARKS:
            part = MARKS[mark]
        else:
            parts.setdefault(part, []).append(line)
    return found


def is_given(text: str) -> bool:
    return bool(re.search(r"itemscope|typeof|ld\+json", text))


def items_of(source: str) -> tuple[DataItem, ...]:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    body = f"<!doctype html><title>x</title>{source}".encode()
    return parse(FetchedPage(URL, URL, 200, headers, body)).items


def shape(value: object) -> Any:
    """What is compared: types and properties, numbers as texts, no ids, no order."""
    if isinstance(value, DataItem):
        held = {name: shapes(found) for name, found in value.properties.items()}
        return tuple(sorted(value.types)), tuple(sorted(held.items()))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = SCHEMA_ORG.sub("", " ".join(str(value).split()))
    return text.removeprefix(URL).removeprefix("/")


def shapes(values: tuple[object, ...]) -> tuple[Shape, ...]:
    return tuple(sorted(map(shape, values), key=repr))


def nodes(value: Any, path: str = "") -> list[Node]:
    """Each type and each value of a shape with the path that leads there."""
    if isinstance(value, str):
        return [(path, value)]
    types, properties = value
    found = [(path, "a " + "/".join(types))]
    for name, values in properties:
        for inner in values:
            found += nodes(inner, f"{path}.{name}")
    return found


def left_over(one: tuple[Shape, ...], other: tuple[Shape, ...]) -> list[Node]:
    """What the first says and the second does not."""
    said = Counter(node for item in one for node in nodes(item))
    return list(said - Counter(node for item in other for node in nodes(item)))


def is_authors(node: Node, source: str) -> bool:
    """Whether the other source lacks the property or the value, so that no reader
    could have found it there."""
    path, value = node
    names = [name for name in path.split(".") if name]
    said = value.removeprefix("a ").split("/")[-1] if value else ""
    return any(name not in source for name in names) or said[:30] not in source


def reason(example: Example, found: dict[str, tuple[Shape, ...]]) -> tuple[str, str]:
    """Why two syntaxes of an example differ, and where."""
    first, second = next(
        (key, other) for key in found for other in found if found[key] != found[other]
    )
    place = f"{first} / {second}: "
    for key, other in ((first, second), (second, first)):
        if not found[other]:
            return f"no item in {other}", place
        left = left_over(found[key], found[other])
        plain = " ".join(html.unescape(example.sources[other]).split())
        ours = [node for node in left if not is_authors(node, plain)]
        place += f"{left[:2]} "
        if ours and len(ours) == len(left):
            return "the same content, structured in another way", place
    return "the authors wrote other content", place


def compare(examples: list[Example], shown: int) -> None:
    reasons: Counter[str] = Counter()
    for example in examples:
        found = {key: shapes(items_of(text)) for key, text in example.sources.items()}
        if len(set(found.values())) == 1:
            continue
        why, place = reason(example, found)
        reasons[why] += 1
        if sum(reasons.values()) <= shown:
            counts = ", ".join(f"{key} {len(items)}" for key, items in found.items())
            print(f"{example.name} ({counts}): {why}: {place}")
    agreed = len(examples) - reasons.total()
    print(f"{len(examples)} examples, {agreed} agree ({share(agreed, len(examples))})")
    for why, number in reasons.most_common():
        print(f"{number:5} {why}")


def share(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.1f} %"


def judge(path: Path) -> str:
    """``eligible``, ``not_eligible`` or ``none`` for a test page."""
    text = path.read_text(errors="replace")
    if path.suffix == ".json":
        text = f'<script type="application/ld+json">{text}</script>'
    statuses = {verdict.status for verdict in verdicts(items_of(text))}
    if "not_eligible" in statuses:
        return "not_eligible"
    return "eligible" if "eligible" in statuses else "none"


def expectations(folder: Path) -> dict[str, str]:
    """What a validator's own tests (``*.test.js``) find in each test page."""
    found: dict[str, str] = {}
    for path in folder.rglob("*.test.js"):
        for block in re.split(r"\bit\(", path.read_text())[1:]:
            page = re.search(r"loadTestData\(\s*'([^']+)'", block)
            if page:
                is_bad = "severity: 'ERROR'" in block
                worst = "not_eligible" if is_bad else "eligible"
                if found.get(page[1]) != "not_eligible":
                    found[page[1]] = worst
    return found


def check_verdicts(folder: Path) -> None:
    table: Counter[tuple[str, str]] = Counter()
    for name, expected in sorted(expectations(folder).items()):
        for path in folder.rglob("/".join(Path(name).parts[-2:]).lstrip("/")):
            said = judge(path)
            table[expected, said] += 1
            if said not in (expected, "none"):
                print(f"{name}: expected {expected}, we say {said}")
    for (expected, said), number in sorted(table.items()):
        print(f"{number:5} test pages expected {expected}: we say {said}")


def measure(examples: list[Example]) -> None:
    texts = [text for example in examples for text in example.sources.values()]
    started = time.perf_counter()
    for text in texts:
        items_of(text)
    spent = 1000 * (time.perf_counter() - started)
    size = sum(map(len, texts)) / 100_000
    print(f"{spent / len(texts):.2f} ms an example, {spent / size:.0f} ms per 100 KB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--show", type=int, default=20, help="differences shown")
    parser.add_argument("--reference", action="store_true", help="ask extruct too")
    parser.add_argument("--time", action="store_true", help="measure PARSE as well")
    chosen = parser.parse_args()
    texts = sorted(chosen.examples.rglob("*example*.txt"))
    examples = [found for path in texts for found in read_examples(path)]
    compare(examples, chosen.show)
    check_verdicts(chosen.examples)
    if chosen.reference:
        from bench.rich_results_reference import check_reference

        check_reference(examples, chosen.show)
    if chosen.time and examples:
        measure(examples)


if __name__ == "__main__":
    main()
