"""The parts that a parsed page is made of, each a plain frozen value.

Every part that an audit may have to point at carries ``snippet``: its start tag,
shortened. ``is_hidden`` means hidden by its own markup or an ancestor's (the ``hidden``
attribute, ``display: none`` in a style attribute); style sheets are not evaluated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Charset:
    """How the bytes were read.

    ``source`` is the place that decided: ``bom``, ``header``, ``meta``, ``late meta``
    (after the first 1024 bytes), ``utf-8`` (nothing declared, valid UTF-8) or
    ``fallback``. ``header`` and ``meta`` are the labels as declared, known or not.
    """

    used: str
    source: str
    header: str = ""
    meta: str = ""
    late_meta: str = ""
    has_bom: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A title element of the document; titles of SVG drawings are left out."""

    text: str
    in_head: bool


@dataclass(frozen=True, slots=True)
class Meta:
    """A meta element. Names are lower case, the content is as written, trimmed."""

    name: str
    property: str
    http_equiv: str
    charset: str
    content: str
    in_head: bool
    snippet: str


@dataclass(frozen=True, slots=True)
class LinkElement:
    """A link element. ``rel`` holds its keywords in lower case; ``url`` is resolved.

    ``url`` is empty where ``href`` is missing, blank or no URL.
    """

    rel: tuple[str, ...]
    href: str | None
    url: str
    hreflang: str | None
    media: str | None
    type: str | None
    sizes: str | None
    in_head: bool
    snippet: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading h1 to h6, or an element with that role."""

    level: int
    text: str
    is_hidden: bool
    snippet: str


@dataclass(frozen=True, slots=True)
class Link:
    """An ``a`` element (or ``area``), with or without ``href``.

    ``text`` is what is seen, ``label`` the accessible name: aria-label, content with
    the alternative texts of its images, or title. ``is_internal`` compares hosts
    without a leading ``www.``; None where the link leads to no web page.
    """

    href: str | None
    url: str
    text: str
    label: str
    rel: tuple[str, ...]
    lang: str
    role: str
    id: str
    name: str
    has_onclick: bool
    is_internal: bool | None
    is_hidden: bool
    in_main: bool
    snippet: str


@dataclass(frozen=True, slots=True)
class Image:
    """An ``img``. ``alt`` is None where the attribute is missing.

    ``in_bare_link``: it lies in a link whose accessible name is empty.
    """

    src: str
    url: str
    srcset: str
    alt: str | None
    width: str | None
    height: str | None
    style: str
    loading: str
    role: str
    label: str
    is_aria_hidden: bool
    is_hidden: bool
    in_picture: bool
    in_bare_link: bool
    in_main: bool
    snippet: str


@dataclass(frozen=True, slots=True)
class JsonLd:
    """A JSON-LD block: its value, or why it could not be read and where.

    ``line`` is the block's first line in the page, ``error_line`` and ``error_column``
    are places in the block; all count from 1, 0 means unknown.
    """

    raw: str
    line: int
    value: Any = field(default=None, hash=False)
    error: str = ""
    error_line: int = 0
    error_column: int = 0
    duplicate_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A run of visible text between two block borders.

    ``kind`` is the nearest block element (``p``, ``li``, ``h2``, ``td`` …).
    ``in_main`` says that it belongs to the main text.
    """

    kind: str
    text: str
    in_main: bool
