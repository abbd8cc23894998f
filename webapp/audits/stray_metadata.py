"""Metadata that stands in the body, where engines do not look for it."""

from __future__ import annotations

from webapp.domain.page_parts import LinkElement, Meta
from webapp.domain.parsed_page import ParsedPage

#: RDFa uses ``property`` in the body for other vocabularies.
HEAD_PROPERTIES = ("og:", "twitter:", "article:", "fb:")


def stray_metadata(page: ParsedPage) -> list[str]:
    """The snippets of meta and link elements that belong into the head."""
    metas = [m.snippet for m in page.metas if not m.in_head and is_metadata(m)]
    links = [k.snippet for k in page.link_elements if not k.in_head and is_relation(k)]
    return metas + links


def is_metadata(meta: Meta) -> bool:
    """Microdata's metas have none of these."""
    is_named = bool(meta.name or meta.http_equiv or meta.charset)
    return is_named or meta.property.startswith(HEAD_PROPERTIES)


def is_relation(link: LinkElement) -> bool:
    """Style sheets and the like may stand in the body."""
    is_version = "alternate" in link.rel and link.hreflang is not None
    return "canonical" in link.rel or is_version
