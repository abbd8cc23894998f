from __future__ import annotations

import dataclasses
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from support.certificates import make_certificate, tls_context
from support.mailbox import Mailbox
from webapp.domain.mail_server import parse_smtp_url
from webapp.services import health, mail
from webapp.services.mail import MailFailed

#: aiosmtpd says it of a server without TLS, which is what a test is about.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")
MakeMailbox = Callable[..., Mailbox]


@pytest.fixture(autouse=True)
def each_database() -> None:
    """Mail knows of no database."""


@pytest.fixture
def make_mailbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MakeMailbox]:
    """``make_mailbox(has_tls=True)``: its certificate is one that clients trust."""
    boxes: list[Mailbox] = []

    def make(*, has_tls: bool = False, **options: Any) -> Mailbox:
        context = None
        if has_tls:
            certificate, key = make_certificate(tmp_path, "localhost")
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
            context = tls_context(certificate, key)
        boxes.append(Mailbox(context, **options))
        return boxes[-1]

    yield make
    for box in boxes:
        box.close()


def use(app: Flask, url: str) -> None:
    settings = app.extensions["settings"]
    server = parse_smtp_url(url)
    app.extensions["settings"] = dataclasses.replace(settings, mail_server=server)


def send(app: Flask, url: str, to: str = "alice@example.com") -> None:
    use(app, url)
    with app.app_context():
        mail.send(to, "A subject", "A text – of two\nlines")


def test_a_message_in_the_clear(app: Flask, make_mailbox: MakeMailbox) -> None:
    box = make_mailbox()
    send(app, f"smtp://localhost:{box.port}")
    (message,) = box.messages
    assert message["To"] == "alice@example.com"
    assert message["From"] == "XenlixAI <xenlixai@localhost>"
    assert message["Subject"] == "A subject"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().splitlines() == ["A text – of two", "lines"]


@pytest.mark.parametrize("is_tls_first", [True, False])
def test_a_message_by_tls_from_somebody_known(
    app: Flask, make_mailbox: MakeMailbox, is_tls_first: bool
) -> None:
    box = make_mailbox(has_tls=True, is_tls_first=is_tls_first, password="s@:cret")
    scheme = "smtps" if is_tls_first else "smtp"
    user = "xenlix:s%40%3Acret"
    send(app, f"{scheme}://{user}@localhost:{box.port}?from=scans@example.com")
    assert box.messages[0]["From"] == "XenlixAI <scans@example.com>"


def test_no_password_goes_out_in_the_clear(
    app: Flask, make_mailbox: MakeMailbox
) -> None:
    box = make_mailbox(password="secret")
    with pytest.raises(MailFailed, match="offers no TLS"):
        send(app, f"smtp://xenlix:secret@localhost:{box.port}")


def test_a_certificate_of_somebody_else_is_refused(
    app: Flask, make_mailbox: MakeMailbox
) -> None:
    box = make_mailbox(has_tls=True, password="secret")
    with pytest.raises(MailFailed, match="certificate"):
        send(app, f"smtp://xenlix:secret@127.0.0.1:{box.port}")
    assert box.messages == []


def test_without_a_password_any_certificate_is_better_than_none(
    app: Flask, make_mailbox: MakeMailbox
) -> None:
    """Debian's Postfix has one that it made for itself."""
    box = make_mailbox(has_tls=True)
    send(app, f"smtp://127.0.0.1:{box.port}")
    assert len(box.messages) == 1


@pytest.mark.parametrize("address", ["nobody@example.com", "nobody@exämple.com"])
def test_a_mailbox_that_is_not_there_is_told_without_its_name(
    app: Flask, make_mailbox: MakeMailbox, address: str
) -> None:
    box = make_mailbox()
    box.unknown = {"nobody@example.com", "nobody@xn--exmple-cua.com"}
    with pytest.raises(MailFailed, match="550 <…>: no such mailbox") as told:
        send(app, f"smtp://localhost:{box.port}", address)
    assert told.value.is_final
    assert told.value.__suppress_context__


def test_a_farewell_that_fails_undoes_nothing(
    app: Flask, make_mailbox: MakeMailbox
) -> None:
    box = make_mailbox()
    box.farewell = "421 out of order"
    send(app, f"smtp://localhost:{box.port}")
    assert len(box.messages) == 1


def test_what_the_server_says_is_told(app: Flask, make_mailbox: MakeMailbox) -> None:
    box = make_mailbox(refusal="552 the mailbox is full")
    with pytest.raises(MailFailed, match="the mailbox is full"):
        send(app, f"smtp://localhost:{box.port}")


def test_a_server_that_is_away_is_told(app: Flask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(MailFailed, match=f"localhost:{port}"):
        send(app, f"smtp://localhost:{port}")


def test_without_a_server_nothing_is_sent(app: Flask) -> None:
    with app.app_context(), pytest.raises(MailFailed, match="SMTP_URL"):
        mail.send("alice@example.com", "A subject", "A text")


def test_doctor_tries_to_sign_in(app: Flask, make_mailbox: MakeMailbox) -> None:
    box = make_mailbox(has_tls=True, password="secret")
    with app.app_context():
        assert health.check_mail().text.endswith("set SMTP_URL")
        use(app, f"smtp://xenlix:wrong@localhost:{box.port}")
        told = health.check_mail()
        assert told.is_ok is None
        assert "Authentication" in told.text
        use(app, f"smtp://xenlix:secret@localhost:{box.port}")
        assert health.check_mail().is_ok
    assert box.messages == []
