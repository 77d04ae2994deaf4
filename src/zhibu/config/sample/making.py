"""Makes the rows of a street's people, here or in a process beside the one that writes."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from multiprocessing import get_context
from typing import Final

from django.conf import settings

from zhibu.config.cli import boot
from zhibu.config.sample.draw import Draw, Numbers
from zhibu.config.sample.plain import chance, plain_population, plain_street
from zhibu.config.sample.rows import People, number_organisations, people_rows
from zhibu.config.sample.tree import BRANCH, Planned
from zhibu.store.keys import key_store

AHEAD: Final = 2
"""Streets made while one is written."""


@dataclass(frozen=True, slots=True)
class Order:
    """A street to be made: its number, how large, and the numbers that its rows were given."""

    seed: int
    number: int
    members: int
    district: str
    path: str
    organisations: list[int]
    persons: list[int]
    on: date


def make(order: Order, numbers: Numbers) -> People:
    """The same street as was planned by the same seed, with its people."""
    district = Planned(order.district, "", BRANCH, None, order.on, path=order.path)
    rng = chance(order.seed, order.number)
    street = plain_street(rng, order.number, district, order.members)
    number_organisations(street.organisations, order.organisations)
    draw = Draw(rng, order.on, district=street.district, street=street.name, numbers=numbers)
    return people_rows(plain_population(street, draw), order.persons, store=key_store(), on=order.on)


def made_here(orders: Iterable[Order], numbers: Numbers) -> Iterator[People]:
    """One after the other, in this process."""
    return (make(order, numbers) for order in orders)


def made_beside(orders: Iterable[Order], pool: ProcessPoolExecutor) -> Iterator[People]:
    """In the process beside, a little ahead of what is written here."""
    waiting: deque[Future[People]] = deque()
    for order in orders:
        waiting.append(pool.submit(_make_there, order))
        if len(waiting) > AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def one_process_beside() -> ProcessPoolExecutor:
    """Over the same data directory; spawned, since connections must not be shared."""
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=boot, initargs=(settings.DATA_DIR,))


@cache
def _numbers_there() -> Numbers:
    return Numbers()


def _make_there(order: Order) -> People:
    return make(order, _numbers_there())
