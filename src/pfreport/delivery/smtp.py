"""Hands mails to a mail server, one at a time, and says what became of each."""

from __future__ import annotations

import contextlib
import ipaddress
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from pfreport.delivery.mail import Parcel
from pfreport.delivery.outbox import State
from pfreport.delivery.secret import Secret
from pfreport.errors import ConfigurationError, TryAgainError
from pfreport.settings import CONFIG_NAME, Mail

READ_SECONDS = 60.0
"""Longest wait for one answer."""
MESSAGE_SECONDS = 600.0
"""Longest time for one message, however slowly the server drips its answers."""


class UnreachableError(TryAgainError):
    """The mail server takes no mail now."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail, in the server's words. `too_big`: a smaller one may be taken; `lost`:
    another connection may be.
    """

    state: State
    said: str
    too_big: bool = False
    lost: bool = False


class Server:
    """The mail server of `[mail]`: connected, checked and logged in when entered, or when it is
    needed again.

    Raises ConfigurationError where it cannot be used as configured, UnreachableError where it
    cannot be reached.
    """

    def __init__(self, mail: Mail, password: Secret | None) -> None:
        self._mail, self._password = mail, password
        self._smtp: smtplib.SMTP | None = None
        self._used = False

    def __enter__(self) -> Self:
        self._connected()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._smtp.close()

    @property
    def size_limit(self) -> int | None:
        """The most bytes a message may have, where the server says so."""
        stated = self._connected().esmtp_features.get("size", "")
        return int(stated) if stated.isdigit() and int(stated) else None

    def submit(self, sender: str, parcel: Parcel, about_to_end: Callable[[], None]) -> Outcome:
        """Hands one message over. `about_to_end` is called when all but its last line has gone,
        before the server can take it.
        """
        smtp, used = self._connected(), self._used
        outcome = self._try(smtp, sender, parcel, about_to_end)
        if outcome.lost and used:  # a server may close a connection after so many messages
            outcome = self._try(self._connected(), sender, parcel, about_to_end)
        self._used = True
        return outcome

    def _try(
        self, smtp: smtplib.SMTP, sender: str, parcel: Parcel, about_to_end: Callable[[], None]
    ) -> Outcome:
        ending = False

        def end() -> None:
            nonlocal ending
            about_to_end()
            ending = True

        try:
            with _deadline(smtp):
                return self._converse(smtp, sender, parcel, end)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._drop()
            if ending:
                return Outcome(
                    State.UNKNOWN,
                    f"the connection was lost after the whole message had gone: {error}",
                )
            return Outcome(
                State.DEFERRED,
                f"the connection was lost before the whole message had gone: {error}",
                lost=True,
            )
        except BaseException:
            self._drop()  # in the midst of a message nothing else may be said
            raise

    def _converse(
        self, smtp: smtplib.SMTP, sender: str, parcel: Parcel, end: Callable[[], None]
    ) -> Outcome:
        for said in self._envelope(smtp, sender, parcel):
            if said[0] not in (250, 251, 354):
                return self._refusal(smtp, *said)
        smtp.send(_dotted(parcel.content))
        end()
        smtp.send(b".\r\n")
        code, words = smtp.getreply()
        return (
            Outcome(State.SENT, self._shown(code, words))
            if code == 250
            else self._refusal(smtp, code, words)
        )

    def _envelope(
        self, smtp: smtplib.SMTP, sender: str, parcel: Parcel
    ) -> Iterator[tuple[int, bytes]]:
        """The server's answers up to where the message may follow: one recipient, no other."""
        yield smtp.mail(sender, [f"SIZE={len(parcel.content)}"] if smtp.has_extn("size") else [])
        yield smtp.rcpt(parcel.address)
        yield smtp.docmd("DATA")

    def _refusal(self, smtp: smtplib.SMTP, code: int, words: bytes) -> Outcome:
        if code == 421:
            self._drop()
        else:
            with contextlib.suppress(
                smtplib.SMTPException, OSError
            ):  # what is lost here shows at the next message
                smtp.rset()
        too_big = b"5.3.4" in words or (code == 552 and b"5.2.2" not in words)
        state = State.REFUSED if code >= 500 else State.DEFERRED
        return Outcome(state, self._shown(code, words), too_big=too_big, lost=code == 421)

    def _shown(self, code: int, words: bytes) -> str:
        """The server's answer on one line, without control characters, without what is secret."""
        text = " ".join(re.sub(r"[^\x20-\x7e]+", " ", words.decode("ascii", "replace")).split())[
            :300
        ]
        return (
            f"{code} "
            f"{self._password.masked(text, self._mail.user or '') if self._password else text}"
        )

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = self._connect()
            self._used = False
        return self._smtp

    def _connect(self) -> smtplib.SMTP:
        mail, where = self._mail, f"{self._mail.host}:{self._mail.at_port}"
        try:
            return self._opened()
        except smtplib.SMTPResponseException as error:
            said = self._shown(
                error.smtp_code,
                error.smtp_error
                if isinstance(error.smtp_error, bytes)
                else error.smtp_error.encode(),
            )
            if error.smtp_code < 500:
                raise UnreachableError(
                    f"{where} takes no mail now: {said}", "try again later"
                ) from error
            login = isinstance(error, smtplib.SMTPAuthenticationError)
            what = f"refuses the login of {mail.user}" if login else "refuses us"
            raise ConfigurationError(
                f"{where} {what}: {said}",
                "mend mail.user or the password" if login else "mend [mail]",
            ) from None
        except smtplib.SMTPNotSupportedError as error:
            lacking = (
                "does not offer STARTTLS"
                if "STARTTLS" in str(error)
                else f"offers no login: {error}"
            )
            raise ConfigurationError(
                f"{where} {lacking}", "mend mail.security, mail.port or mail.user"
            ) from error
        except ssl.SSLCertVerificationError as error:
            hint = "name the certificate's own host, or its issuer in mail.ca_file"
            raise ConfigurationError(
                f"the certificate of {where} is not trusted: {error.verify_message}", hint
            ) from error
        except ssl.SSLError as error:
            raise ConfigurationError(
                f"{where} does not speak TLS: {error.reason}", "mend mail.security or mail.port"
            ) from error
        except OSError as error:
            raise UnreachableError(
                f"{where} cannot be reached: {error.strerror or error}",
                "try again later, or mend mail.host",
            ) from error

    def _opened(self) -> smtplib.SMTP:
        """A connection with its certificate checked, logged in."""
        mail, host = self._mail, self._mail.host or ""
        if mail.security == "plain" and not _is_loopback(host):
            raise ConfigurationError(
                f"{CONFIG_NAME}: mail.security is plain, and {host} is not this machine",
                "use starttls or tls",
            )
        wrapped = mail.security == "tls"
        smtp = (
            smtplib.SMTP_SSL(timeout=READ_SECONDS, context=_context(mail))
            if wrapped
            else smtplib.SMTP(timeout=READ_SECONDS)
        )
        vars(smtp)["_host"] = (
            host  # the name its certificate must have; connect() alone does not note it
        )
        try:
            with _deadline(smtp):
                _greeted(*smtp.connect(host, mail.at_port))
                if mail.security == "starttls":
                    smtp.starttls(context=_context(mail))
                smtp.ehlo_or_helo_if_needed()
                if mail.user is not None and self._password is not None:
                    smtp.login(mail.user, self._password.reveal())
        except BaseException:
            smtp.close()
            raise
        return smtp


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _greeted(code: int, words: bytes) -> None:
    if code != 220:
        raise smtplib.SMTPConnectError(code, words)


def _context(mail: Mail) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if mail.ca_file:
        try:
            context.load_verify_locations(mail.ca_file)
        except OSError as error:
            raise ConfigurationError(
                f"{CONFIG_NAME}: mail.ca_file {mail.ca_file} cannot be read: {error}",
                "name a file of PEM",
            ) from error
    return context


def _dotted(content: bytes) -> bytes:
    """The lines of a message as DATA wants them: those that begin with a dot have it doubled."""
    doubled = re.sub(rb"(?m)^\.", b"..", content)
    return doubled if doubled.endswith(b"\r\n") else doubled + b"\r\n"


@contextlib.contextmanager
def _deadline(smtp: smtplib.SMTP) -> Iterator[None]:
    """Cuts the connection when its time is up; waiting for single answers alone would let a slow
    server hold us for ever.
    """

    def cut() -> None:
        if isinstance(smtp.sock, socket.socket):
            with contextlib.suppress(OSError):
                socket.socket.shutdown(smtp.sock, socket.SHUT_RDWR)

    timer = threading.Timer(MESSAGE_SECONDS, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
