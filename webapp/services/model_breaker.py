"""A language model's endpoint that fails again and again is left alone for a while.

The count stands in the database: each job runs in a process of its own, and all
workers are to learn of it.
"""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from webapp.extensions import db
from webapp.models import ModelEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import transactional

FAILURES = 5
REST_SECONDS = 60


@transactional
def may_ask(key: str) -> bool:
    """After the rest one scan may try; the others wait for what it finds."""
    is_broken = ModelEndpoint.failures >= FAILURES
    chosen = select(ModelEndpoint.key).where(ModelEndpoint.key == key, is_broken)
    if db.session.scalar(chosen) is None:
        return True
    statement = (
        update(ModelEndpoint)
        .where(ModelEndpoint.key == key, ModelEndpoint.rests_until <= db_now())
        .values(rests_until=db_now(REST_SECONDS))
        .execution_options(synchronize_session=False)
        .returning(ModelEndpoint.key)
    )
    return db.session.execute(statement).scalar_one_or_none() is not None


@transactional
def record_answer(key: str) -> None:
    """It answers: what was before is forgotten."""
    statement = delete(ModelEndpoint).where(ModelEndpoint.key == key)
    db.session.execute(statement.execution_options(synchronize_session=False))


def record_failure(key: str) -> None:
    try:
        count_failure(key)
    except IntegrityError:  # another scan made the first row just now
        count_failure(key)


@transactional
def count_failure(key: str) -> None:
    statement = (
        update(ModelEndpoint)
        .where(ModelEndpoint.key == key)
        .values(failures=ModelEndpoint.failures + 1, rests_until=db_now(REST_SECONDS))
        .execution_options(synchronize_session=False)
        .returning(ModelEndpoint.key)
    )
    if db.session.execute(statement).scalar_one_or_none() is None:
        rests_until = db_now(REST_SECONDS)
        db.session.add(ModelEndpoint(key=key, failures=1, rests_until=rests_until))
        db.session.flush()
