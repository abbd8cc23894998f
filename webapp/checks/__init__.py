"""The catalogue of checks: what each looks at, why, how to mend it, what it weighs."""

from __future__ import annotations

from webapp.checks.routes import bp

__all__ = ["bp"]
