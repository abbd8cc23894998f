"""What operators switched by hand, beside the settings of the environment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime


class OperatorSwitch(db.Model):  # type: ignore[name-defined]
    """``services.switches`` names them; no row: as the settings say."""

    __tablename__ = "operator_switches"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    is_on: Mapped[bool]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(254))
