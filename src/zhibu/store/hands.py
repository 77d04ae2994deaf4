"""A second pair of hands: a process that does arithmetic (sealing, opening, marking) while this one writes to the database.

Python runs one thread at a time, and a long import is half arithmetic and half database. What is given away are plain functions
with plain arguments; they must not need Django. Keys travel through a pipe to a process of our own and nowhere else.

    with second_pair() as hands:
        task = hands.give(seal_all, keys, plains, contexts)
        ...
        sealed = task.result()
"""

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import IO, Any, Final, Generic, ParamSpec, Protocol, TypeVar, cast

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
P = ParamSpec("P")

LENGTH: Final = 8
PIPE: Final = 1024 * 1024
"""Bytes that wait in a pipe without stopping whoever writes, where the system lets us say so."""
SET_PIPE_SIZE: Final = 1031


class Broken(RuntimeError):
    """The other process ended, or what it was given failed there."""


class Task(Protocol[T_co]):
    """Something that was given away."""

    def result(self) -> T_co:
        """Wait for it."""
        ...


class Hands(Protocol):
    """Whoever does arithmetic."""

    def give(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Task[T]:
        """Give a function away with its arguments."""
        ...


class _Done(Generic[T]):
    def __init__(self, value: T) -> None:
        self._value = value

    def result(self) -> T:
        return self._value


class OwnHands:
    """Everything is done at once and here: what is quickest for a few hundred rows."""

    def give(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Task[T]:
        """Do it."""
        return _Done(work(*args, **kwargs))


OWN_HANDS: Final[Hands] = OwnHands()


class _Given(Generic[T]):
    def __init__(self) -> None:
        self._answer: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def answer(self, answer: bytes) -> None:
        self._answer.put(answer)

    def result(self) -> T:
        """The other process answers in the order in which it was asked."""
        answer = self._answer.get()
        if not answer:
            raise Broken("the second process ended")
        good, value = pickle.loads(answer)  # noqa: S301  from a process of our own
        if not good:
            raise Broken(value)
        return cast("T", value)


class SecondProcess:
    """Hands in another process; two threads carry what is said, so that neither side waits for the other's pipe."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        words = [sys.executable, "-P", "-m", __name__]
        self._process = subprocess.Popen(words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._asked: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._open: queue.SimpleQueue[_Given[Any] | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._carry_out, self._carry_back)]
        for thread in self._threads:
            thread.start()

    def give(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Task[T]:
        """Hand it over; the answer is waited for where it is needed."""
        given: _Given[T] = _Given()
        self._open.put(given)
        self._asked.put(pickle.dumps((work, args, kwargs), pickle.HIGHEST_PROTOCOL))
        return given

    def close(self) -> None:
        """Nothing more will be given."""
        self._asked.put(None)
        self._open.put(None)
        for thread in self._threads:
            thread.join(timeout=5)
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _carry_out(self) -> None:
        pipe = self._process.stdin
        if pipe is None:
            return
        _widen(pipe)
        with contextlib.suppress(OSError):
            while (asked := self._asked.get()) is not None:
                _send(pipe, asked)
        with contextlib.suppress(OSError):
            pipe.close()

    def _carry_back(self) -> None:
        pipe = self._process.stdout
        if pipe is None:
            return
        _widen(pipe)
        while (given := self._open.get()) is not None:
            given.answer(_receive(pipe))


@contextlib.contextmanager
def second_pair() -> Iterator[Hands]:
    """A second process for as long as the block lasts."""
    process = SecondProcess()
    try:
        yield process
    finally:
        process.close()


def _widen(pipe: IO[bytes]) -> None:
    """Linux only, and only a matter of speed."""
    with contextlib.suppress(ImportError, OSError):
        import fcntl  # noqa: PLC0415  not on Windows

        fcntl.fcntl(pipe.fileno(), SET_PIPE_SIZE, PIPE)


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(LENGTH, "big"))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    """A whole message, or nothing where the other side has gone."""
    head = pipe.read(LENGTH)
    if len(head) < LENGTH:
        return b""
    length = int.from_bytes(head, "big")
    message = pipe.read(length)
    return message if len(message) == length else b""


def main() -> None:
    """Runs in the second process, until its standard input closes."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while message := _receive(asked):
        work, args, kwargs = pickle.loads(message)  # noqa: S301  from the process that started us
        try:
            answer = True, work(*args, **kwargs)
        except Exception as error:  # noqa: BLE001  told to the other side
            answer = False, f"{type(error).__name__}: {error}"
        _send(answers, pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    main()
