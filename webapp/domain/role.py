"""What an account may do beyond its own scans."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """In the order of their power."""

    USER = "user"
    #: Sees the operators' pages and changes nothing.
    VIEWER = "viewer"
    OPERATOR = "operator"

    @property
    def power(self) -> int:
        return list(Role).index(self)
