"""Hand a message in at the mail server of ``SMTP_URL``.

Only jobs do this: a server that is slow, or away, would hold a page up.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import urlsplit

from webapp.domain.mail_server import MailServer
from webapp.services.current import settings

SECONDS = 20


class MailFailed(Exception):
    """The message was not handed in; the text says why, for operators."""


def is_available() -> bool:
    """Whether there is a mail server at all."""
    return settings().mail_server is not None


def send(to: str, subject: str, text: str) -> None:
    """Hand in a message in plain text. Raises ``MailFailed``."""
    server = settings().mail_server
    if server is None:
        raise MailFailed("there is no mail server: set SMTP_URL")
    message = compose(sender(server), to, subject, text)
    with connected(server) as connection:
        connection.send_message(message)


def find_problem() -> str | None:
    """Why no message could be handed in now, or None: the server let us in."""
    server = settings().mail_server
    if server is None:
        return "there is no mail server: set SMTP_URL"
    try:
        with connected(server) as connection:
            connection.noop()
    except MailFailed as error:
        return str(error)
    return None


def sender(server: MailServer) -> str:
    return server.sender or f"xenlixai@{urlsplit(settings().public_url).hostname}"


def compose(sent_by: str, to: str, subject: str, text: str) -> EmailMessage:
    """``Auto-Submitted`` keeps away answers that say somebody is on holiday.
    https://www.rfc-editor.org/rfc/rfc3834#section-5"""
    message = EmailMessage()
    message["From"] = f"XenlixAI <{sent_by}>"
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sent_by.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """Signed in, over TLS where there is any. Raises ``MailFailed``."""
    try:
        with open_connection(server) as connection:
            if not server.is_tls_first:
                start_tls(server, connection)
            if server.user:
                connection.login(server.user, server.password)
            yield connection
    except (smtplib.SMTPException, OSError) as error:
        raise MailFailed(f"{server.host}:{server.port}: {error}") from error


def open_connection(server: MailServer) -> smtplib.SMTP:
    if server.is_tls_first:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(
            server.host, server.port, timeout=SECONDS, context=context
        )
    return smtplib.SMTP(server.host, server.port, timeout=SECONDS)


def start_tls(server: MailServer, connection: smtplib.SMTP) -> None:
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=ssl.create_default_context())
    elif server.password:
        raise MailFailed(f"{server.host} offers no TLS: no password is sent to it")
