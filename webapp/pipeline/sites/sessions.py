"""Session ids in addresses: each visitor is given other ones for the same pages."""

from __future__ import annotations

import re

IN_PATH = re.compile(
    r";(?:jsessionid|sid|phpsessid)=[^/?#;]*|/\((?:[A-Z]\([^/()?#]+\))+\)(?=/)", re.I
)
KEY = re.compile(
    r"(?:j|php|asp)?_?sess(?:ion)?[_-]?(?:id|key|token)|aspsessionid\w*"
    r"|cftoken|oscsid|zenid|xtcsid",
    re.I,
)
#: Short names mean other things as well; what is a session is long and random.
SHORT_KEY = re.compile(r"s|sid|session", re.I)
RANDOM = re.compile(r"(?=.*\d)(?:[0-9a-f-]{16,}|(?=.*[a-z])[0-9a-z]{24,})", re.I)


def has_session(url: str) -> bool:
    return without_session(url) != url


def without_session(url: str) -> str:
    """What may be asked for in its place: the same page, mostly."""
    path, mark, query = url.partition("?")
    pairs = query.split("&")
    kept = [pair for pair in pairs if not is_session(pair)]
    path = IN_PATH.sub("", path)
    return f"{path}{mark}{'&'.join(kept)}" if kept else path


def is_session(pair: str) -> bool:
    key, _, value = pair.partition("=")
    if SHORT_KEY.fullmatch(key):
        return bool(RANDOM.fullmatch(value))
    return bool(value) and bool(KEY.fullmatch(key))
