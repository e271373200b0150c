"""What belongs to the whole program, and to no library: signals, the clock that cuts a page off,
standard output, the search for garbage, the processes that render.

A run that is told to stop ends as by an error, so that nothing half made is left, and then by the
signal itself.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from types import FrameType
from typing import NoReturn

GARBAGE_AFTER = 200_000
"""Objects made before a search for garbage: a workbook is a great many, and none of them is."""
REMINDED_SECONDS = 5
ENOUGH_FOR_PROCESSES = 12
"""Files to render from which starting processes for them pays."""
HEEDED = (signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """A signal came. No Exception, as KeyboardInterrupt is none: nothing but the end of the program
    may catch it.
    """

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


def heed() -> None:
    """From here on signals to stop unwind whatever runs. One that is ignored, as nohup leaves it,
    stays so.
    """
    for number in HEEDED:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def end_by(number: int) -> None:
    """Ends the program by a signal, as whoever sent it expects."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)


def search_less_for_garbage() -> None:
    """Over a large workbook the search takes a third of the time and finds nothing."""
    gc.set_threshold(GARBAGE_AFTER, *gc.get_threshold()[1:])


@contextlib.contextmanager
def results_alone() -> Iterator[None]:
    """Standard output for our results alone: what a library prints to it goes nowhere. The solver
    prints a line now and then.
    """
    before = sys.stdout
    try:
        before.flush()
        kept = os.dup(1)
    except (AttributeError, OSError, ValueError):  # closed: there is nothing to keep clean
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    sys.stdout = open(  # noqa: SIM115 - closed below
        kept, "w", encoding=before.encoding, errors=before.errors, closefd=False
    )
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
        sys.stdout = before
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def renderers(processes: int) -> Callable[[int], Executor]:
    """Who renders so many files: workers where there are enough, else this process, which is
    stopped after a while.
    """

    def chosen(files: int) -> Executor:
        from pfreport.rendering.executors import LocalProcesses, ThisProcess

        if processes > 1 and files >= ENOUGH_FOR_PROCESSES:
            return LocalProcesses(processes, hearing_no_interrupt)
        return ThisProcess(limited)

    return chosen


@contextlib.contextmanager
def hearing_no_interrupt() -> Iterator[None]:
    """What is started meanwhile hears no Ctrl-C, which the terminal sends to all: the run itself
    hears it, and ends them.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """TooLongError when the time is up, for what is rendered in this very process."""
    from pfreport.rendering.executors import STALLED_SECONDS

    before = signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(
        signal.ITIMER_REAL, STALLED_SECONDS, REMINDED_SECONDS
    )  # again, should a callback have swallowed it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_long(*_: object) -> NoReturn:
    from pfreport.rendering.executors import TooLongError

    raise TooLongError


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
