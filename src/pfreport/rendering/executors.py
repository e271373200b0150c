"""Who renders: this process, or others on this machine. Both are executors, and any other will do.

Nothing of the host's is touched: no handler, no mask, no process but those started here.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, nullcontext
from multiprocessing.context import SpawnContext, SpawnProcess
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")
Within = Callable[[], AbstractContextManager[None]]
"""What a caller wants something to be done within."""
STALLED_SECONDS = 300
"""How long workers may go on without finishing a file; a page of five hundred rows takes five
seconds.
"""


class RenderingError(Exception):
    """A file was not made because its process did not live to make it, or took too long."""


class TooLongError(BaseException):
    """The time is up. No Exception, so that nothing that is being rendered takes it for a fault of
    its own.
    """

    def __str__(self) -> str:
        """As it is told on the page."""
        return f"rendering it took longer than {STALLED_SECONDS} seconds"


class ThisProcess(Executor):
    """Runs each job at once, where it is submitted, `within` what may end it by TooLongError."""

    def __init__(self, within: Within = nullcontext) -> None:
        self._within = within

    def submit(
        self, call: Callable[Given, Made], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Made]:
        """A future that has ended already."""
        job: Future[Made] = Future()
        try:
            with self._within():
                job.set_result(call(*args, **kwargs))
        except TooLongError as error:
            job.set_exception(RenderingError(str(error)))
        except Exception as error:  # noqa: BLE001 - whoever asks for the result is told
            job.set_exception(error)
        return job


class LocalProcesses(Executor):
    """Workers with a folder for what they put aside. After a worker's death the unfinished jobs run
    again, each in a process of its own; workers that finish nothing for a long time are killed.

    Workers are started `within` what the caller asks for. What ends the block early ends them too.
    """

    def __init__(self, processes: int, within: Within = nullcontext) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="pfreport-", ignore_cleanup_errors=True)
        self._within = within
        self._own: list[_OwnProcesses] = []
        self._workers = self._pool(processes)
        self._again = ThreadPoolExecutor(1)
        self._pending = 0
        self._sign_of_life, self._over = threading.Event(), threading.Event()
        self._watch = threading.Thread(target=self._kill_stalled, daemon=True)
        self._watch.start()

    def submit(
        self, call: Callable[Given, Made], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Made]:
        """A future that has the result, or RenderingError for a job that cost two processes their
        lives.
        """
        job: Future[Made] = Future()

        def begin(workers: Executor) -> Future[Made]:
            with self._within():
                return workers.submit(call, *args, **kwargs)

        def ended(first: Future[Made]) -> None:
            self._pending -= 1
            self._sign_of_life.set()
            if first.cancelled():
                job.cancel()
            elif isinstance(first.exception(), BrokenProcessPool):
                self._try_again(begin, job)
            else:
                _pass_on(first, job)

        self._pending += 1
        self._sign_of_life.set()
        try:
            begin(self._workers).add_done_callback(ended)
        except BrokenProcessPool:
            self._pending -= 1
            self._try_again(begin, job)
        return job

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """Ends the workers, the files they put aside and the watch over them."""
        self._workers.shutdown(wait, cancel_futures=cancel_futures)
        self._again.shutdown(wait, cancel_futures=cancel_futures)
        self._over.set()
        self._sign_of_life.set()
        self._watch.join()
        self._folder.cleanup()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._over.set()
            self._kill()
        self.shutdown(cancel_futures=kind is not None)

    def _pool(self, processes: int) -> ProcessPoolExecutor:
        self._own.append(_OwnProcesses())
        return ProcessPoolExecutor(processes, self._own[-1], _begin, (self._folder.name,))

    def _kill(self) -> None:
        for own in self._own:
            own.kill()

    def _kill_stalled(self) -> None:
        while not self._over.is_set():
            self._sign_of_life.clear()
            if not self._sign_of_life.wait(STALLED_SECONDS) and self._pending:
                self._kill()

    def _try_again(self, begin: Callable[[Executor], Future[Made]], job: Future[Made]) -> None:
        if self._over.is_set():
            job.cancel()
        else:
            self._again.submit(self._alone, begin, job)

    def _alone(self, begin: Callable[[Executor], Future[Made]], job: Future[Made]) -> None:
        """The job again, with nobody else's work at stake."""
        with self._pool(1) as worker:
            second = begin(worker)
            try:
                second.result(STALLED_SECONDS)
            except TimeoutError:
                self._own[-1].kill()
                job.set_exception(RenderingError(str(TooLongError())))
            except BrokenProcessPool:
                job.set_exception(RenderingError("the process that rendered it was killed"))
            except Exception as error:  # noqa: BLE001 - whoever asks for the result is told
                job.set_exception(error)
            else:
                _pass_on(second, job)


class _OwnProcesses(SpawnContext):
    """Starts processes and knows them again, so that no other child of the host's is ever
    killed.
    """

    def __init__(self) -> None:
        super().__init__()
        self._started: list[SpawnProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802 - its name
        process = SpawnProcess(*args, **kwargs)
        self._started.append(process)
        return process

    def kill(self) -> None:
        """Ends all that there are, also those that are stopped."""
        for process in self._started:
            if process.is_alive():
                process.kill()


def _pass_on(ended: Future[Made], job: Future[Made]) -> None:
    error = ended.exception()
    if error is None:
        job.set_result(ended.result())
    else:
        job.set_exception(error)


def _begin(folder: str) -> None:
    """In a worker: Ctrl-C, which a terminal sends to all, is heard by the run alone; what is put
    aside lies where the run removes it; and when the run is killed the worker ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()


def _end_with_parent(folder: str) -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)
