"""The files of a deployment, as their readers read them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")


def interpolate(found: Any, environ: dict[str, str]) -> Any:
    """As Compose does; a variable that must be set and is not is a ``KeyError``."""
    if isinstance(found, dict):
        return {name: interpolate(inner, environ) for name, inner in found.items()}
    if isinstance(found, list):
        return [interpolate(inner, environ) for inner in found]
    if not isinstance(found, str):
        return found

    def value(match: re.Match[str]) -> str:
        name, kind, other = match.groups()
        return environ.get(name, "") or other if kind == "-" else environ[name]

    return VARIABLE.sub(value, found)


def compose(environ: dict[str, str], *names: str) -> dict[str, Any]:
    """The services of compose.yaml, and of what lies over it."""
    services: dict[str, Any] = {}
    for name in ("compose.yaml", *names):
        document = yaml.safe_load((ROOT / name).read_text())
        for service, found in interpolate(document["services"], environ).items():
            before = services.setdefault(service, {})
            merged = {**before.get("environment", {}), **found.get("environment", {})}
            services[service] = {**before, **found, "environment": merged}
    return services


def procfile() -> dict[str, str]:
    lines = (ROOT / "Procfile").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def words(command: str) -> list[str]:
    """A Procfile's command as a list, without the shell's exec."""
    return shlex.split(command.removeprefix("exec "))


def dockerfile() -> list[tuple[str, str]]:
    """(instruction, the rest of its line), in order."""
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    return [
        (parts[0], parts[1])
        for line in lines
        if line and not line.startswith("#")
        for parts in [line.split(" ", 1)]
    ]


def copied() -> list[str]:
    """What of the project gets into the image."""
    found = []
    for instruction, rest in dockerfile():
        if instruction == "COPY" and not rest.startswith("--from"):
            found += rest.split()[:-1]
    return found


def seconds(duration: object) -> int:
    """Of ``330s`` or ``5m``."""
    match = re.fullmatch(r"(\d+)(s|m)?", str(duration))
    assert match, duration
    return int(match[1]) * (60 if match[2] == "m" else 1)
