"""Verdicts on real robots.txt files, held against another parser's.

    python -m bench.robots --files FOLDER --parser COMMAND [--half 0-7] [--show 20]

Each file of FOLDER whose name's SHA-256 begins with a hex digit of ``--half`` is asked
about six crawlers and the URLs that its own rules suggest: each rule's path with its
wildcards filled, one beside it, and ``/``. COMMAND is the other parser: it reads lines
``file <tab> agent <tab> URL`` and writes ``1`` (allowed) or ``0`` for each, in order.
For Google's open-source parser (https://github.com/google/robotstxt) such a command is
thirty lines of C++, which docs/accuracy.md has with the way to build them. Exit status:
1 where a verdict differs.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.robots_txt import RobotsTxt
from webapp.pipeline.crawl.robots import MAX_BYTES, read_robots

AGENTS = ("Googlebot", "bingbot", "GPTBot", "OAI-SearchBot", "ClaudeBot", "XenlixAI")
ORIGIN = "https://example.com"
#: Any spelling of a rule's name: what it means is for the parsers to say.
RULE = re.compile(r"\s*[a-z]*l+[ao]w\s*:?\s*([^\s#]\S*)", re.IGNORECASE)
ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
URLS_PER_FILE = 300
#: All of printable ASCII stays as it is; the rest is sent as percent-encoded UTF-8.
AS_IT_IS = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class Question:
    """One verdict asked for."""

    file: Path
    agent: str
    url: str


def chosen_files(folder: Path, half: str) -> list[Path]:
    """The files whose name's SHA-256 begins with a digit of ``half`` (``0-7``)."""
    first, _, last = half.partition("-")
    digits = range(int(first, 16), int(last or first, 16) + 1)
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return [file for file in files if first_digit(file.name) in digits]


def first_digit(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest()[0], 16)


def urls_of(body: bytes) -> list[str]:
    """``/`` and what the rules of a file suggest, evenly thinned out to 300."""
    paths = {"/": None}
    for line in re.split(r"[\r\n]", body.decode("utf-8-sig", "surrogateescape")):
        rule = RULE.match(line)
        if rule:
            paths |= dict.fromkeys(paths_of(rule[1]))
    urls = [url_of(path) for path in paths]
    return urls[:: -(-len(urls) // URLS_PER_FILE)]


def url_of(path: str) -> str:
    """As a client would send it: no fragment, escapes in upper case, bytes escaped."""
    sent = quote(path.split("#")[0], safe=AS_IT_IS, errors="surrogateescape")
    return ORIGIN + ESCAPE.sub(lambda escape: escape[0].upper(), sent)


def paths_of(pattern: str) -> Iterator[str]:
    """Paths that a rule's pattern matches, and neighbours that it may not."""
    full = pattern if pattern.startswith("/") else "/" + pattern
    bare = full.removesuffix("$")
    for filling in ("", "a", "a/b"):
        yield bare.replace("*", filling)
    plain = bare.replace("*", "a")
    yield plain + "z"
    yield plain + "/z"
    yield plain[:-1] or "/"
    yield "/z" + plain


def cut_copies(files: list[Path], folder: Path) -> list[Path]:
    """Copies as long as a crawler has to read them (500 KiB), for both parsers."""
    for file in files:
        (folder / file.name).write_bytes(file.read_bytes()[:MAX_BYTES])
    return [folder / file.name for file in files]


def read(body: bytes) -> RobotsTxt:
    """As the crawler reads it."""
    url = ORIGIN + "/robots.txt"
    return read_robots(url, FetchedPage(url, url, 200, (), body))


def ask_ours(files: list[Path]) -> dict[Question, bool]:
    """Our verdict on every question, in the order in which they are asked."""
    verdicts = {}
    for file in files:
        body = file.read_bytes()
        robots = read(body)
        for url in urls_of(body):
            for agent in AGENTS:
                question = Question(file, agent, url)
                verdicts[question] = robots.allows_bot(url, agent)
    return verdicts


def ask_other(command: list[str], questions: list[Question]) -> list[bool]:
    """The other parser's verdicts. Raises ``RuntimeError`` where some are missing."""
    lines = "".join(f"{q.file}\t{q.agent}\t{q.url}\n" for q in questions)
    done = subprocess.run(
        command, input=lines, capture_output=True, text=True, check=True
    )
    answers = done.stdout.split()
    if len(answers) != len(questions):
        raise RuntimeError(f"{len(answers)} answers to {len(questions)} questions")
    return [answer == "1" for answer in answers]


def compare(files: list[Path], command: list[str]) -> dict[Question, bool]:
    """Print the counts; the questions on which the verdicts differ, with ours."""
    ours = ask_ours(files)
    theirs = ask_other(command, list(ours))
    pairs = zip(ours.items(), theirs, strict=True)
    different = {question: mine for (question, mine), other in pairs if mine != other}
    same = len(ours) - len(different)
    print(f"{len(files)} files, {len(ours)} verdicts, {same} the same, ", end="")
    print(f"{len(different)} not: {100 * same / max(1, len(ours)):.4f} % agree")
    for agent in AGENTS:
        asked = sum(question.agent == agent for question in ours)
        other = sum(question.agent == agent for question in different)
        print(f"  {agent:15} {asked:8} asked, {other:6} different")
    return different


def print_differences(different: dict[Question, bool], show: int) -> None:
    """By file, the first URL of each crawler."""
    by_file: dict[Path, dict[str, list[Question]]] = defaultdict(dict)
    for question in different:
        by_file[question.file].setdefault(question.agent, []).append(question)
    print(f"{len(by_file)} files have differences")
    for file, agents in list(by_file.items())[:show]:
        for agent, questions in agents.items():
            first = questions[0]
            verdict = "we allow" if different[first] else "we forbid"
            print(f"  {file.name} {agent} ({len(questions)}): {verdict} {first.url}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=Path, required=True)
    parser.add_argument("--parser", nargs="+", required=True, help="the other parser")
    parser.add_argument("--half", default="0-f", help="first hex digits, 0-7")
    parser.add_argument("--show", type=int, default=20, help="differing files to show")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = cut_copies(chosen_files(chosen.files, chosen.half), Path(folder))
        different = compare(files, chosen.parser)
    print_differences(different, chosen.show)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
