"""What no log shows: keys, passwords and tokens.

Two ways, since neither finds all: the values of this process's own secrets, wherever
they stand, and the forms in which anybody's are usually written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from webapp.domain.settings import Settings

HIDDEN = "…"
#: A shorter password is looked for in URLs alone: hiding each "redis" of the log would
#: tell it, not hide it.
SHORTEST = 6
NAMES = "(?:token|key|password|passwd|secret)"
VALUE = r"""[^\s&#"'<>]+"""
#: Each is linear in the length of its text, which may be a stranger's.
FORMS = (
    # user and password of a URL
    (re.compile(r"""//[^\s/?#"'<>]*@"""), f"//{HIDDEN}@"),
    # a header, as sent or as Python and JSON show it
    (
        re.compile(
            r"""(\b(?:authorization|cookie)\\?["']?\s*[:=]\s*(?:b?\\?["'])?)[^"'\n]+""",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(\bbearer\s+)[\w.~+/=-]{8,}", re.IGNORECASE), rf"\1{HIDDEN}"),
    # who has the link of a shared report reads it
    (re.compile(r"(/shared/)[\w-]{20,}"), rf"\1{HIDDEN}"),
    # "api_key": "…"
    (
        re.compile(
            rf"""({NAMES}\\?["']\s*:\s*\\?["'])[^"'\\\n]+""",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    # What SQLAlchemy adds to a database's error: pages' texts, hashes of passwords.
    (re.compile(r"\[parameters: [^\n]*\]"), f"[parameters: {HIDDEN}]"),
)
NAMED = re.compile(rf"({NAMES}=){VALUE}", re.IGNORECASE)
NAMED_BUT_SETUP = re.compile(rf"((?<!/setup\?){NAMES}=){VALUE}", re.IGNORECASE)


class Redaction:
    """``redact(text)``; ``learn`` tells it this process's secrets."""

    def __init__(self) -> None:
        self.secrets: re.Pattern[str] | None = None

    def learn(self, settings: Settings) -> None:
        known = {text for text in secrets_of(settings) if len(text) >= SHORTEST}
        longest_first = sorted(known, key=len, reverse=True)
        pattern = "|".join(re.escape(text) for text in longest_first)
        self.secrets = re.compile(pattern) if known else None

    def __call__(self, text: str, *, keeps_setup_link: bool = False) -> str:
        """The text without secrets. ``keeps_setup_link``: it is for the operator, who
        needs the one-time link that it tells."""
        if self.secrets is not None:
            text = self.secrets.sub(HIDDEN, text)
        for form, shown in FORMS:
            text = form.sub(shown, text)
        named = NAMED_BUT_SETUP if keeps_setup_link else NAMED
        return named.sub(rf"\1{HIDDEN}", text)


#: Of the process, as its logging is.
redact = Redaction()


def secrets_of(settings: Settings) -> Iterator[str]:
    yield settings.secret_key
    yield from settings.secret_key_fallbacks
    yield settings.psi_api_key
    yield settings.llm_api_key
    for url in (settings.database_url, settings.redis_url):
        yield from passwords_of(url)
    if settings.mail_server is not None:
        yield settings.mail_server.password


def passwords_of(url: str) -> Iterator[str]:
    """As written and as meant; one that is the user's name as well hides nothing."""
    parts = urlsplit(url)
    if parts.password and parts.password != parts.username:
        yield parts.password
        yield unquote(parts.password)
    yield from (value for name, value in parse_qsl(parts.query) if name == "password")
