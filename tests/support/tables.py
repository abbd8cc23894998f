"""Databases with every table and no row: made once, and ready anew for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from config import load_settings
from support.postgres import Postgres
from webapp import create_app
from webapp.domain.settings import Settings
from webapp.extensions import db


def make_tables(environ: dict[str, str]) -> str:
    """In the database of these settings; its name, on SQLite its path."""
    settings = load_settings({"APP_ENV": "development", **environ})
    with create_app(settings).app_context():
        db.create_all()
        db.engine.dispose()
    return database_name(settings.database_url)


def database_name(url: str) -> str:
    name = make_url(url).database
    assert name is not None
    return name


@pytest.fixture(scope="session")
def tables_in_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(make_tables({"VAR_DIR": str(tmp_path_factory.mktemp("tables"))}))


@pytest.fixture
def tables(settings: Settings, tables_in_sqlite: Path) -> None:
    """The database of ``settings`` has them. One on PostgreSQL was made with them."""
    if settings.is_sqlite:
        shutil.copyfile(tables_in_sqlite, database_name(settings.database_url))


class PostgresTables:
    """One database for all tests of this process, one after the other: a new one takes
    ten times as long as emptying it does."""

    def __init__(self, postgres: Postgres, folder: Path) -> None:
        self.postgres = postgres
        self.template = postgres.new_database()
        make_tables({"VAR_DIR": str(folder), "DATABASE_URL": self.template})
        self.url = self.copy()

    def copy(self) -> str:
        return self.postgres.new_database(like=database_name(self.template))

    def empty(self) -> str:
        """Its URL. After a test that took tables away it is another one."""
        where = f"host={self.postgres.folder} user=xenlix dbname="
        with psycopg.connect(where + database_name(self.url)) as connection:
            # What a test left open would hold its locks.
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            found = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            )
            tables = db.metadata.tables
            is_whole = {name for (name,) in found} == set(tables)
            if is_whole:
                # References need not be followed, for all rows go.
                connection.execute("SET session_replication_role = replica")
                for table in tables.values():
                    connection.execute(str(table.delete()).encode())
        if not is_whole:
            self.url = self.copy()
        return self.url


@pytest.fixture(scope="session")
def tables_in_postgres(
    postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> PostgresTables:
    return PostgresTables(postgres, tmp_path_factory.mktemp("tables"))
