"""Links that work by scripts, as far as their markup shows it."""

from __future__ import annotations

import re

from webapp.audits.markup import attributes
from webapp.domain.page_parts import Link

#: Handlers in markup, and links of frameworks that were not turned into href.
HANDLERS = frozenset({"onclick", "ng-click", "@click", "v-on:click", "(click)"})
#: https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-a-element
OF_LINKS = frozenset({"target", "download", "ping", "rel", "hreflang", "type"})
OF_LINKS |= {"referrerpolicy", "routerlink", "ui-sref", "data-href"}
#: What a script does without leading to another page.
NO_TARGET = re.compile(r"\b(?:print|close|back|history|scroll)|mailto", re.I)


def acts_in_place(link: Link) -> bool:
    """Whether its script prints, closes, scrolls, goes back or opens a mail."""
    href = compact(link)
    script = href if href.startswith("javascript:") else ""
    if link.href is None and link.has_onclick:
        script = attributes(link.snippet).get("onclick", "")
    return bool(NO_TARGET.search(script))


def script_problem(link: Link) -> str:
    """What makes a link of an element without href; empty where nothing does."""
    given = attributes(link.snippet).keys()
    if link.has_onclick or given & HANDLERS:
        return "it has a click handler and no href"
    return "it has attributes of a link and no href" if given & OF_LINKS else ""


def compact(link: Link) -> str:
    """The beginning of its href without white space, which browsers pass over."""
    return "".join((link.href or "")[:200].split()).lower()
