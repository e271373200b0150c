"""A mail server that keeps its callers waiting: it says nothing, or a character now and then for
ever.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from pfreport.delivery import smtp
from pfreport.delivery.smtp import Server, UnreachableError
from pfreport.settings import Mail


@contextlib.contextmanager
def answering(how: Callable[[socket.socket, threading.Event], None]) -> Iterator[Mail]:
    """A server that answers the one who calls as it is told, until the test is over."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection, contextlib.suppress(OSError):
                how(connection, over)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield Mail(
                host="127.0.0.1",
                port=listening.getsockname()[1],
                security="plain",
                sender="pmo@example.org",
            )
        finally:
            over.set()
            thread.join()


def dripping(connection: socket.socket, over: threading.Event) -> None:
    connection.sendall(b"220")
    until = time.monotonic() + 15
    while not over.wait(0.02) and time.monotonic() < until:
        connection.sendall(b"-")


def silent(connection: socket.socket, over: threading.Event) -> None:
    over.wait(20)


def refused(mail: Mail) -> float:
    """How long it took to give up."""
    begun = time.monotonic()
    with pytest.raises(UnreachableError, match="cannot be reached"), Server(mail, None):
        pass
    return time.monotonic() - begun


def test_a_greeting_that_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "MESSAGE_SECONDS", 0.3)
    with answering(dripping) as mail:
        assert refused(mail) < 10


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "READ_SECONDS", 0.3)
    with answering(silent) as mail:
        assert refused(mail) < 10
