"""How a language model's endpoint fares; one that fails is left alone for a while."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime


class ModelEndpoint(db.Model):  # type: ignore[name-defined]
    """A row only for an endpoint that failed. In the database, since each job runs in
    a process of its own, which would remember nothing."""

    __tablename__ = "model_endpoints"

    #: SHA-256 of its URL, which may carry credentials, and of the model's name.
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: One after another, without an answer in between.
    failures: Mapped[int] = mapped_column(default=0)
    rests_until: Mapped[datetime] = mapped_column(UtcDateTime)
