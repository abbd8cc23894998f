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
    #: Where the request came from, hashed; "" for who is not counted (commands).
    address_hash: str = ""

    @property
    def key(self) -> str:
        """Under what limits count this actor."""
        if self.user is not None:
            return f"user {self.user.id}"
        return f"address {self.address_hash}" if self.address_hash else ""

    @property
    def is_operator(self) -> bool:
        return self.user is not None and self.user.is_operator

    @property
    def sees_operations(self) -> bool:
        """An operator, or somebody who may look on."""
        return self.is_operator or (self.user is not None and self.user.is_viewer)
