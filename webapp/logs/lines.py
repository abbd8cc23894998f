"""How a record becomes a line."""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import MutableMapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from webapp.logs.redaction import redact

Event = MutableMapping[str, Any]
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | None

#: Characters of a message and of a traceback; an error may quote a whole page.
MESSAGE_LIMIT = 10_000
TRACEBACK_LIMIT = 20_000
#: The logger that tells the operator how to begin (``processes/web.py``): the set-up
#: link in its messages stays readable, here and nowhere else.
OPERATORS_LOGGER = "webapp.web"
TRACEBACK_START = "\nTraceback (most recent call last):"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
#: What ends a line, moves a terminal's cursor, or turns the direction of writing.
CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def arrange(_logger: object, _name: str, event: Event) -> Event:
    """The fields in the order of reading; what is bound cannot take their names."""
    record: logging.LogRecord = event.pop("_record")
    del event["_from_structlog"]
    message, told = split(COLOURS.sub("", str(event.pop("event"))))
    raised = traceback_of(event.pop("exc_info", None), event.pop("stack_info", ""))
    fields: dict[str, Any] = {
        "time": moment(record),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": shown_message(message, is_for_operator=is_for_operator(record)),
    }
    for name in sorted(event.keys() - fields.keys()):
        value = event[name]
        fields[name] = value if isinstance(value, int) else redact(str(value))
    trace = "\n".join(filter(None, (told, raised)))
    return fields | ({"traceback": shown_trace(trace)} if trace else {})


def moment(record: logging.LogRecord) -> str:
    made = datetime.fromtimestamp(record.created, UTC)
    return made.isoformat(timespec="milliseconds")


def is_for_operator(record: logging.LogRecord) -> bool:
    return record.name == OPERATORS_LOGGER


def split(message: str) -> tuple[str, str]:
    """RQ writes a failed job's traceback into its message."""
    message, start, rest = message.partition(TRACEBACK_START)
    return message.rstrip(), (start + rest).strip()


def traceback_of(raised: Raised, stack: str) -> str:
    lines = [stack]
    if raised and raised[0] is not None:
        lines += traceback.format_exception(*raised)
    return "".join(lines).strip()


# Twice the length is looked at, so that no half of a secret is left where it is cut.


def shown_message(text: str, *, is_for_operator: bool) -> str:
    begin = redact(text[: 2 * MESSAGE_LIMIT], keeps_setup_link=is_for_operator)
    return begin[:MESSAGE_LIMIT]


def shown_trace(text: str) -> str:
    """Its beginning and its end, where the error itself stands."""
    half = TRACEBACK_LIMIT // 2
    if len(text) <= TRACEBACK_LIMIT:
        return redact(text)
    begin, end = redact(text[:TRACEBACK_LIMIT]), redact(text[-TRACEBACK_LIMIT:])
    return f"{begin[:half]}\n…\n{end[-half:]}"


def as_json(_logger: object, _name: str, event: Event) -> str:
    """In ASCII: no character of a page is a line's end to any reader."""
    return json.dumps(event)


def as_text(_logger: object, _name: str, event: Event) -> str:
    """``LEVEL logger: message name=value``, a traceback indented below: no line that
    comes from outside begins where ours do."""
    fields = dict(event)
    del fields["time"]  # who collects lines of text stamps them
    trace = fields.pop("traceback", "").split("\n")
    level, logger = fields.pop("level").upper(), fields.pop("logger")
    line = f"{level} {logger}: {one_line(fields.pop('message'))}"
    words = [line, *(f"{name}={quoted(str(value))}" for name, value in fields.items())]
    return "\n  ".join([" ".join(words), *map(one_line, filter(None, trace))])


def one_line(text: str) -> str:
    """Without colours; control characters as Python writes them."""
    return CONTROLS.sub(lambda found: ascii(found[0])[1:-1], COLOURS.sub("", text))


def quoted(value: str) -> str:
    return value if re.fullmatch(r"[\w.:/@+-]+", value) else json.dumps(value)
