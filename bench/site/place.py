"""The product on a database of its own: its Valkey, its schema, an app in here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from flask import Flask

from bench.web import databases
from config import load_settings
from support.browser import PASSWORD
from support.stack import Stack
from webapp import create_app
from webapp.models import User
from webapp.services import accounts, schema

NO_LIMITS = {"LIMIT_USER_PER_HOUR": "0", "LIMIT_TARGET_PER_HOUR": "0", "QUEUE_CAP": "0"}


@dataclass(frozen=True)
class Place:
    """``user`` is the one who has all site scans."""

    stack: Stack
    app: Flask
    user: User

    def database_pid(self) -> int | None:
        """Of PostgreSQL's first process, None for SQLite, which has none."""
        url = urlsplit(self.stack.environ.get("DATABASE_URL", ""))
        for folder in parse_qs(url.query).get("host", []):
            lines = Path(folder, "data", "postmaster.pid").read_text().splitlines()
            return int(lines[0])
        return None


@contextmanager
def opened(folder: Path, database: str, **environ: str) -> Iterator[Place]:
    """Valkey and schema are there; no other process of the product runs yet."""
    with databases.environ(database) as told:
        stack = Stack(folder, {**NO_LIMITS, **told, **environ})
        app = None
        try:
            stack.start("redis")
            stack.upgrade()
            app = create_app(load_settings(stack.environ))
            with app.app_context():
                user = accounts.create("alice@example.com", PASSWORD)
            yield Place(stack, app, user)
        finally:
            if app is not None:
                with app.app_context():
                    schema.close_database()
            stack.stop()
