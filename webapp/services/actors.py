"""Who asks: a user, a visitor with a cookie, or a program without either."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.models import User


@dataclass(frozen=True)
class Actor:
    """``user`` is signed in or holds an API token; ``visitor_hash`` is the SHA-256 of
    the visitor cookie. Both may be there: the cookie is kept over sign-in."""

    user: User | None = None
    visitor_hash: str | None = None

    @property
    def is_operator(self) -> bool:
        return self.user is not None and self.user.is_operator
