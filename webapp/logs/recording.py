"""The last lines of our own log, kept beside the attempt that they tell of."""

from __future__ import annotations

import logging
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from webapp.logs.lines import MESSAGE_LIMIT, moment, one_line
from webapp.logs.redaction import redact

LINE_LIMIT = 500


class Recorder(logging.Handler):
    """Keeps the last lines of this process: in a work horse, all are of one scan."""

    def __init__(self, limit: int) -> None:
        super().__init__(logging.INFO)
        self.kept: deque[dict[str, str]] = deque(maxlen=limit)

    @property
    def lines(self) -> list[dict[str, str]]:
        """``at``, ``level`` and ``text`` of each, the oldest first."""
        return list(self.kept)

    def emit(self, record: logging.LogRecord) -> None:
        # A call that cannot be formatted is told by the handler of standard error.
        with suppress(Exception):
            level = record.levelname.lower()
            self.kept.append(
                {"at": moment(record), "level": level, "text": told(record)}
            )


def told(record: logging.LogRecord) -> str:
    """Logger, message and, where there is one, the error in its last words."""
    text = f"{record.name}: {record.getMessage()}"
    if record.exc_info and record.exc_info[0] is not None:
        kind, error, _trace = record.exc_info
        text += ": " + "".join(traceback.format_exception_only(kind, error)).strip()
    # Cut twice: the first bounds the work, and half a secret at its end is not shown.
    return one_line(redact(text[:MESSAGE_LIMIT]))[:LINE_LIMIT]


@contextmanager
def recording(limit: int = 100) -> Iterator[Recorder]:
    """Record what ``webapp`` logs from INFO on; ``.lines`` can be read at any time."""
    recorder = Recorder(limit)
    logger = logging.getLogger("webapp")
    logger.addHandler(recorder)
    try:
        yield recorder
    finally:
        logger.removeHandler(recorder)
