"""Sets in the layout of KeywordExtractor-Datasets: ``docsutf8/*.txt``, ``keys/*.key``.

https://github.com/LIAAD/KeywordExtractor-Datasets
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bench.keyphrases.documents import Document, half
from webapp.pipeline.analyze.source import Source
from webapp.pipeline.parse.language import detect_language

#: A line that begins like this goes on with the sentence of the one before.
CONTINUED = re.compile(r"\s|[a-z]")
DOCUMENT = re.compile(r"(?:.*/)?docsutf8/([^/]+)\.txt")


def read(path: Path) -> list[Document]:
    """The documents of a set (its folder or zip), or of all sets in a folder."""
    if path.is_file():
        return documents(path.stem, zipped(path))
    if (path / "docsutf8").is_dir():
        return documents(path.name, unzipped(path))
    inner = [one for one in sorted(path.iterdir()) if is_set(one)]
    return [document for one in inner for document in read(one)]


def is_set(path: Path) -> bool:
    return path.suffix == ".zip" or (path / "docsutf8").is_dir()


def zipped(path: Path) -> dict[str, str]:
    """Text by path inside of the set; what macOS adds to archives is left out."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.startswith("__MACOSX")]
        wanted = [name for name in names if name.endswith((".txt", ".key"))]
        return {name: decoded(archive.read(name)) for name in wanted}


def unzipped(path: Path) -> dict[str, str]:
    files = [*path.glob("docsutf8/*.txt"), *path.glob("keys/*.key"), path / "lan.txt"]
    return {
        one.relative_to(path).as_posix(): decoded(one.read_bytes())
        for one in files
        if one.is_file()
    }


def decoded(body: bytes) -> str:
    return body.decode("utf-8-sig", "replace")


def documents(name: str, texts: dict[str, str]) -> list[Document]:
    declared = [text for path, text in texts.items() if path.endswith("lan.txt")]
    lang = declared[0].strip().lower().partition("-")[0] if declared else ""
    return [
        Document(f"{name}/{stem}", source(text, lang), gold, half(f"{name}/{stem}"))
        for stem, text, gold in pairs(texts)
    ]


def pairs(texts: dict[str, str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """File name, text and gold phrases of each document that has some."""
    for path in sorted(texts):
        found = DOCUMENT.fullmatch(path)
        keys = path.replace("docsutf8/", "keys/").removesuffix(".txt") + ".key"
        if found is None or keys not in texts:
            continue
        lines = (line.strip() for line in texts[keys].splitlines())
        gold = tuple(line for line in lines if line)
        if gold and texts[path].strip():
            yield found[1], texts[path], gold


def source(text: str, lang: str) -> Source:
    """Paragraphs as a page's blocks; the language as the set says, else as detected."""
    blocks: list[str] = []
    for line in text.splitlines():
        if blocks and blocks[-1] and CONTINUED.match(line):
            blocks[-1] += " " + line.strip()
        else:
            blocks.append(line.strip())
    return Source(
        blocks=tuple(block for block in blocks if block),
        lang=lang or detect_language(text).code,
    )
