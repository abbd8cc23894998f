"""What PARSE hands on: a page taken apart, as plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.page_parts import (
    Charset,
    Heading,
    Image,
    JsonLd,
    Link,
    LinkElement,
    Meta,
    TextBlock,
    Title,
)
from webapp.domain.page_resources import (
    AppRoot,
    Base,
    Control,
    DataItem,
    HiddenText,
    Quote,
    Resource,
    Script,
    Table,
    TextLanguage,
    VisibleDates,
)

#: A detector's word counts from here on.
SURE = 0.8


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """One page. Texts have their white space collapsed; lists are in page order.

    ``doctype`` is what stands after ``<!doctype``, None where there is none.
    ``head_breaker`` is the snippet of an element that ended the head although the page
    goes on with metadata after it, else empty. ``ids`` are all ids as often as they
    occur, ``references`` those that label, describe or control something. ``mains``
    are the main landmarks that are not hidden. ``bylines`` are texts marked as the
    author's. ``items`` are the top items of structured data. ``main_text`` is the main
    content, a line a block, ``list_items`` the number of its lists' items that are
    shown; ``word_count`` counts it; ``extracted_text`` is what a
    content extractor (as crawlers of language models use) takes for it, None if it
    could not be asked. ``is_cut`` says that the page, or one of its lists, goes on past
    what was read.
    """

    url: str
    charset: Charset
    doctype: str | None
    lang: str | None
    titles: tuple[Title, ...]
    metas: tuple[Meta, ...]
    bases: tuple[Base, ...]
    link_elements: tuple[LinkElement, ...]
    head_breaker: str
    scripts: tuple[Script, ...]
    resources: tuple[Resource, ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    bare_pictures: tuple[str, ...]
    controls: tuple[Control, ...]
    mains: tuple[str, ...]
    ids: tuple[str, ...]
    references: frozenset[str]
    hidden_texts: tuple[HiddenText, ...]
    tables: tuple[Table, ...]
    quotes: tuple[Quote, ...]
    list_items: int
    bylines: tuple[str, ...]
    app_roots: tuple[AppRoot, ...]
    json_ld: tuple[JsonLd, ...]
    items: tuple[DataItem, ...]
    blocks: tuple[TextBlock, ...]
    main_text: str
    word_count: int
    extracted_text: str | None
    text_language: TextLanguage
    visible_dates: VisibleDates | None
    dom_size: int
    is_cut: bool = False

    @property
    def title(self) -> str:
        """The first title of the head, else the first anywhere; may be empty."""
        in_head = [title.text for title in self.titles if title.in_head]
        return next(iter([*in_head, *(title.text for title in self.titles)]), "")

    def metas_named(self, name: str) -> list[Meta]:
        """Every meta with this name, in order."""
        return [meta for meta in self.metas if meta.name == name]

    @property
    def description(self) -> str:
        """The first meta description that says something; may be empty."""
        found = [meta.content for meta in self.metas_named("description")]
        return next((text for text in found if text), "")

    @property
    def canonicals(self) -> list[LinkElement]:
        """``<link rel=canonical>``, in head and body."""
        return [link for link in self.link_elements if "canonical" in link.rel]

    @property
    def alternates(self) -> list[LinkElement]:
        """``<link rel=alternate hreflang>`` in the head."""
        return [
            link
            for link in self.link_elements
            if "alternate" in link.rel and link.hreflang is not None and link.in_head
        ]

    @property
    def open_graph(self) -> dict[str, str]:
        """The first value of each ``og:`` property; some pages write ``name``."""
        found: dict[str, str] = {}
        for meta in self.metas:
            key = meta.property or meta.name
            if key.startswith("og:") and meta.content:
                found.setdefault(key, meta.content)
        return found

    @property
    def visible_text(self) -> str:
        """All visible text, a line a block."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def written_language(self) -> str:
        """The code of what the text is written in, where that is sure; many pages
        declare another language than they have. Else what is declared."""
        detected = self.text_language
        is_sure = detected.code and detected.confidence >= SURE
        return detected.code if is_sure else self.primary_language

    @property
    def primary_language(self) -> str:
        """The two or three letters of what ``lang`` declares, else of what the text is
        written in; lower case, may be empty."""
        declared = (self.lang or "").strip().lower().replace("_", "-")
        return declared.partition("-")[0] or self.text_language.code
