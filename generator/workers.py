"""Run functions in processes of their own, which end with the process that started them, even if that is killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from generator.problems import ContentError, Problem

T = TypeVar("T")
# A forked process has the records already; to a spawned one they are sent.
_CONTEXT: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


class WorkerError(Exception):
    """A process failed; the message is that of the failure."""


class Worker(Generic[T]):
    """A call that runs in a process of its own."""

    def __init__(self, function: Callable[..., T], *arguments: object) -> None:
        self._answer, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(self._answer, theirs, function, arguments), daemon=True)
        self._process.start()
        theirs.close()

    def result(self) -> T:
        """Wait for the function and return its result. Raises ``ContentError`` if it did, and ``WorkerError`` for any other failure."""
        try:
            kind, value = self._answer.recv()
        except (EOFError, OSError):  # OSError: it ended in the middle of its answer
            self._process.join()
            kind, value = "failed", f"a process ended with code {self._process.exitcode}"
        self._process.join()
        if kind == "content":
            raise ContentError(value)
        if kind == "failed":
            raise WorkerError(value)
        result: T = value
        return result

    def stop(self) -> None:
        """End the process if it still runs."""
        self._process.kill()
        self._process.join()


def _work(
    parents: Connection, answer: Connection, function: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    parents.close()
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl+C ends the parent, and thereby this process, without a traceback of its own
    threading.Thread(target=_end_with_parent, args=(answer,), daemon=True).start()
    message: tuple[str, object]
    try:
        message = "done", function(*arguments)
    except ContentError as error:
        problems: tuple[Problem, ...] = error.problems
        message = "content", problems
    except Exception as error:  # its message is sent to the other process, which shows it
        shown = (
            traceback.format_exc() if os.environ.get("ROLLENATLAS_TRACEBACK") else f"{type(error).__name__}: {error}"
        )
        message = "failed", shown
    answer.send(message)


def _end_with_parent(answer: Connection) -> None:
    """End this process when its parent is gone: the parent sends nothing, so that reading ends only when the connection closes."""
    try:
        answer.recv()
    except (EOFError, OSError):
        os._exit(1)
