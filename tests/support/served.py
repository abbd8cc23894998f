"""The test's app on a port of its own, and a browser signed in there; no worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

from support.browser import PASSWORD
from support.serving import serve
from webapp.models import User


def whole(app: Flask) -> Callable[..., list[bytes]]:
    """Answers are read at once: werkzeug's server leaves the file of a style sheet open
    where a browser goes on in the middle of it."""

    def answer(environ: Any, start_response: Any) -> list[bytes]:
        with closing(app(environ, start_response)) as parts:
            return [b"".join(parts)]

    return answer


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The address of this test's app: for pages that need a browser and no worker."""
    server = make_server("127.0.0.1", 0, whole(app), threaded=True)
    thread = serve(server)
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


@pytest.fixture
def signed_in(page: Page, served: str, alice: User) -> Page:
    """Alice's browser."""
    page.goto(f"{served}/auth/login")
    page.get_by_label("E-mail").fill(alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{served}/")
    return page
