"""Measurements: noted in the transaction that they tell of, summed up by the leader.

A note is a row of its own, so that no two scans wait for one counter. The leader takes
the rows out and adds them to their minute, their hour and the total, in one
transaction: each counts once, whatever dies in between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    and_,
    cast,
    delete,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from webapp.domain.measures import Measure, add, bound_index
from webapp.extensions import db
from webapp.models import Measurement, MeasurementBucket
from webapp.models.clock import db_now
from webapp.models.transactions import transactional

#: Rows summed up in one transaction.
BATCH = 5000
MINUTE, HOUR, TOTAL = "minute", "hour", "total"
#: Where the bucket of all time begins.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Key = tuple[str, datetime, str, str]


@dataclass
class Sums:
    """What a bucket holds of one name and label."""

    number: int = 0
    seconds: float = 0.0
    histogram: dict[str, int] = field(default_factory=dict)

    def take(self, other: Sums) -> None:
        self.number += other.number
        self.seconds += other.seconds
        add(self.histogram, other.histogram)


def note(
    name: Measure, label: str, seconds: float | None = None, number: int = 1
) -> None:
    """Within a transaction: something happened now, and how long it took."""
    at = db_now()
    row = Measurement(
        name=name, label=label[:60], number=number, seconds=seconds, at=at
    )
    db.session.add(row)


def sum_up() -> int:
    """Move what was noted into its buckets; how many rows. The leader alone runs it."""
    moved = 0
    while number := sum_up_batch():
        moved += number
        if number < BATCH:
            break
    return moved


@transactional
def sum_up_batch() -> int:
    # What RETURNING gives is what this transaction took: a row that is committed late
    # is there the next time.
    chosen = select(Measurement.id).order_by(Measurement.id).limit(BATCH)
    statement = delete(Measurement).where(Measurement.id.in_(chosen.scalar_subquery()))
    rows = db.session.execute(
        statement.execution_options(synchronize_session=False).returning(
            Measurement.name,
            Measurement.label,
            Measurement.number,
            Measurement.seconds,
            Measurement.at,
        )
    ).all()
    sums = summed(rows)
    known = stored(sums)
    for key, found in sums.items():
        if key in known:
            found.take(known[key])
    store(sums)
    return len(rows)


def summed(
    rows: Iterable[Row[str, str, int, float | None, datetime]],
) -> dict[Key, Sums]:
    sums: dict[Key, Sums] = defaultdict(Sums)
    for name, label, number, seconds, at in rows:
        one = Sums(number)
        if seconds is not None:
            one = Sums(number, seconds, {str(bound_index(seconds)): number})
        minute = at.replace(second=0, microsecond=0)
        for period, start in (
            (MINUTE, minute),
            (HOUR, minute.replace(minute=0)),
            (TOTAL, EPOCH),
        ):
            sums[period, start, name, label].take(one)
    return sums


def stored(keys: Iterable[Key]) -> dict[Key, Sums]:
    """The buckets that are there already."""
    starts = {start for _, start, _, _ in keys}
    bucket = MeasurementBucket
    # By the key's first two columns.
    chosen = select(bucket).where(
        bucket.period.in_((MINUTE, HOUR, TOTAL)), bucket.starts_at.in_(starts)
    )
    return {
        (row.period, row.starts_at, row.name, row.label): Sums(
            row.number, row.seconds, dict(row.histogram)
        )
        for row in db.session.scalars(chosen)
    }


def store(sums: dict[Key, Sums]) -> None:
    if not sums:
        return
    dialect = db.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(MeasurementBucket)
    changed = {
        name: getattr(statement.excluded, name)
        for name in ("number", "seconds", "histogram")
    }
    rows = [
        {
            "period": period,
            "starts_at": start,
            "name": name,
            "label": label,
            "number": found.number,
            "seconds": found.seconds,
            "histogram": found.histogram,
        }
        for (period, start, name, label), found in sorted(sums.items())
    ]
    key = ["period", "starts_at", "name", "label"]
    statement = statement.on_conflict_do_update(index_elements=key, set_=changed)
    db.session.execute(statement, rows)


def read_numbers(
    period: str, since: datetime, names: Iterable[Measure]
) -> Sequence[Row[datetime, str, str, int]]:
    """Start, name, label and number of each bucket of a period from a moment on."""
    bucket = MeasurementBucket
    columns = (bucket.starts_at, bucket.name, bucket.label, bucket.number)
    return db.session.execute(
        select(*columns).where(within(period, since, names))
    ).all()


def read_sums(
    period: str, since: datetime, names: Iterable[Measure]
) -> Sequence[Row[str, str, int]]:
    """Name, label and number of all these buckets together."""
    bucket = MeasurementBucket
    # An integer again: PostgreSQL's sum of them is a decimal.
    total = cast(func.sum(bucket.number), BigInteger)
    summed_up = select(bucket.name, bucket.label, total)
    chosen = summed_up.where(within(period, since, names))
    return db.session.execute(chosen.group_by(bucket.name, bucket.label)).all()


def read_durations(
    period: str, since: datetime, names: Iterable[Measure]
) -> Sequence[Row[str, str, dict[str, int]]]:
    """Name, label and histogram of the same: a week has thousands, so no more than
    what is needed is read."""
    bucket = MeasurementBucket
    columns = (bucket.name, bucket.label, bucket.histogram)
    return db.session.execute(
        select(*columns).where(within(period, since, names))
    ).all()


def within(
    period: str, since: datetime, names: Iterable[Measure]
) -> ColumnElement[bool]:
    bucket = MeasurementBucket
    is_named = bucket.name.in_(list(names))
    return and_(bucket.period == period, bucket.starts_at >= since, is_named)


def totals() -> list[MeasurementBucket]:
    """Everything since the beginning: what counters say."""
    chosen = select(MeasurementBucket).where(MeasurementBucket.period == TOTAL)
    return list(db.session.scalars(chosen))
