"""Processes that render: none works longer than it may, none outlives the run it works for."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import NoReturn

STALLED_SECONDS = 300
"""How long workers may go on without finishing a file; a page of five hundred rows takes five
seconds.
"""
REMINDED_SECONDS = 5


class TooLongError(BaseException):
    """The time is up. No Exception, so that nothing that is being rendered takes it for a fault of
    its own.
    """

    def __str__(self) -> str:
        """As it is told on the page."""
        return f"rendering it took longer than {STALLED_SECONDS} seconds"


@contextmanager
def pool(processes: int) -> Iterator[Executor]:
    """Workers with a folder for what they put aside. What ends the block early, Ctrl-C or a signal
    to stop, ends them too.
    """
    with tempfile.TemporaryDirectory(prefix="pfreport-", ignore_cleanup_errors=True) as folder:
        workers = ProcessPoolExecutor(
            processes, multiprocessing.get_context("spawn"), _begin, (folder,)
        )
        try:
            yield workers
        except BaseException:
            kill_workers()
            raise
        finally:
            workers.shutdown(cancel_futures=True)


@contextmanager
def hearing_no_interrupt() -> Iterator[None]:
    """What is started meanwhile hears no Ctrl-C, which the terminal sends to all: the run itself
    hears it, and ends them.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def limited() -> Iterator[None]:
    """TooLongError when the time is up, for what is rendered in this very process; only a main
    thread can be told.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(
        signal.ITIMER_REAL, STALLED_SECONDS, REMINDED_SECONDS
    )  # again, should a callback have swallowed it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def kill_workers() -> None:
    """Ends all that there are, also those that are stopped."""
    for worker in multiprocessing.active_children():
        worker.kill()


def _too_long(*_: object) -> NoReturn:
    raise TooLongError


def _begin(folder: str) -> None:
    """In a worker: what it puts aside lies where the run removes it, and when the run is killed the
    worker ends.
    """
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()


def _end_with_parent(folder: str) -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)
