"""A real mail server on loopback that keeps what it takes over, and can be told to answer as bad servers do."""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event, Thread
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

USER, PASSWORD = "robin@acme.com", "correct horse"
CUT, HANG, SILENT_CUT = "cut", "hang", "silent cut"


@dataclass
class SmtpServer:
    """``says`` are its next answers to a step (``MAIL``, ``RCPT``, ``DATA``), each used once; then it is friendly.

    ``CUT`` at DATA takes the mail and hangs up without a word; ``SILENT_CUT`` hangs up and has not taken it.
    """

    tls: ssl.SSLContext | None = None
    starttls: ssl.SSLContext | None = None
    needs_login: bool = False
    port: int = 0
    mails: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)
    says: dict[str, deque[str]] = field(default_factory=lambda: {step: deque() for step in ("MAIL", "RCPT", "DATA")})
    logins: int = 0
    over: Event = field(default_factory=Event)

    def will_say(self, step: str, *answers: str) -> None:
        self.says[step].extend(answers)

    @property
    def messages(self) -> list[EmailMessage]:
        read = [message_from_bytes(raw, policy=policy.default) for _, raw in self.mails]
        assert all(isinstance(message, EmailMessage) for message in read)
        return read  # type: ignore[return-value]

    async def handle_MAIL(self, _server: SMTP, session: Session, envelope: Envelope, address: str, _: Any) -> str:  # noqa: N802
        if self.needs_login and not session.authenticated:
            return "530 log in first"
        envelope.mail_from = address
        return await self._answer("MAIL", "250 OK")

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _: Any) -> str:  # noqa: N802
        said = await self._answer("RCPT", "250 OK")
        if said.startswith("2"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        said = await self._answer("DATA", "250 taken")
        if said.startswith("2") or said == CUT:
            assert isinstance(envelope.content, bytes)
            self.mails.append((tuple(envelope.rcpt_tos), envelope.content))
        if said in (CUT, SILENT_CUT):
            assert server.transport is not None
            server.transport.abort()
        return said

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
    ) -> AuthResult:
        self.logins += 1
        return AuthResult(handled=False, success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()))

    async def _answer(self, step: str, friendly: str) -> str:
        said = self.says[step].popleft() if self.says[step] else friendly
        if said == HANG:
            await asyncio.to_thread(self.over.wait)
        return said

    def protocol(self) -> SMTP:
        return SMTP(
            self,
            hostname="mail.test",
            tls_context=self.starttls,
            require_starttls=self.starttls is not None,
            authenticator=self.authenticate,
            auth_require_tls=self.starttls is not None,
        )


@contextmanager
def running(server: SmtpServer) -> Iterator[SmtpServer]:
    """Serve while the block lasts, in a thread and an event loop of its own."""
    loop, ready = asyncio.new_event_loop(), Event()
    listening: list[asyncio.Server] = []

    async def listen() -> None:
        listening.append(await loop.create_server(server.protocol, "127.0.0.1", server.port, ssl=server.tls))
        server.port = listening[0].sockets[0].getsockname()[1]

    async def end() -> None:
        listening[0].close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def serve() -> None:
        loop.run_until_complete(listen())
        loop.call_soon(ready.set)
        loop.run_forever()
        loop.run_until_complete(end())
        loop.close()

    thread = Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield server
    finally:
        server.over.set()
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
