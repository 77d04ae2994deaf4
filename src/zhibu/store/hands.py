"""A second pair of hands: a process that does arithmetic (sealing, opening, marking) while this one writes to the database.

Python runs one thread at a time, and a long import is half arithmetic and half database. What is given away are plain functions
with plain arguments, which must not need the database or the settings. Whichever process is free does what waits next. Keys travel
through a pipe to a process of our own and nowhere else.

    with second_pair() as hands:
        task = hands.give(seal_all, keys, plains, contexts)
        ...
        sealed = task.result()
"""

import contextlib
import gc
import os
import pickle
import subprocess
import sys
import threading
from collections import deque
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
    """A task that waits, is under way in the other process, or is done."""

    def __init__(self, owner: "SecondProcess", work: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self._owner = owner
        self.work, self.args, self.kwargs = work, args, kwargs
        self.done = threading.Event()
        self.answer: bytes | None = None
        self.value: Any = None

    def do(self) -> None:
        """Here, because this side is free."""
        self.value = self.work(*self.args, **self.kwargs)
        self.done.set()

    def result(self) -> T:
        """What came of it; while the other process is at it, what still waits is done here."""
        while not self.done.is_set():
            waiting = self._owner.take_one(self)
            if waiting is None:
                self.done.wait()
            else:
                waiting.do()
        if self.answer is not None:
            good, self.value = pickle.loads(self.answer) if self.answer else (False, "the second process ended")  # noqa: S301  our own process
            self.answer = None
            if not good:
                raise Broken(self.value)
        return cast("T", self.value)


class SecondProcess:
    """Hands in another process. What is given waits in a row; whoever is free takes from it, the other process from the front."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        words = [sys.executable, "-P", "-m", __name__]
        self._process = subprocess.Popen(words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._row: deque[_Given[Any]] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._carrier = threading.Thread(target=self._carry, daemon=True)
        self._carrier.start()

    def give(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> _Given[T]:
        """Hand it over; the answer is waited for where it is needed."""
        given: _Given[T] = _Given(self, work, args, kwargs)
        with self._changed:
            self._row.append(given)
            self._changed.notify()
        return given

    def take_one(self, wanted: _Given[Any]) -> _Given[Any] | None:
        """A task that nobody has begun: the wanted one, else the last in the row."""
        with self._changed:
            if wanted in self._row:
                self._row.remove(wanted)
                return wanted
            return self._row.pop() if self._row else None

    def close(self) -> None:
        """Nothing more will be given."""
        with self._changed:
            self._closed = True
            self._row.clear()
            self._changed.notify()
        self._process.kill()
        self._process.wait()
        self._carrier.join(timeout=5)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _carry(self) -> None:
        """One task there and its answer back, until the end."""
        there, back = self._process.stdin, self._process.stdout
        if there is None or back is None:
            return
        _widen(there)
        _widen(back)
        while (given := self._next()) is not None:
            answer = b""
            with contextlib.suppress(OSError, ValueError):
                _send(there, pickle.dumps((given.work, given.args, given.kwargs), pickle.HIGHEST_PROTOCOL))
                answer = _receive(back)
            given.answer = answer
            given.args, given.kwargs = (), {}
            given.done.set()

    def _next(self) -> _Given[Any] | None:
        with self._changed:
            while not self._row and not self._closed:
                self._changed.wait()
            return None if self._closed else self._row.popleft()


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for garbage in between: among millions of rows, none of which is, that takes a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextlib.contextmanager
def second_pair() -> Iterator[Hands]:
    """A second process for as long as the block lasts."""
    process = SecondProcess()
    try:
        with uncollected():
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
    gc.disable()
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
