"""The ``content.…`` checks."""

from __future__ import annotations
