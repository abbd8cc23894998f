"""What was written to scans and reports, all of it: triggers in the tests' database.

Looking now and then would miss a write that the next one hides.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, text

COLUMNS = """
    at DOUBLE PRECISION, public_id VARCHAR(43), what VARCHAR(10),
    status_before VARCHAR(20), status VARCHAR(20),
    attempt_before INTEGER, attempt INTEGER,
    progress_before INTEGER, progress INTEGER,
    delivery_before INTEGER, delivery INTEGER, stored_attempt INTEGER
"""
NAMES = (
    "at, public_id, what, status_before, status, attempt_before, attempt, "
    "progress_before, progress, delivery_before, delivery, stored_attempt"
)
SCAN_VALUES = (
    "NEW.public_id, 'scan', OLD.status, NEW.status, OLD.attempt, NEW.attempt, "
    "OLD.progress, NEW.progress, OLD.delivery, NEW.delivery, NULL"
)
REPORT_VALUES = (
    "public_id, 'report', status, status, attempt, attempt, progress, progress, "
    "delivery, delivery, NEW.attempt"
)
SQLITE_CLOCK = "(julianday('now') - 2440587.5) * 86400.0"
SQLITE = (
    f"CREATE TABLE fault_journal (number INTEGER PRIMARY KEY, {COLUMNS})",
    f"""CREATE TRIGGER fault_scans AFTER UPDATE ON scans BEGIN
        INSERT INTO fault_journal ({NAMES}) VALUES ({SQLITE_CLOCK}, {SCAN_VALUES});
        END""",
    f"""CREATE TRIGGER fault_reports AFTER INSERT ON reports BEGIN
        INSERT INTO fault_journal ({NAMES}) SELECT {SQLITE_CLOCK}, {REPORT_VALUES}
        FROM scans WHERE id = NEW.scan_id;
        END""",
)
CLOCK = "extract(epoch from clock_timestamp())"
POSTGRESQL = (
    f"CREATE TABLE fault_journal (number BIGSERIAL PRIMARY KEY, {COLUMNS})",
    f"""CREATE FUNCTION fault_scans() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO fault_journal ({NAMES}) VALUES ({CLOCK}, {SCAN_VALUES});
        RETURN NULL; END $$""",
    """CREATE TRIGGER fault_scans AFTER UPDATE ON scans
        FOR EACH ROW EXECUTE FUNCTION fault_scans()""",
    f"""CREATE FUNCTION fault_reports() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO fault_journal ({NAMES}) SELECT {CLOCK}, {REPORT_VALUES}
        FROM scans WHERE id = NEW.scan_id; RETURN NULL; END $$""",
    """CREATE TRIGGER fault_reports AFTER INSERT ON reports
        FOR EACH ROW EXECUTE FUNCTION fault_reports()""",
)


@dataclass(frozen=True)
class Write:
    """One row that was changed (``scan``) or one report that was stored (``report``);
    of a report, ``attempt`` is the scan's and ``stored_attempt`` its own."""

    at: float
    public_id: str
    what: str
    status_before: str
    status: str
    attempt_before: int
    attempt: int
    progress_before: int
    progress: int
    delivery_before: int
    delivery: int
    stored_attempt: int | None


@dataclass(frozen=True)
class ScanRow:
    """A scan at the end of a run, and the attempt whose report it has, if any."""

    public_id: str
    status: str
    attempt: int
    has_user: bool
    error_code: str | None
    stored_attempt: int | None
    finished_at: float | None
    dead_letters: int


def begin(engine: Engine) -> None:
    """Set the triggers up, in a database whose schema is there."""
    statements = SQLITE if engine.dialect.name == "sqlite" else POSTGRESQL
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def read(engine: Engine) -> list[Write]:
    """Every write, in order."""
    with engine.connect() as connection:
        rows = connection.execute(
            text(f"SELECT {NAMES} FROM fault_journal ORDER BY number")
        )
        return [Write(*row) for row in rows]


def read_scans(engine: Engine) -> list[ScanRow]:
    epoch = (
        "(julianday(scans.finished_at) - 2440587.5) * 86400.0"
        if engine.dialect.name == "sqlite"
        else "extract(epoch from scans.finished_at)::double precision"
    )
    statement = f"""
        SELECT public_id, status, scans.attempt, user_id IS NOT NULL, error_code,
               reports.attempt, {epoch},
               (SELECT count(*) FROM dead_letters WHERE scan_id = scans.id)
        FROM scans LEFT JOIN reports ON reports.scan_id = scans.id"""
    with engine.connect() as connection:
        return [ScanRow(*row) for row in connection.execute(text(statement))]
