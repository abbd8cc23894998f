"""Reads settings from a mapping of texts; what is malformed is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from webapp.domain.setting_values import (
    parse_duration,
    parse_flag,
    parse_networks,
    parse_number,
    without_password,
)
from webapp.domain.settings import Network

T = TypeVar("T")


class ConfigError(Exception):
    """A setting that cannot be used; the text is one sentence that names it."""


class Reader:
    """Takes one variable after another; an empty value counts as not set."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ

    def text(self, name: str, default: str = "") -> str:
        return self.environ.get(name, "").strip() or default

    def parsed(self, name: str, default: T, parse: Callable[[str], T]) -> T:
        raw = self.text(name)
        if not raw:
            return default
        try:
            return parse(raw)
        except ValueError as error:
            told = "malformed" if name.endswith("_KEY") else repr(without_password(raw))
            raise ConfigError(f"{name} is {told}: {error}.") from error

    def flag(self, name: str, default: bool) -> bool:
        return self.parsed(name, default, parse_flag)

    def number(self, name: str, default: int, low: int, high: int = 2**31) -> int:
        return self.parsed(name, default, lambda raw: parse_number(raw, low, high))

    def duration(self, name: str, default: int) -> int:
        return self.parsed(name, default, parse_duration)

    def networks(self, name: str) -> tuple[Network, ...]:
        return self.parsed(name, parse_networks(""), parse_networks)

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(part for part in re.split(r"[\s,]+", self.text(name)) if part)

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value not in allowed:
            raise ConfigError(f"{name} is {value!r}: use one of {', '.join(allowed)}.")
        return value
