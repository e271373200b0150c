"""A server that speaks TLS from the first byte: its certificate is checked before anything is said;
what a password shows.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pfreport.delivery.secret import MASK, Secret
from pfreport.delivery.smtp import Server
from pfreport.errors import ConfigurationError
from pfreport.settings import Mail
from tests.delivery.mailservers import certified


@contextlib.contextmanager
def answering(folder: Path, host: str) -> Iterator[tuple[Mail, list[bytes]]]:
    """A server that takes one call, and what it was told."""
    heard: list[bytes] = []
    context = certified(folder, host)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with (
                connection,
                contextlib.suppress(OSError),
                context.wrap_socket(connection, server_side=True) as wrapped,
            ):
                wrapped.sendall(b"220 here\r\n")
                with wrapped.makefile("rb") as lines:
                    for line in lines:
                        heard.append(line)
                        wrapped.sendall(
                            b"221 bye\r\n" if line.startswith(b"QUIT") else b"250 yes\r\n"
                        )

        thread = threading.Thread(target=serve)
        thread.start()
        port = listening.getsockname()[1]
        try:
            yield (
                Mail(host="localhost", port=port, security="tls", ca_file=str(folder / "ca.pem")),
                heard,
            )
        finally:
            with contextlib.suppress(OSError):  # nobody may have called
                socket.create_connection(("127.0.0.1", port), 1).close()
            thread.join()


def test_a_server_whose_certificate_is_its_own_is_talked_to(tmp_path: Path) -> None:
    with answering(tmp_path, "localhost") as (mail, heard), Server(mail, None):
        pass
    assert heard[0].lower().startswith(b"ehlo")


@pytest.mark.parametrize(("host", "vouched"), [("mail.example.org", True), ("localhost", False)])
def test_another_certificate_is_refused_before_anything_is_said(
    tmp_path: Path, host: str, vouched: bool
) -> None:
    with answering(tmp_path, host) as (mail, heard):
        given = mail if vouched else Mail(host=mail.host, port=mail.port, security="tls")
        with (
            pytest.raises(ConfigurationError, match=r"certificate.*not trusted"),
            Server(given, None),
        ):
            pass
    assert heard == []


def test_a_password_prints_as_a_mask() -> None:
    secret = Secret("open-sesame")
    # as logs do
    assert {repr(secret), str(secret), f"{secret}", f"{[secret]}", "%s" % secret} == {  # noqa: UP031
        MASK,
        f"[{MASK}]",
    }
