"""What each app would compile anew, compiled once: a third of most tests was that."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Self

import pytest
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Dialect, Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


@dataclass(frozen=True)
class Compiled:
    """What ``Rule.compile`` leaves in a rule."""

    parts: dict[str, Any]
    builders: dict[str, Builder]

    @classmethod
    def of(cls, rule: Rule) -> Self:
        names = ("_parts", "_trace", "_converters", "arguments")
        return cls(
            {name: getattr(rule, name) for name in names},
            {
                name: getattr(rule, name).__func__
                for name in ("_build", "_build_unknown")
            },
        )

    def give_to(self, rule: Rule) -> None:
        vars(rule).update(self.parts)
        for name, builder in self.builders.items():
            setattr(rule, name, builder.__get__(rule, None))


@pytest.fixture(scope="session")
def compiled_templates(
    tmp_path_factory: pytest.TempPathFactory,
) -> FileSystemBytecodeCache:
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session", autouse=True)
def compiled_routes() -> None:
    """Werkzeug parses each rule anew and writes and compiles two functions for it,
    which make its URLs; they look up the rule's own parts when they are called."""
    compiled: dict[tuple[Any, ...], Compiled] = {}
    compile_one = Rule.compile

    def compile_once(rule: Rule) -> None:
        defaults = tuple(sorted((rule.defaults or {}).items()))
        key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, defaults)
        if key in compiled:
            compiled[key].give_to(rule)
        else:
            compile_one(rule)
            compiled[key] = Compiled.of(rule)

    Rule.compile = compile_once  # type: ignore[method-assign]


class CompiledStatements:
    """SQLAlchemy keeps a compiled statement by its dialect, in the engine and in the
    mappers: where dialects of a kind are equal, one app's are every other's too."""

    KINDS = (PGDialect_psycopg, SQLiteDialect_pysqlite)

    def __init__(self) -> None:
        self.kept: dict[str, MutableMapping[Any, Any]] = {}
        for kind in self.KINDS:
            kind.__eq__ = are_of_a_kind
            kind.__hash__ = by_kind

    def share_with(self, engine: Engine) -> None:
        known = self.kept.setdefault(engine.driver, engine._compiled_cache)
        engine._compiled_cache = known


def are_of_a_kind(one: Dialect, other: object) -> bool:
    return type(one) is type(other)


def by_kind(one: Dialect) -> int:
    return hash(type(one))


@pytest.fixture(scope="session")
def compiled_statements() -> CompiledStatements:
    return CompiledStatements()
