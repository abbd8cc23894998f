"""Keeps a lease while work goes on, from a thread of the work horse."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from webapp.exceptions import LeaseLost
from webapp.extensions import db
from webapp.services.current import settings

log = logging.getLogger(__name__)


class Renewal:
    """``renew`` is called every third of the lease and raises ``LeaseLost`` where it
    may not; ``is_lost`` then. ``name`` says in the log what is worked on."""

    def __init__(self, app: Flask, name: str, renew: Callable[[], object]) -> None:
        self.app = app
        self.name = name
        self.renew_lease = renew
        self.is_lost = False
        self.lease = settings().scan_lease
        # A job that hangs past its time-out must lose its lease.
        self.ends_at = time.monotonic() + settings().scan_job_timeout
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.run, name="lease", daemon=True)

    def run(self) -> None:
        with self.app.app_context():
            while not self.stop.wait(self.lease / 3):
                if time.monotonic() > self.ends_at or not self.renew():
                    return

    def renew(self) -> bool:
        try:
            self.renew_lease()
        except LeaseLost:
            self.is_lost = True
            log.warning("%s: lease lost", self.name)
            return False
        except SQLAlchemyError as error:
            # The next third of the lease is another chance; the fence guards the rest.
            log.warning("%s: lease not renewed: %s", self.name, error)
        finally:
            db.session.remove()
        return True


@contextmanager
def renewed(name: str, renew: Callable[[], object]) -> Iterator[Renewal]:
    """Keep the lease while the block runs."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    renewal = Renewal(app, name, renew)
    renewal.thread.start()
    try:
        yield renewal
    finally:
        renewal.stop.set()
        renewal.thread.join(timeout=10)
