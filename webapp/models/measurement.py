"""What was measured, and the sums that are kept of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime

#: SQLite numbers rows by itself only in a column of this type.
RowNumber = BigInteger().with_variant(Integer, "sqlite")


class Measurement(db.Model):  # type: ignore[name-defined]
    """Written in the transaction that it tells of; summed up and deleted seconds later.

    A row of its own for each, since a counter that every ending scan raises would have
    them wait for each other.
    """

    __tablename__ = "measurements"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    #: A ``domain.measures.Measure``, and what its label says.
    name: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(60))
    number: Mapped[int] = mapped_column(default=1)
    seconds: Mapped[float | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class MeasurementBucket(db.Model):  # type: ignore[name-defined]
    """The sum over a minute, an hour, or all time (``total``, which never shrinks)."""

    __tablename__ = "measurement_buckets"

    period: Mapped[str] = mapped_column(String(6), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    label: Mapped[str] = mapped_column(String(60), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    #: Of those that have a duration; the histogram counts them as
    #: ``domain.measures`` says.
    seconds: Mapped[float]
    histogram: Mapped[dict[str, int]] = mapped_column(JSON)
