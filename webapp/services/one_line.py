"""Text from outside that is kept to be shown in one line."""

from __future__ import annotations


def one_line(text: str, length: int) -> str:
    """Without what does not print: line ends, NUL (which PostgreSQL refuses), marks
    that turn the direction of writing round."""
    printable = "".join(mark for mark in text if mark.isprintable())
    return printable.strip()[:length]
