"""A mail server on loopback that keeps what it is handed."""

from __future__ import annotations

import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from support.stack import free_port


class Mailbox:
    """``messages`` are those taken; with ``password`` one must sign in as ``xenlix``.

    ``certificate``: STARTTLS is offered; ``is_tls_first``: TLS from the start.
    """

    def __init__(
        self,
        certificate: ssl.SSLContext | None = None,
        *,
        is_tls_first: bool = False,
        password: str = "",
        refusal: str = "",
    ) -> None:
        self.messages: list[EmailMessage] = []
        self.password = password
        self.refusal = refusal
        self.unknown: set[str] = set()
        self.farewell = "221 bye"
        self.port = free_port()
        self.controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            ssl_context=certificate if is_tls_first else None,
            tls_context=None if is_tls_first else certificate,
            authenticator=self.authenticate if password else None,
            auth_required=bool(password),
            auth_require_tls=certificate is not None and not is_tls_first,
        )
        self.controller.start()

    async def handle_DATA(  # noqa: N802 (the name is aiosmtpd's)
        self, server: Any, session: Any, envelope: Envelope
    ) -> str:
        if self.refusal:
            return self.refusal
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(message)
        return "250 taken"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address in self.unknown:
            return f"550 <{address}>: no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_QUIT(  # noqa: N802
        self, server: Any, session: Any, envelope: Envelope
    ) -> str:
        return self.farewell

    def authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any
    ) -> AuthResult:
        is_right = (given.login, given.password) == (b"xenlix", self.password.encode())
        return AuthResult(success=is_right, handled=False)

    def close(self) -> None:
        self.controller.stop()
