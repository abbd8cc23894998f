"""Items of RDFa Lite: vocab, typeof, property, resource, prefix.

https://www.w3.org/TR/rdfa-lite/ with the processing rules of RDFa Core 1.1 that belong
to it, ``about``, ``rel`` around things, and HTML's ``datetime``. extruct's reader
(pyRdfa on rdflib) is not used: it serializes and parses the page again into a graph
of triples, which takes ten times as long as this reader, hundreds of milliseconds
per 100 KB.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from webapp.domain.page_resources import DataItem
from webapp.pipeline.parse.elements import Element, attribute, text_of
from webapp.pipeline.parse.items_shape import (
    ABSOLUTE,
    MAX_DEPTH,
    Budget,
    Properties,
    frozen,
    is_schema_org,
    joined,
    place_of,
    short,
    text_value,
)
from webapp.pipeline.parse.items_text import TextReader
from webapp.pipeline.parse.urls import resolve

MAX_TOKENS = 20
TELLING = frozenset(
    {"vocab", "prefix", "typeof", "property", "resource", "about", "rel"}
)
ADDRESSES = ("resource", "href", "src")
LITERALS = ("content", "datetime")
#: Of the initial context, https://www.w3.org/2011/rdfa-context/rdfa-1.1
PREFIXES = {
    "schema": "http://schema.org/",
    "og": "http://ogp.me/ns#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dc": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "dc11": "http://purl.org/dc/elements/1.1/",
    "gr": "http://purl.org/goodrelations/v1#",
    "rdfa": "http://www.w3.org/ns/rdfa#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sioc": "http://rdfs.org/sioc/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "v": "http://rdf.data-vocabulary.org/#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}


@dataclass(slots=True, eq=False)
class Draft:
    """A thing while the page is read. Values are texts, drafts and ``Address``."""

    address: str
    line: int | None
    types: list[str] = field(default_factory=list)
    properties: Properties = field(default_factory=dict)
    is_top: bool = False


class Address(str):
    """An address that may turn out to be a thing of this page."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What an element inherits. ``rel`` waits for the things inside."""

    subject: Draft
    vocab: str | None = None
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)
    rel: tuple[str, ...] = ()

    def name(self, token: str) -> str | None:
        """A type or property in full, None for a word that no vocabulary explains."""
        prefix, colon, rest = token.partition(":")
        if not colon:
            return None if self.vocab is None else joined(self.vocab, token)
        start = self.prefixes.get(prefix.lower())
        if start is not None and not rest.startswith("//"):
            return rest if is_schema_org(start) else start + rest
        return short(token) if ABSOLUTE.match(token) else None

    def names(self, tag: Element, attribute_name: str) -> list[str]:
        tokens = text_of(tag, attribute_name).split()[:MAX_TOKENS]
        found = [self.name(token) for token in tokens]
        return [name for name in found if name is not None]


