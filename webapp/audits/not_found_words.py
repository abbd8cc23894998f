"""Words by which a page says that what was asked for does not exist."""

from __future__ import annotations

import re

#: In titles and headings, in the languages that most pages are written in.
NOT_FOUND = re.compile(
    r"(?:\b(?:error|fehler|erreur|errore|erro|fout)\s*[:#-]?\s*404\b"
    r"|^\W*404\W*$|^\W*404\s*[-–—|:]|\b404\s+(?:error|not found|page)\b"
    r"|\bnot\s+found\b|\bcannot be found\b|\bcan[’']t be found\b"
    r"|\b(?:page|product|article)\b.{0,30}\b(?:no longer|does ?n[o’']t) exists?\b"
    r"|\bnicht (?:gefunden|vorhanden)\b|\bintrouvable\b|\bnon trovat[ao]\b"
    r"|\bno (?:se )?encontrad[ao]\b|\bn[aã]o encontrad[ao]\b|\bniet gevonden\b"
    r"|\bnie znaleziono\b|\bhittades inte\b|не найден[ао]?\b|見つかりません)",
    re.IGNORECASE,
)
LOOKED_AT = 300


def says_not_found(text: str) -> bool:
    """Whether a title or heading says so."""
    return bool(NOT_FOUND.search(text[:LOOKED_AT]))
