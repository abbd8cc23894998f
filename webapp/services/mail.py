"""Hand a message in at the mail server of ``SMTP_URL``.

Jobs do this, and ``doctor``, no page: a server that is slow, or away, would hold it up.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import urlsplit

import idna

from webapp.domain.mail_server import MailServer
from webapp.services.current import settings

#: For each answer of the server.
SOCKET_SECONDS = 20


class MailFailed(Exception):
    """The message was not handed in; the text says why, for operators.

    ``is_final``: the recipient is refused, however often one asks.
    """

    def __init__(self, text: str, *, is_final: bool = False) -> None:
        super().__init__(text)
        self.is_final = is_final


def is_available() -> bool:
    """Whether there is a mail server at all."""
    return settings().mail_server is not None


def send(to: str, subject: str, text: str) -> None:
    """Hand in a message in plain text. Raises ``MailFailed``, whose text does not name
    the recipient: jobs keep it."""
    server = settings().mail_server
    if server is None:
        raise MailFailed("there is no mail server: set SMTP_URL")
    message = compose(sender(server), in_ascii(to), subject, text)
    try:
        with connected(server) as connection:
            connection.send_message(message)
    except MailFailed as error:
        told = str(error).replace(message["To"], "…").replace(to, "…")
        raise MailFailed(told, is_final=error.is_final) from None


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


def in_ascii(address: str) -> str:
    """A domain of any writing as every mail server takes it (RFC 5891)."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{idna.encode(domain, uts46=True).decode()}"


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """Signed in, over TLS where there is any. Raises ``MailFailed``."""
    connection = None
    try:
        connection = open_connection(server)
        if not server.is_tls_first:
            start_tls(server, connection)
        if server.user:
            connection.login(server.user, server.password)
        yield connection
    except (smtplib.SMTPException, OSError) as error:
        raise explain(server, error) from error
    finally:
        if connection is not None:
            # What was taken is taken, however the farewell goes.
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
            connection.close()


def explain(server: MailServer, error: Exception) -> MailFailed:
    """A recipient who is refused with 5xx stays refused.
    https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1"""
    text, is_final = str(error), False
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        text, is_final = f"{code} {said.decode(errors='replace')}", code >= 500
    return MailFailed(f"{server.host}:{server.port}: {text}", is_final=is_final)


def open_connection(server: MailServer) -> smtplib.SMTP:
    if server.is_tls_first:
        return smtplib.SMTP_SSL(
            server.host, server.port, timeout=SOCKET_SECONDS, context=tls(server)
        )
    return smtplib.SMTP(server.host, server.port, timeout=SOCKET_SECONDS)


def start_tls(server: MailServer, connection: smtplib.SMTP) -> None:
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=tls(server))
    elif server.password:
        raise MailFailed(f"{server.host} offers no TLS: no password is sent to it")


def tls(server: MailServer) -> ssl.SSLContext:
    """Any certificate will do where the message would else go in the clear, as between
    mail servers (RFC 7435); not where TLS was asked for or a password goes."""
    context = ssl.create_default_context()
    if not (server.is_tls_first or server.password):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
