"""``--fail-under``, ``--fail-on``, ``--baseline``: a scan that stops a build."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from webapp.cli.terminal import say
from webapp.domain.audit_result import Severity
from webapp.domain.gate import ORDER, Gate, Report, check_baseline

DOES_NOT_PASS = 1


class Baseline(click.ParamType[Report]):
    """A file with a report in it."""

    name = "file"

    def convert(self, value: Any, param: Any, ctx: Any) -> Report:
        try:
            return check_baseline(json.loads(Path(value).read_text("utf-8")))
        except OSError as error:
            self.fail(f"{value}: {error.strerror}.", param, ctx)
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
            self.fail(f"{value} is no JSON.", param, ctx)
        except ValueError as error:
            self.fail(f"{value}: {error}", param, ctx)


def gate_options(command: Callable[..., None]) -> Callable[..., None]:
    """The three options, which the command gets as its ``gate``."""

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
        type=Baseline(),
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
        command(gate=Gate(fail_under, severity, baseline), **others)

    return gated


def hold_against(gate: Gate, report: Report) -> None:
    """Say on standard error why it does not pass, and end with 1."""
    reasons = gate.reasons(report)
    for reason in reasons:
        say(f"does not pass: {reason}", err=True)
    if reasons:
        sys.exit(DOES_NOT_PASS)
