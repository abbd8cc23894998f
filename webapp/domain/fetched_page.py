"""What CRAWL hands on: one answer of a web server, as it came."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Redirect:
    """One hop of a redirect chain."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """The final answer of a fetch.

    ``body`` is decoded (gzip undone) and at most the policy's cap long; ``truncated``
    says that it was cut. ``headers`` keep order and repetition, names as sent.
    Times are in milliseconds, sizes in bytes.
    """

    requested_url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    redirects: tuple[Redirect, ...] = ()
    truncated: bool = False
    ttfb_ms: int = 0
    elapsed_ms: int = 0
    wire_bytes: int = 0

    def header(self, name: str) -> str | None:
        """The first header of that name (case does not matter), or None."""
        return next(iter(self.header_all(name)), None)

    def header_all(self, name: str) -> list[str]:
        """Every header of that name, in order."""
        wanted = name.lower()
        return [value for key, value in self.headers if key.lower() == wanted]

    @property
    def content_type(self) -> str:
        """The media type without parameters, lower case; empty when not sent."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()
