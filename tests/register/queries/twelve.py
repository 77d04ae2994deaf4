"""Twelve people in two branches, some facts of some of them unknown, and how their roll is read."""

from datetime import date, timedelta
from typing import Any, Final

from tests.register.factories import TODAY, Street, make_person
from zhibu.register.models import Person
from zhibu.register.queries.roll_pages import stream_roll
from zhibu.register.queries.rolls import RollFilter, RollRow
from zhibu.register.terms.people import ManagementCategory as Category
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.register.terms.people import Sex

YESTERDAY: Final = TODAY - timedelta(days=1)
NAMES: Final = ("陈静", "张三", "张伟", "王芳", "李娜", "赵树", "刘洋", "欧阳锋", "曾国", "Amy", "郑和", "张三")


def make_twelve(street: Street) -> list[Person]:
    """In the order of ``NAMES``."""
    branches, categories = (street.sunny_first, street.spring_first), list(Category)
    return [
        make_person(
            branches[number % 2],
            name,
            status=list(Status)[3 + number % 2],
            category=categories[number % 4] if number % 5 else None,
            sex=str((Sex.MALE, Sex.FEMALE)[number % 2]),
            birth_date=date(1950 + number * 3, 1, 1) if number % 3 else None,
            joined_on=date(2000 - number, 7, 1) if number % 4 else None,
            confirmed_on=date(2001 - number, 7, 1) if number % 4 else None,
        )
        for number, name in enumerate(NAMES)
    ]


def roll(street: Street, on: date = TODAY, **conditions: Any) -> RollFilter:
    """The roll of the whole street."""
    return RollFilter(paths=(street.street.now_path,), on=on, today=TODAY, **conditions)


def names(rows: list[RollRow]) -> list[str]:
    """Who stands on a page."""
    return [row.name for row in rows]


def everybody(wanted: RollFilter) -> list[RollRow]:
    """The roll from its first to its last line."""
    return [row for part in stream_roll(wanted) for row in part]
