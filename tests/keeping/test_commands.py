"""``zhibu erase --due``: the day's work by hand, in earnest or to look ahead."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import pytest

from tests.keeping.gone import gone, listed
from tests.register.factories import Street, actor, make_street, person
from zhibu.config.cli import Parser
from zhibu.keeping import commands
from zhibu.keeping.models import Notice
from zhibu.keeping.services.announcing import announce
from zhibu.keeping.services.holding import place_hold
from zhibu.kernel.clock import today
from zhibu.kernel.unusable import Unusable
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

LEFT: Final = date(2020, 5, 1)
Call = Callable[..., str]


@pytest.fixture
def erase(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run ``zhibu erase`` with words; gives what it printed."""

    def call(*words: str) -> str:
        parser = Parser(prog="zhibu erase")
        commands.add_arguments(parser)
        assert commands.run(parser.parse_args(words)) == 0
        return capsys.readouterr().out

    return call


@pytest.fixture
def street() -> Street:
    return make_street()


def announced(days: int) -> None:
    announce(by=actor(today() - timedelta(days=days)))


def test_whose_time_is_over_is_destroyed(erase: Call, street: Street) -> None:
    one, held = gone(street.sunny_first, "张三", on=LEFT), gone(street.sunny_first, "李四", on=LEFT)
    assert place_hold(by=actor(), person=held, reason="核实").done
    announced(30)
    fresh = gone(street.sunny_first, "王五", on=LEFT)
    assert json.loads(erase("--due", "--json")) == {
        "on": today().isoformat(),
        "dry_run": False,
        "announced": 1,
        "withdrawn": 0,
        "erased": [{"row": "transferred_out", "label": "组织关系转出的党员", "people": [one.code]}],
        "held": 1,
        "blocked": 0,
        "waiting": 1,
        "again": 0,
    }
    assert [person(some.pk).name for some in (one, held, fresh)] == ["资料已按期销毁", "李四", "王五"]
    assert Operation.objects.get(act="keeping.erase").channel == "command"


def test_it_says_in_sentences_what_it_did(erase: Call, street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    announced(30)
    gone(street.sunny_first, "李四", on=LEFT)
    assert erase("--due").splitlines() == [
        f"组织关系转出的党员：已销毁 1 人（{one.code}）。",
        "到期名单：新列入 1 人，移出 0 人。",
        "期限已到、暂不销毁：1 人列入名单未满 30 天。",
    ]
    assert erase("--due", "--dry-run").splitlines() == [
        f"{today()}：没有到期可以销毁的资料。",
        "期限已到、暂不销毁：1 人列入名单未满 30 天。",
    ]


def test_looking_ahead_writes_nothing(erase: Call, street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    announced(0)
    before = Operation.objects.count()
    ahead = json.loads(erase("--due", "--dry-run", "--json", "--on", str(today() + timedelta(days=30))))
    assert (ahead["dry_run"], ahead["erased"][0]["people"]) == (True, [one.code])
    assert (Operation.objects.count(), person(one.pk).name) == (before, "张三")


def test_nobody_is_destroyed_before_the_day(erase: Call, street: Street) -> None:
    gone(street.sunny_first, "张三", on=LEFT)
    announced(30)
    tomorrow = today() + timedelta(days=1)
    with pytest.raises(Unusable, match=r"还没有到，不能提前销毁：请加 --dry-run 试算") as stop:
        erase("--due", "--on", str(tomorrow))
    assert str(stop.value).endswith("(date in the future)")
    assert listed() == [("张三", "transferred_out", date(2022, 5, 1))]


def test_a_past_day_destroys_what_was_due_then(erase: Call, street: Street) -> None:
    gone(street.sunny_first, "张三", on=LEFT)
    announced(30)
    fresh = gone(street.sunny_first, "李四", on=LEFT)
    answer = json.loads(erase("--due", "--json", "--on", str(today() - timedelta(days=1))))
    assert (answer["erased"], answer["waiting"]) == ([], 2)
    assert Notice.objects.unguarded("测试").get(person=fresh).announced_on == today()


def test_what_is_to_be_done_has_to_be_said(erase: Call) -> None:
    with pytest.raises(Unusable):
        erase()
