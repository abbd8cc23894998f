"""Cuts a text into words and break marks.

A hyphenated word is one: of Inspec's key phrases one in ten has a hyphen, and fewer
than one in a hundred stands only inside of a hyphenated word. Names keep what they are
written with: Node.js, C++, AT&T, GPT-4.5, 3D. Chinese, Japanese, Thai, Lao, Khmer and
Burmese are cut by ICU's dictionaries. https://icu.unicode.org/
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

#: Stands for what begins with a letter and is no word: a single one, a contraction.
BREAK = "·"
#: A longer word is an address, a key or an attack.
LONGEST = 60
#: So many single Han characters in a row make one word that the dictionary lacks.
MERGED = 4

SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー"
LETTER = rf"[\p{{L}}--[{SPACELESS}]]"
#: Soft hyphens and their like stand inside of words, unseen.
UNSEEN = "\u00ad\u200b\u2060\ufeff"
#: Marks are part of a word in Hindi, the zero-width joiners in Persian.
REST = rf"(?:{LETTER}|[\p{{M}}\p{{N}}\u200c\u200d{UNSEEN}])*+"
#: A digit before one or two capitals: 3D, 5G.
NUMBERED = r"\p{Nd}\p{Lu}{1,2}(?![\p{L}\p{N}])"
#: What stands between two parts of a word.
JOINTS = (
    r"['’]",  # O'Reilly
    r"[-‐‑_]",  # e-mail
    r"(?<=[lL])·(?=[lL])",  # Catalan col·legi
    r"(?<=\p{Ll})\.(?=\p{Ll})",  # Node.js, but not "end.Next"
    r"(?<=\p{Lu})[.&](?=\p{Lu})",  # ASP.NET, R&D
    r"(?<=\p{Nd})\.(?=\p{Nd})",  # GPT-4.5
    r"(?<=(?<![\p{L}\p{N}])\p{Lu})/(?=\p{Lu}(?![\p{L}\p{N}]))",  # A/B
    r"(?<=\p{Hebrew})[\"״׳](?=\p{Hebrew})",  # Hebrew abbreviations
)
#: The most frequent first, which a quarter of the time hangs on.
KINDS = {
    "word": rf"(?:{LETTER}|{NUMBERED}){REST}"
    rf"(?:(?:{'|'.join(JOINTS)})(?:{LETTER}|\p{{N}}){REST})*+"
    r"(?:[+#]{1,2}(?![\p{L}\p{N}]))?",  # C++, C#
    "spaceless": rf"[{SPACELESS}][{SPACELESS}\u200b]*+",
    "line": r"\n",
    "marks": rf"[^\p{{L}}\p{{N}}\s{SPACELESS}]++",
    "number": rf"\p{{N}}(?:{LETTER}|[\p{{M}}\p{{N}}]|[.,:](?=\p{{N}}))*+",
    # where words are not spaced a space ends a phrase
    "gap": rf"(?<=[{SPACELESS}])[^\S\n]++(?=[{SPACELESS}])",
}
TOKEN = regex.compile(
    "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS.items()), regex.V1
)
SPACELESS_CHARACTER = regex.compile(f"[{SPACELESS}]")
NUMBERED_WORD = regex.compile(NUMBERED)
HAN = regex.compile(r"\p{Han}")
ELISION = regex.compile(
    "(?:[cdjlmnstv]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|un|(?:[ai]|da|de|ne|su|co|"
    "que)ll|quest|anch|com|dov|quant|tutt|nessun|ciascun|mezz|sant|gl)'",
    regex.IGNORECASE,
)
ELIDING = frozenset({"ca", "fr", "it", "oc"})
POSSESSIVE = frozenset({"", "de", "en"})
CONTRACTIONS = ("'t", "'re", "'ve", "'ll", "'d", "'m")
PLAIN = dict.fromkeys(map(ord, UNSEEN)) | {
    ord("’"): "'",
    ord("‐"): "-",
    ord("‑"): "-",
}


def tokens(text: str, code: str, stops: frozenset[str]) -> list[str]:
    """Words, and break marks, in order; ``code`` is a language's."""
    if SPACELESS_CHARACTER.search(text):
        return cut(text, code, stops)
    # Nothing reaches across a space here, and a text repeats what stands between them.
    known = Known(code)
    found: list[str] = []
    for line in text.split("\n"):
        for part in line.split():
            found += known[part]
        found.append("\n")
    return found[:-1]


class Known(dict[str, list[str]]):
    """The tokens of what stands between two spaces, each cut once."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def __missing__(self, part: str) -> list[str]:
        is_word = part.isascii() and part.isalpha() and 1 < len(part) <= LONGEST
        self[part] = [part] if is_word else cut(part, self.code, frozenset())
        return self[part]


def cut(text: str, code: str, stops: frozenset[str]) -> list[str]:
    found: list[str] = []
    for match in TOKEN.finditer(text):
        if match.lastgroup == "word":
            found.extend(spelled(match[0], code))
        elif match.lastgroup == "spaceless":
            found.extend(pieces(match[0], stops))
        else:
            found.append(match[0])
    return found


def is_word(token: str) -> bool:
    """Whether it is one; else it is a break mark, which may be a number (10kg)."""
    return token[0].isalpha() or NUMBERED_WORD.match(token) is not None


def is_spaceless(character: str) -> bool:
    """Whether it is of a script that puts no spaces between words."""
    return SPACELESS_CHARACTER.match(character) is not None


def spelled(word: str, code: str) -> Iterator[str]:
    """A word as it is written in a list; what is elided before it is a break."""
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word[: 4 * LONGEST].translate(PLAIN))
        word = word.strip("\u200c\u200d")
    if "'" in word:
        elided = ELISION.match(word) if code in ELIDING else None
        if elided:
            yield BREAK
            word = word[elided.end() :]
        else:
            word = without_suffix(word, code)
    yield word if 1 < len(word) <= LONGEST else BREAK


def without_suffix(word: str, code: str) -> str:
    """English "Google's" and Turkish "Google'ın" are Google; "don't" is no word."""
    if code == "tr":
        return word.partition("'")[0]
    if code in POSSESSIVE:
        lower = word.lower()
        if lower.endswith("'s"):
            return word[:-2]
        if lower.endswith(CONTRACTIONS):
            return ""
    return word


def pieces(run: str, stops: frozenset[str]) -> Iterator[str]:
    """The words of a run without spaces. Single Han characters beside each other are
    one word, as a name is, but for stop words."""
    # Loaded for such a page alone: ICU takes 5 MB.
    from icu4py.breakers import WordBreaker

    singles = ""
    for piece in WordBreaker(run, ""):
        is_single = len(piece) == 1 and piece not in stops and HAN.match(piece)
        if singles and (not is_single or len(singles) == MERGED):
            yield singles
            singles = ""
        if is_single:
            singles += piece
        elif piece != "\u200b":
            yield piece if is_piece(piece) else BREAK
    if singles:
        yield singles


def is_piece(piece: str) -> bool:
    """A word of two letters or of a Han character, or what is no letter at all."""
    is_long = 1 < len(piece) <= LONGEST
    return is_long or not piece[0].isalpha() or HAN.match(piece) is not None
