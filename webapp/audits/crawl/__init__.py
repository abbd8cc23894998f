"""The ``crawl.…`` checks."""

from __future__ import annotations
