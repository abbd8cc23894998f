"""The fixtures of every test: settings, an app on a fresh database, the characters.

Alice owns things, Bob must see nothing of them, Olga is the operator. CSRF protection
stays on: forms are sent with ``support.browser.post``. No fixture keeps an application
context open around ``client``, since requests would then share one ``flask.g``; tests
of services ask for ``app_context``.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event

from config import load_settings
from support.browser import PASSWORD
from webapp import create_app
from webapp.domain.settings import Settings
from webapp.extensions import db
from webapp.models import User
from webapp.services import accounts, passwords

if TYPE_CHECKING:  # pytest rewrites what is a plugin before anything imports it
    from support.compiled import CompiledStatements
    from support.tables import PostgresTables

pytest_plugins = [
    "support.servers",
    "support.tables",
    "support.compiled",
    "support.order",
    "support.chromium",
    "support.models",
    "support.served",
]


#: The same examples on every run of CI, so that a red run is about the change.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    sentence = "Folder of public test data; tests that need it are skipped without."
    parser.addoption("--data", type=Path, metavar="FOLDER", help=sentence)


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real hashes of 64 MiB each would be most of the suite's time."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", cheap)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """What ``settings`` are read from; a test changes it before it asks for ``app``."""
    return {
        "APP_ENV": "development",
        "VAR_DIR": str(tmp_path / "var"),
        "SECRET_KEY": "a key for tests, long enough",
        "SCAN_ALLOWED_NETWORKS": "127.0.0.0/8",
        "KEYPHRASES_ENCODER": "off",
    }


@pytest.fixture(params=["sqlite", "postgresql"])
def on_both_databases(request: pytest.FixtureRequest, environ: dict[str, str]) -> None:
    """For ``usefixtures``: the test runs twice."""
    if request.param == "postgresql":
        tables: PostgresTables = request.getfixturevalue("tables_in_postgres")
        environ["DATABASE_URL"] = tables.empty()


@pytest.fixture
def settings(environ: dict[str, str]) -> Settings:
    return load_settings(environ)


@pytest.fixture
def app(
    settings: Settings,
    tables: None,
    compiled_templates: FileSystemBytecodeCache,
    compiled_statements: CompiledStatements,
) -> Iterator[Flask]:
    """The app on an empty database of its own, without Redis."""
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled_templates
    with app.app_context():
        compiled_statements.share_with(db.engine)
        if settings.is_sqlite:
            event.listen(db.engine, "connect", wait_for_no_disk)
    yield app
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


def wait_for_no_disk(connection: sqlite3.Connection, _record: object) -> None:
    """As tests' PostgreSQL does: no power cut is tried, and each commit costs 5 ms."""
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def app_context(app: Flask) -> Iterator[Flask]:
    """For tests of services; never together with ``client``."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """One browser; ``app.test_client()`` is another."""
    return app.test_client()


def make_user(app: Flask, email: str, *, is_operator: bool = False) -> User:
    with app.app_context():
        return accounts.create(email, PASSWORD, is_operator=is_operator)


@pytest.fixture
def alice(app: Flask) -> User:
    return make_user(app, "alice@example.com")


@pytest.fixture
def bob(app: Flask) -> User:
    return make_user(app, "bob@example.com")


@pytest.fixture
def operator(app: Flask) -> User:
    return make_user(app, "olga@example.com", is_operator=True)
