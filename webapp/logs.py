"""Logging: to standard error, as text or as one JSON object a line."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from webapp.domain.settings import Settings


class JsonFormatter(logging.Formatter):
    """One object a line: time, level, logger, message, traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def set_up(settings: Settings) -> None:
    """Point the root logger at standard error, once for a process."""
    root = logging.getLogger()
    for old in [handler for handler in root.handlers if handler.name == "xenlixai"]:
        root.removeHandler(old)
    handler = logging.StreamHandler(sys.stderr)
    handler.name = "xenlixai"
    is_json = settings.log_format == "json"
    text = logging.Formatter("%(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if is_json else text)
    root.addHandler(handler)
    logging.getLogger("webapp").setLevel(logging.INFO)
    logging.getLogger("rq.worker").addFilter(is_worth_telling)


def is_worth_telling(record: logging.LogRecord) -> bool:
    """RQ's worker tells every few seconds that it cleans up."""
    return "cleaning" not in str(record.msg)


def take_over(name: str) -> None:
    """Have a logger of a package that brings its own handlers write as ours do."""
    logger = logging.getLogger(name)
    logger.handlers.clear()
    logger.propagate = True
