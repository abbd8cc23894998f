"""What tests of services look at afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from webapp.exceptions import Refused
from webapp.extensions import db


def count(model: type) -> int:
    """The rows of a table."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def refusal(error: pytest.ExceptionInfo[Refused]) -> tuple[str, int]:
    return error.value.code, error.value.status
