"""A run that is told to stop ends as by an error, so that nothing half made is left, and then by
the signal itself.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from types import FrameType

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


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
