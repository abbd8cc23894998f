"""What a page loads, sends to, and lets people use: plain frozen values.

``snippet`` and ``is_hidden`` are as in ``page_parts``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Script:
    """A ``script``, inline where ``src`` is None. ``type`` is lower case and without
    parameters; ``size`` is the inline text's length in characters."""

    src: str | None
    url: str
    type: str
    is_async: bool
    is_defer: bool
    in_head: bool
    size: int
    snippet: str


@dataclass(frozen=True, slots=True)
class Resource:
    """Another address that the page loads or sends to.

    ``kind``: ``style``, ``frame``, ``form``, ``media`` (video, audio, source, track),
    ``object`` (object, embed). ``url`` is empty where the attribute is missing, blank
    or no URL. Images and scripts have lists of their own.
    """

    kind: str
    url: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Base:
    """A ``base`` with ``href``; ``url`` is empty where that is no web URL."""

    href: str
    url: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Control:
    """Something that people use or enter, and its accessible name (may be empty).

    ``kind``: ``button``, ``select``, ``textarea``, ``iframe``, or an input's type
    (``text``, ``image`` …; ``hidden`` ones are left out). A label counts whether it
    wraps the control or names its id.
    """

    kind: str
    label: str
    is_hidden: bool
    snippet: str


@dataclass(frozen=True, slots=True)
class HiddenText:
    """The outermost element that its own markup hides: ``hidden``, or a style attribute
    with display none, an indent or place off the screen, or no size."""

    words: int
    links: int
    snippet: str


@dataclass(frozen=True, slots=True)
class Table:
    """A ``table``; ``has_header`` says that it has a ``th``."""

    rows: int
    has_header: bool
    in_main: bool
    snippet: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A ``blockquote`` or ``q``. ``source`` is its cite attribute, else the text of a
    ``cite`` inside."""

    text: str
    source: str
    in_main: bool
    snippet: str


@dataclass(frozen=True, slots=True)
class AppRoot:
    """The container that a JavaScript framework fills (``root``, ``app``, ``__next``,
    ``__nuxt``), and how many characters of text it came with."""

    id: str
    characters: int


@dataclass(frozen=True, slots=True)
class DataItem:
    """One item of structured data, in the same shape whatever syntax it came in.

    ``syntax`` is ``json-ld``, ``microdata`` or ``rdfa``; ``types`` are names without
    the schema.org address, others are whole addresses. ``properties`` maps a name to
    its values in order: strings, numbers, booleans, or further items. ``place`` says
    where it stands (``JSON-LD, line 12``), ``context`` is JSON-LD's ``@context``.
    """

    syntax: str
    types: tuple[str, ...]
    id: str
    properties: dict[str, tuple[object, ...]]
    place: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class TextLanguage:
    """The language that the main text is written in, as detected: ISO 639-1 code and
    confidence 0 to 1; empty where the text is too short to tell."""

    code: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class VisibleDates:
    """ISO dates (``YYYY-MM-DD``) that the page itself shows or declares outside of its
    structured data; empty where there is none."""

    published: str = ""
    modified: str = ""
