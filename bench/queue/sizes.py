"""What scans and jobs weigh, in bytes of the database and of Redis."""

from __future__ import annotations

from flask import Flask
from redis import Redis
from sqlalchemy import text

from webapp.extensions import db

#: Our two tables; those of limits and sign-ins are small beside them.
TABLES = ("scans", "reports")


def used(client: Redis) -> int:
    """By the data, without what Redis needs for itself."""
    told: dict[str, int] = client.info("memory")
    return int(told["used_memory_dataset"])


def of_job(client: Redis, job_id: str) -> int:
    """Of a finished job and its result, which are kept for an hour."""
    keys = (f"rq:job:{job_id}", f"rq:results:{job_id}")
    return sum(int(client.memory_usage(key) or 0) for key in keys)


def of_database(app: Flask) -> dict[str, int]:
    """Bytes by table with its indexes, and of the whole."""
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            found = {
                table: number("pg_total_relation_size(:name)", name=table)
                for table in TABLES
            }
            found["all"] = number("pg_database_size(current_database())")
        else:
            pages = number("(SELECT page_count FROM pragma_page_count())")
            size = number("(SELECT page_size FROM pragma_page_size())")
            found = {"all": pages * size}
        db.session.remove()
    return found


def number(expression: str, **values: str) -> int:
    return int(db.session.execute(text(f"SELECT {expression}"), values).scalar_one())
