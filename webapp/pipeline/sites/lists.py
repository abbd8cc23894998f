"""Lists of addresses that people paste or upload: lines, a CSV, or a sitemap's XML."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from webapp.audits.sitemap_files import read_file
from webapp.domain.settings import Network
from webapp.exceptions import Refused, UrlRefused
from webapp.pipeline.crawl import check_url

MOST_URLS = 50_000
#: So many refused lines are told at a time.
MOST_REFUSED = 100
LOOKED_AT = 50
#: In the order in which they are tried: an address seldom holds a tab, often a comma.
DELIMITERS = "\t;,"
HEADER = re.compile(r"[\w ./-]{1,40}")


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line whose address cannot be scanned; ``line`` counts from 1, in a sitemap the
    entries."""

    line: int
    url: str
    code: str
    message: str


class ListRefused(Refused):
    """Some lines are bad, so none was taken; ``lines`` says which and why."""

    def __init__(self, lines: list[RefusedLine]) -> None:
        first, others = lines[0], len(lines) - 1
        more = f" {others} more lines are refused." if others > 1 else ""
        more = " One more line is refused." if others == 1 else more
        super().__init__("bad_list", f"Line {first.line}: {first.message}{more}")
        self.lines = lines


def read_list(text: str, allowed_networks: Iterable[Network] = ()) -> list[str]:
    """The canonical addresses in their order, each once; a missing ``https://`` is
    added. Raises ``Refused`` (bad_list), ``ListRefused`` among them."""
    networks = tuple(allowed_networks)
    urls: dict[str, None] = {}
    refused: list[RefusedLine] = []
    for number, typed in typed_addresses(text.removeprefix("\ufeff")):
        try:
            urls[check_url(typed, networks)] = None
        except UrlRefused as error:
            refused.append(RefusedLine(number, typed[:200], error.code, error.message))
        if len(urls) > MOST_URLS:
            raise bad_list(f"Give at most {MOST_URLS:,} addresses.")
        if len(refused) >= MOST_REFUSED:
            break
    if refused:
        raise ListRefused(refused)
    if not urls:
        raise bad_list("List the addresses of the pages, one a line.")
    return list(urls)


def typed_addresses(text: str) -> Iterator[tuple[int, str]]:
    """What stands where an address should, with its line."""
    if text.lstrip().startswith("<"):
        return from_sitemap(text)
    delimiter = delimiter_of(text)
    return from_csv(text, delimiter) if delimiter else from_lines(text)


def from_lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, line.strip()


def from_sitemap(text: str) -> Iterator[tuple[int, str]]:
    file = read_file(text.encode("utf-8", "replace"))
    if file.kind == "index":
        raise bad_list("This is an index of sitemaps: paste one of those it names.")
    if file.kind not in ("urlset", "feed"):
        reason = file.error or "it is an HTML page"
        raise bad_list(f"This is no sitemap that can be read: {reason}.")
    yield from enumerate((loc for loc, _ in file.entries), 1)


def from_csv(text: str, delimiter: str) -> Iterator[tuple[int, str]]:
    """The first column, without its heading."""
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    try:
        line = 1
        for row in reader:
            typed = row[0].strip() if row else ""
            if typed and not (line == 1 and is_heading(typed)):
                yield line, typed
            line = reader.line_num + 1
    except csv.Error as error:
        sentence = f"Line {reader.line_num} cannot be read as CSV: {error}."
        raise bad_list(sentence) from error


def delimiter_of(text: str) -> str:
    """What separates the columns, empty for a list of lines. Addresses may hold commas
    and semicolons, so each line has to have the same number of them, or the first has
    to be a heading."""
    named = (line for line in text.splitlines() if line.strip())
    first, *others = lines = list(islice(named, LOOKED_AT)) or [""]
    for delimiter in DELIMITERS:
        counts = {line.count(delimiter) for line in lines}
        is_titled = delimiter in first and is_heading(first.partition(delimiter)[0])
        if is_titled or (len(counts) == 1 and 0 not in counts):
            return delimiter
    is_quoted = all(line.lstrip().startswith('"') for line in lines)
    return "," if is_quoted or (others and is_heading(first)) else ""


def is_heading(text: str) -> bool:
    """``URL``, ``Address``, ``loc``: no address has no dot."""
    name = text.strip().strip('"').strip()
    return bool(HEADER.fullmatch(name)) and "." not in name and "/" not in name


def bad_list(sentence: str) -> Refused:
    return Refused("bad_list", sentence)
