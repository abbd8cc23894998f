"""``--fail-under``, ``--fail-on``, ``--baseline``: a scan that stops a build."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from webapp.cli.terminal import say
from webapp.domain.audit_result import Severity
from webapp.domain.gate import ORDER, Gate, Report, check_baseline
from webapp.domain.site_gate import SiteGate, check_site_baseline

DOES_NOT_PASS = 1


@dataclass(frozen=True)
class Kind:
    """What is held against a gate: ``check`` gives back a report of this kind, or
    raises ``ValueError``."""

    gate: type[Gate]
    check: Callable[[object], Report]


class Baseline(click.ParamType[Report]):
    """A file with a report in it."""

    name = "file"

    def __init__(self, check: Callable[[object], Report]) -> None:
        self.check = check

    def convert(self, value: Any, param: Any, ctx: Any) -> Report:
        try:
            return self.check(json.loads(Path(value).read_text("utf-8")))
        except OSError as error:
            self.fail(f"{value}: {error.strerror}.", param, ctx)
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
            self.fail(f"{value} is no JSON.", param, ctx)
        except ValueError as error:
            self.fail(f"{value}: {error}", param, ctx)


def options_for(kind: Kind) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The three options, which the command gets as its ``gate``."""

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        @click.option(
            "--fail-under",
            type=click.IntRange(0, 100),
            metavar="SCORE",
            help="End with 1 where the score is lower.",
        )
        @click.option(
            "--fail-on",
            type=click.Choice([str(severity) for severity in reversed(ORDER)]),
            help="End with 1 where a check of this severity, or a worse one, fails.",
        )
        @click.option(
            "--baseline",
            type=Baseline(kind.check),
            metavar="FILE",
            help="An earlier report (--format json): only what got worse since counts.",
        )
        @functools.wraps(command)
        def gated(
            fail_under: int | None,
            fail_on: str | None,
            baseline: Report | None,
            **others: Any,
        ) -> None:
            severity = Severity(fail_on) if fail_on else None
            command(gate=kind.gate(fail_under, severity, baseline), **others)

        return gated

    return with_options


gate_options = options_for(Kind(Gate, check_baseline))
site_gate_options = options_for(Kind(SiteGate, check_site_baseline))


def hold_against(gate: Gate, report: Report) -> None:
    """Say on standard error why it does not pass, and end with 1."""
    reasons = gate.reasons(report)
    for reason in reasons:
        say(f"does not pass: {reason}", err=True)
    if reasons:
        sys.exit(DOES_NOT_PASS)
