"""What a language model answered, kept so that the same content is not paid twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime
from webapp.models.storable import StorableJson


class ModelAnswer(db.Model):  # type: ignore[name-defined]
    """Checked words alone; the page's text is in the key, as a hash."""

    __tablename__ = "model_answers"

    #: SHA-256 over endpoint, model, prompt's version and content.
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: ``pipeline.generate.model_answer.Answer``; empty where it was refused.
    answer: Mapped[dict[str, Any]] = mapped_column(StorableJson)
    #: Why it was refused; else empty.
    refusal: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
