"""The rule for ``?next=``: a path on this site, or nothing."""

from __future__ import annotations

import re

#: Neither ``//host`` nor ``/\host``, no control character, no colon, no other script;
#: and no control character or (back)slash that hides in the path as ``%09`` or ``%2F``.
#: Looking for an empty host in ``urlsplit`` instead lets dozens of known tricks pass.
OWN_PATH = re.compile(
    r"/(?![/\\])(?![^?]*%(?:[01][0-9a-f]|7f|2f|5c))[A-Za-z0-9_\-./~?=&%]*",
    re.IGNORECASE,
)


def safe_next(wanted: str | None, fallback: str = "/") -> str:
    """Where to go on to: ``wanted`` if it is a path of ours, else ``fallback``."""
    return wanted if wanted and OWN_PATH.fullmatch(wanted) else fallback
