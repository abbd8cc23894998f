"""The product's version, as the changelog counts it."""

from __future__ import annotations

VERSION = "0.1.0"