class RdfaReader:
    """Reads the things of a page in one walk, then puts them into each other."""

    def __init__(self, base: str, budget: Budget) -> None:
        self.base = base
        self.budget = budget
        self.texts = TextReader()
        self.by_address: dict[str, Draft] = {}
        self.drafts: list[Draft] = []
        self.met: set[Draft] = set()

    def items(self, root: Element) -> Iterator[DataItem]:
        self.read(root)
        typed = [draft for draft in self.drafts if draft.types]
        for draft in typed:
            if draft.is_top:
                yield self.item(draft, self.budget, ())
        for draft in typed:  # properties of what is no item
            if draft not in self.met:
                yield self.item(draft, self.budget, ())

    def read(self, root: Element) -> None:
        scopes = [Scope(Draft(self.base, None))]  # the page, which is no item
        for event, tag in etree.iterwalk(root, events=("start", "end")):
            if event == "end":
                scopes.pop()
            elif TELLING.isdisjoint(tag.keys()):
                scopes.append(scopes[-1])
            else:
                scopes.append(self.enter(tag, scopes[-1]))

    def enter(self, tag: Element, outer: Scope) -> Scope:
        scope = declared(tag, outer)
        names = scope.names(tag, "property")
        about = self.address(tag, "about")
        owner = self.draft(about, tag) if about else scope.subject
        if tag.get("typeof") is not None:
            draft = self.typed(tag, scope, "" if names else about)
            names = names or list(scope.rel) or around(tag, scope)
            draft.is_top = draft.is_top or not names
            self.add(owner, names, draft)
            return replace(scope, subject=draft, rel=())
        if tag.get("property") is not None:
            self.add(owner, names, self.value(tag) if names else "")
            return replace(scope, subject=owner)
        waiting = around(tag, scope)
        if waiting:
            return replace(scope, subject=owner, rel=tuple(waiting))
        resource = self.address(tag, "resource")
        if not resource:
            return replace(scope, subject=owner)
        return replace(scope, subject=self.draft(resource, tag), rel=())

    def typed(self, tag: Element, scope: Scope, about: str) -> Draft:
        found = (self.address(tag, name) for name in ADDRESSES)
        draft = self.draft(about or next(filter(None, found), ""), tag)
        draft.types += scope.names(tag, "typeof")
        return draft

    def draft(self, address: str, tag: Element) -> Draft:
        """The thing at this address; a new one where it has none."""
        known = self.by_address.get(address)
        if known is None:
            known = Draft(address, tag.sourceline)
            self.drafts.append(known)
            if address:
                self.by_address[address] = known
        return known

    def add(self, owner: Draft, names: list[str], value: object) -> None:
        """What is said twice of a thing is said once."""
        for name in names:
            values = owner.properties.setdefault(name, [])
            if value not in values[:MAX_TOKENS] and self.budget.take():
                values.append(value)

    def value(self, tag: Element) -> object:
        for name in LITERALS:
            text = attribute(tag, name)
            if text is not None:
                return text_value(text)
        for name in ADDRESSES:
            if tag.get(name) is not None:
                return Address(self.address(tag, name))
        if tag.tag in ("data", "meter") and tag.get("value") is not None:
            return text_value(attribute(tag, "value") or "")
        return self.texts.text(tag)

    def address(self, tag: Element, name: str) -> str:
        given = text_of(tag, name).removeprefix("[").removesuffix("]")
        return given if given.startswith("_:") else resolve(self.base, given)

    def item(self, draft: Draft, budget: Budget, path: tuple[Draft, ...]) -> DataItem:
        self.met.add(draft)
        path = (*path, draft)
        properties: Properties = {}
        for name, values in draft.properties.items():
            found = (
                self.settled(value, budget, path)
                for value in values
                if budget is self.budget or budget.take()
            )
            properties[name] = [value for value in found if value is not None]
        place = place_of("RDFa", draft.line)
        return frozen("rdfa", draft.types, draft.address, properties, place)

    def settled(self, value: object, budget: Budget, path: tuple[Draft, ...]) -> object:
        """A thing becomes an item, or stays an address: where it leads back or goes too
        deep, and where many have been brought in a second time."""
        draft = self.by_address.get(value) if isinstance(value, Address) else value
        if not isinstance(draft, Draft) or not (draft.types or draft is value):
            return str(value)
        if draft in path or len(path) >= MAX_DEPTH:
            return draft.address or None
        if draft is value and draft not in self.met:
            return self.item(draft, budget, path)
        if not budget.linked.take():
            return draft.address or None
        return self.item(draft, budget.linked, path)


def around(tag: Element, scope: Scope) -> list[str]:
    """The properties of a ``rel`` that is no link's (``nofollow`` is no property)."""
    return [] if tag.get("href") is not None else scope.names(tag, "rel")


def declared(tag: Element, scope: Scope) -> Scope:
    """What the element declares for itself and its content."""
    vocab = attribute(tag, "vocab")
    if vocab is not None:
        scope = replace(scope, vocab=vocab.strip() or None)
    words = text_of(tag, "prefix").split()
    if words:
        pairs = list(zip(words[::2], words[1::2], strict=False))[:MAX_TOKENS]
        added = {name.removesuffix(":").lower(): start for name, start in pairs}
        scope = replace(scope, prefixes={**scope.prefixes, **added})
    return scope


def rdfa_items(root: Element, base: str, budget: Budget) -> Iterator[DataItem]:
    """Top items in page order."""
    return RdfaReader(base, budget).items(root)
