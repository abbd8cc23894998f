"""What each app would compile anew, compiled once: a third of most tests was that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import pytest
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine
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
    mappers: engines that share a dialect need not compile what another one did."""

    def __init__(self) -> None:
        self.first: dict[str, Engine] = {}

    def share_with(self, engine: Engine) -> None:
        """``engine`` has connected to nothing yet."""
        first = self.first.setdefault(engine.dialect.driver, engine)
        engine.dialect = engine.pool._dialect = first.dialect
        engine._compiled_cache = first._compiled_cache


@pytest.fixture(scope="session")
def compiled_statements() -> CompiledStatements:
    return CompiledStatements()
