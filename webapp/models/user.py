"""A person with an account."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime, db_now


class User(db.Model):  # type: ignore[name-defined]
    """Somebody who signs in; an operator also sees the queues."""

    __tablename__ = "users"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    #: Lower case, normalised by email-validator.
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    is_operator: Mapped[bool] = mapped_column(default=False)
    #: Sees what an operator sees, and changes nothing.
    is_viewer: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=db_now())
    #: Set: nobody has it any more, and the cleanup takes what is left of it.
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def shown_name(self) -> str:
        """For operators, who see what is left of a deleted one until it is gone."""
        return "a deleted account" if self.deleted_at else self.email
