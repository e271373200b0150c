"""A real mail server on the loopback address, over STARTTLS with login, that does what a test tells
it to.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from pfreport.settings import Mail

USER, PASSWORD = "pmo", "open-sesame-42"
Said = str | Callable[[], object] | None


@dataclass
class Mailbox:
    """What came, and what the server says instead of yes: by command, or by command and address
    (`RCPT bob@example.org`).
    """

    says: dict[str, list[Said]] = field(default_factory=dict)
    came: list[tuple[str, EmailMessage]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0

    @property
    def addresses(self) -> list[str]:
        """Who got mail, in the order it came."""
        return [address for address, _ in self.came]

    def answer(self, command: str, address: str = "") -> str | None:
        """The next thing to say instead of yes; None for yes."""
        self.commands.append(f"{command} {address}".strip())
        for key in (f"{command} {address}", command):
            if self.says.get(key):
                said = self.says[key].pop(0)
                if not callable(said):
                    return said
                said()
        return None


class Handler:
    """Hears of each step of a session. A `drop` closes the connection without a word."""

    def __init__(self, box: Mailbox) -> None:
        self.box = box

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.box.connections += 1
        self.box.answer("EHLO")
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        said = self.box.answer("MAIL")
        if said:
            return _said(server, said)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        said = self.box.answer("RCPT", address)
        if said:
            return _said(server, said)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    # aiosmtpd's name
    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        said = self.box.answer("DATA", envelope.rcpt_tos[0])
        if said and not said.startswith("accept"):
            return _said(server, said)
        (address,) = envelope.rcpt_tos
        self.box.came.append((address, message_from_bytes(envelope.content, policy=default)))
        after = self.box.answer("ACCEPTED", address)
        return (
            _said(server, said.removeprefix("accept and "))
            if said
            else _said(server, after)
            if after
            else "250 OK queued"
        )

    # aiosmtpd's name
    async def handle_QUIT(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        return "221 Bye"


class Dropping(SMTP):
    """Forgets the 354 and drops the connection instead, where it is told to."""

    box: Mailbox

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        if (
            self.envelope
            and self.envelope.rcpt_tos
            and self.box.answer("BEFORE DATA", self.envelope.rcpt_tos[0])
        ):
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


@dataclass(frozen=True)
class Running:
    """A server that runs: its mailbox, and the `[mail]` that reaches it."""

    box: Mailbox
    mail: Mail


@contextlib.contextmanager
def running(
    folder: Path, *, host: str = "localhost", size: int = 33_554_432, tls: bool = True
) -> Iterator[Running]:
    """A server whose certificate is for a host, issued by an authority of its own in `ca.pem`;
    without TLS it asks for no login.
    """
    box = Mailbox()
    controller = _Controller(box, certified(folder, host) if tls else None, size)
    controller.start()
    try:
        yield Running(box, _mail(folder, controller.port, tls=tls))
    finally:
        controller.stop()


class _Controller(Controller):
    def __init__(self, box: Mailbox, context: ssl.SSLContext | None, size: int) -> None:
        self.box = box
        self.servers: list[SMTP] = []
        secured = {
            "tls_context": context,
            "require_starttls": True,
            "authenticator": self.authenticate,
            "auth_required": True,
        }
        options: dict[str, Any] = secured if context else {}
        super().__init__(
            Handler(box), hostname="127.0.0.1", port=0, data_size_limit=size, **options
        )

    def factory(self) -> SMTP:
        server = Dropping(self.handler, **self.SMTP_kwargs)
        server.box = self.box
        self.servers.append(server)
        return server

    def stop(self, *arguments: Any, **named: Any) -> None:
        """With the connections that are still open."""
        asyncio.run_coroutine_threadsafe(self._close(), self.loop).result()
        super().stop(*arguments, **named)

    async def _close(self) -> None:
        for server in self.servers:
            if server.transport:
                server.transport.abort()
        await asyncio.sleep(0.05)

    def _trigger_server(self) -> None:
        """Port 0 stands for whichever is free: only now it is known."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    def authenticate(
        self, server: SMTP, session: Any, envelope: Any, mechanism: str, given: LoginPassword
    ) -> AuthResult:
        said = self.box.answer("AUTH")
        good = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return (
            AuthResult(success=False, handled=False, message=said)
            if said
            else AuthResult(success=good, handled=False)
        )


def configured(folder: Path, mail: Mail, **changed: Any) -> Path:
    """Writes `pfreport.toml` with this `[mail]` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    said = {
        "host": mail.host,
        "port": mail.port,
        "user": mail.user,
        "password_file": mail.password_file,
        "ca_file": mail.ca_file,
        "sender": mail.sender,
        "domains": ["example.org"],
    } | changed
    (folder / "pfreport.toml").write_text(
        "[mail]\n" + "\n".join(f"{k} = {v!r}" for k, v in said.items() if v is not None)
    )
    return folder


def _said(server: SMTP, said: str) -> str:
    """An answer, or none: the connection is gone."""
    if said == "drop":
        server.transport.abort()
        return "250 nobody hears this"
    return said


def certified(folder: Path, host: str) -> ssl.SSLContext:
    """A certificate for a host, by an authority of its own that stands in `ca.pem`."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host, not_after=dt.datetime(2099, 1, 1, tzinfo=dt.UTC)).configure_cert(
        context
    )
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    return context


def _mail(folder: Path, port: int, *, tls: bool) -> Mail:
    password = folder / "password"
    password.write_text(f"{PASSWORD}\n")
    password.chmod(0o600)
    plain = Mail(
        host="localhost",
        port=port,
        security="plain",
        sender="pmo@example.org",
        domains=("example.org",),
    )
    if not tls:
        return plain
    return replace(
        plain,
        security="starttls",
        ca_file=str(folder / "ca.pem"),
        user=USER,
        password_file=str(password),
    )
