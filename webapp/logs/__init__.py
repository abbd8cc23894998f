"""Logging: one line an event to standard error, as text or as JSON.

Every record of the standard library's ``logging``, ours and of the libraries, passes
structlog's formatter, which adds what is bound to the request or the scan at hand and
leaves out keys, passwords and tokens. docs/logging.md lists the fields.
https://www.structlog.org/en/stable/standard-library.html
"""

from __future__ import annotations

import logging
import sys

from structlog.contextvars import bound_contextvars as bound
from structlog.contextvars import merge_contextvars
from structlog.stdlib import ProcessorFormatter

from webapp.domain.settings import Settings
from webapp.logs.lines import arrange, as_json, as_text
from webapp.logs.recording import recording
from webapp.logs.redaction import redact

__all__ = ["bound", "recording", "redact", "set_up", "take_over"]

#: How a traceback ends whose try failed (``services/execution.py``).
FAILED_TRY = "ScanTryFailed: "
#: RQ's message of a job that raised: worker, job, function, traceback.
WORDS_OF_A_RAISED_JOB = 4


def set_up(settings: Settings) -> None:
    """Point the root logger at standard error, once for a process."""
    redact.learn(settings)
    root = logging.getLogger()
    for old in [handler for handler in root.handlers if handler.name == "xenlixai"]:
        root.removeHandler(old)
    handler = logging.StreamHandler(sys.stderr)
    handler.name = "xenlixai"
    render = as_json if settings.log_format == "json" else as_text
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[merge_contextvars], processors=[arrange, render]
        )
    )
    root.addHandler(handler)
    logging.getLogger("webapp").setLevel(logging.INFO)
    for each in (is_worth_telling, shorten_failed_try):
        logging.getLogger("rq.worker").addFilter(each)
    take_over("gunicorn.error")  # the app is loaded before its first word


def is_worth_telling(record: logging.LogRecord) -> bool:
    """RQ's worker tells every few seconds that it cleans up."""
    return "cleaning" not in str(record.msg)


def shorten_failed_try(record: logging.LogRecord) -> bool:
    """RQ's error with a traceback becomes a line: a retry is nothing out of the
    ordinary, and what ended for good has its reason in its row and dead letter."""
    words = record.args if isinstance(record.args, tuple) else ()
    if len(words) != WORDS_OF_A_RAISED_JOB:
        return True
    _, job_id, _, trace = words
    _, is_failed_try, reason = str(trace).rstrip().rpartition(FAILED_TRY)
    if is_failed_try and "\n" not in reason:
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg, record.args = "job %s: %s", (job_id, reason)
    return True


def take_over(name: str) -> None:
    """Have a logger of a package that brings its own handlers write as ours do."""
    logger = logging.getLogger(name)
    logger.handlers.clear()
    logger.propagate = True
