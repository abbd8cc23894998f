"""JSON-LD contexts: what the short names of a block stand for.

https://www.w3.org/TR/json-ld11/#the-context ; contexts at other addresses are not
fetched: their address stands for their vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from webapp.pipeline.parse.items_shape import is_schema_org, joined, short

SCHEMA_ORG = "https://schema.org/"
PREFIXES = {"schema": SCHEMA_ORG}
#: Aliases that schema.org's context declares.
ALIASES = {"type": "@type", "id": "@id"}
MAX_PARTS = 20
MAX_TERMS = 500


@dataclass(frozen=True, slots=True)
class Context:
    """``text`` is what was declared, for people; ``vocab`` is empty where names have no
    vocabulary; ``terms`` maps a term or prefix to what it stands for."""

    text: str = ""
    vocab: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)

    def keyword(self, key: str) -> str:
        """``@type`` for ``@type`` itself or its alias; other keys come back."""
        meant = self.terms.get(key, key)
        return meant if meant.startswith("@") else key

    def name(self, term: str) -> str:
        """A property or type: without the schema.org address, others whole."""
        meant = self.terms.get(term, term)
        prefix, colon, rest = meant.partition(":")
        if not colon:
            return joined(self.vocab, meant)
        if not rest.startswith("//"):
            start = self.terms.get(prefix) or PREFIXES.get(prefix)
            if start and not start.startswith("@"):
                return rest if is_schema_org(start) else start + rest
        return short(meant)


def inner(context: Context, value: Any) -> Context:
    """The context inside of an object that has this ``@context``."""
    parts = value if isinstance(value, list) else [value]
    for part in islice(parts, MAX_PARTS):
        if part is None:
            context = Context()
        elif isinstance(part, str):
            context = at_address(context, part)
        elif isinstance(part, dict):
            context = with_terms(context, part)
    return context


def at_address(context: Context, address: str) -> Context:
    """A further context adds terms, and schema.org's stay known."""
    address = address.strip()[:300]
    if is_schema_org(address):
        terms = {**ALIASES, **context.terms}
        return Context(address, SCHEMA_ORG, terms)
    if not address or context.vocab == SCHEMA_ORG:
        return context
    vocab = address if address.endswith(("/", "#")) else address + "#"
    return replace(context, text=address, vocab=vocab)


def with_terms(context: Context, declared: dict[str, Any]) -> Context:
    terms = dict(context.terms)
    for term, meaning in islice(declared.items(), MAX_TERMS):
        meant = meaning.get("@id") if isinstance(meaning, dict) else meaning
        if term.startswith("@") or len(terms) >= MAX_TERMS:
            continue
        if isinstance(meant, str):
            terms[term] = meant
    vocab = declared.get("@vocab", context.vocab)
    vocab = vocab if isinstance(vocab, str) else ""
    if is_schema_org(vocab):
        return Context(vocab[:300], SCHEMA_ORG, terms)
    text = context.text or vocab[:300] or "terms of its own"
    return Context(text, vocab, terms)
