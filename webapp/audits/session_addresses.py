"""Addresses without what only says who comes, and where from."""

from __future__ import annotations

import re

from webapp.audits.addresses import split, without_tracking

#: Names that the servers and shops of this world give a visitor's session.
SESSION = re.compile(
    r"(?:phpsessid|jsessionid|aspsessionid\w*|session_?id|sess_?id|s_?id|oscsid|zenid"
    r"|xtcsid|cfid|cftoken)",
    re.I,
)
#: Java's servers write it behind the path.
IN_PATH = re.compile(r";jsessionid=[^/?;]*", re.I)


def without_session(url: str) -> str:
    """The URL without its session and tracking parameters, and with any others."""
    parts = split(without_tracking(url))
    if parts is None:
        return url
    pairs = parts.query.split("&") if parts.query else []
    kept = [pair for pair in pairs if not SESSION.fullmatch(pair.partition("=")[0])]
    path = IN_PATH.sub("", parts.path)
    return parts._replace(path=path, query="&".join(kept)).geturl()
