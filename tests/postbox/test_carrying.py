"""Both halves, with bundles between them: pages go out, what is written outside comes in once, and nothing is lost on the way."""

import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest

from tests.postbox.test_publishing import put, take_down
from tests.register.factories import actor
from zhibu.exchange.bundles import Bundle, Refused, name_of, seal, write
from zhibu.portal import exchanging
from zhibu.portal.secret import Keys
from zhibu.portal.store import Store
from zhibu.postbox.arrivals import HANDLERS, Arrival, NotTaken, take
from zhibu.postbox.keys import keys_for_the_portal
from zhibu.postbox.models import Arrived, Crossing
from zhibu.postbox.queries import standing
from zhibu.postbox.services.carrying import KEPT, begin_anew, exchange, forget_arrivals, handle, inward, new_generation, outward
from zhibu.trail.models import AuditEntry

pytestmark = pytest.mark.django_db

AT: Final = datetime(2026, 12, 1, 8, tzinfo=UTC)
DAY: Final = AT.date()
WRITTEN: Final = {"offer": "会议室一间"}


class Outside:
    """A portal with a folder of its own."""

    def __init__(self, directory: Path, generation: int = 1) -> None:
        told = keys_for_the_portal(generation)
        self.keys = Keys(
            bytes.fromhex(told.marks),
            bytes.fromhex(told.sealing),
            told.sealing_name,
            bytes.fromhex(told.look_up),
            bytes.fromhex(told.addresses),
        )
        self.store = Store(directory)
        self.store.make()

    def names(self) -> list[str]:
        return [one["name"] for one in self.store.pages("honours", DAY)]

    def take(self) -> int:
        return self.store.take(outward(AT), self.keys)

    def give(self) -> bytes:
        return self.store.give(self.keys)

    def write(self, kind: str = "test.offer") -> None:
        self.store.put_in({"kind": kind, "key": "k", "content": WRITTEN, "at": AT.isoformat()}, self.keys)


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return Outside(tmp_path / "outside")


@pytest.fixture
def arrived() -> Iterator[list[Arrival]]:
    came: list[Arrival] = []
    take("test.offer", came.append)
    yield came
    del HANDLERS["test.offer"]


def entry(name: str) -> dict[str, Any]:
    return {"title": "先进", "name": name, "date": "2026-07-01"}


def test_pages_go_out_change_and_go(outside: Outside) -> None:
    put("1", content=entry("张三"))
    put("2", content=entry("李四"))
    assert (outside.take(), outside.names()) == (2, ["张三", "李四"])
    inward(outside.give(), AT)
    assert standing().waiting_out == 0
    put("1", content=entry("张山"))
    take_down("2")
    assert (outside.take(), outside.names()) == (2, ["张山"])
    assert outside.take() == 0


def test_a_page_ends_with_its_day(outside: Outside) -> None:
    put(until=DAY, content=entry("张三"))
    outside.take()
    assert outside.names() == ["张三"]
    assert outside.store.pages("honours", DAY + timedelta(days=1)) == []


def test_a_bundle_that_was_lost_is_made_good_by_the_next(outside: Outside) -> None:
    put("1", content=entry("张三"))
    outward(AT)
    put("2", content=entry("李四"))
    assert (outside.take(), outside.names()) == (2, ["张三", "李四"])


def test_what_somebody_writes_comes_in_once_however_often_it_is_carried(outside: Outside, arrived: list[Arrival]) -> None:
    outside.write()
    raw = outside.give()
    assert ("会议室".encode() in raw, "会议室".encode() in outside.store.path.read_bytes()) == (False, False)
    assert [inward(raw, AT), inward(raw, AT), inward(outside.give(), AT)] == [1, 0, 0]
    assert [handle(AT), handle(AT)] == [1, 0]
    assert [(one.kind, one.key, one.content, one.at) for one in arrived] == [("test.offer", "k", WRITTEN, AT)]
    assert list(Arrived.objects.unguarded("test").values_list("content", "refused")) == [("", "")]


def test_what_was_fetched_is_forgotten_outside_and_numbers_go_on(outside: Outside, arrived: list[Arrival]) -> None:
    outside.write()
    inward(outside.give(), AT)
    outside.take()
    outside.write()
    assert inward(outside.give(), AT) == 1
    handle(AT)
    assert len(arrived) == 2


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"kind": "test.offer", "key": "k", "at": AT.isoformat()},
        {"kind": "test.offer", "key": "k", "content": ["x"], "at": AT.isoformat()},
        {"kind": "test.offer", "key": "k", "content": WRITTEN, "at": "2026-12-01T08:00:00"},
        {"kind": "test.offer", "key": "k", "content": WRITTEN, "at": "gestern"},
        {"kind": "test.offer", "key": "k", "content": {"offer": "\ud800"}, "at": AT.isoformat()},
        {"kind": "test.offer", "key": "k\0", "content": WRITTEN, "at": AT.isoformat()},
        {"kind": "test.offer", "key": "k", "content": {"offer": "字" * 200_000}, "at": AT.isoformat()},
        {"kind": "test.offer", "key": "k", "content": WRITTEN, "at": "0001-01-01T00:00:00+23:59"},
        {"kind": "test.offer", "key": "k", "content": WRITTEN, "at": "9999-12-31T23:59:59-23:00"},
    ],
)
def test_a_letter_of_a_shape_that_no_portal_of_ours_writes_is_refused_and_pages_go_out_all_the_same(
    outside: Outside, arrived: list[Arrival], told: Any, tmp_path: Path
) -> None:
    """Whoever has taken over the portal has its keys."""
    put("1", content=entry("张三"))
    sealed = seal(outside.keys.sealing, json.dumps(told).encode(), b"1")
    items = ({"number": 1, "sealed": sealed.hex(), "sealed_with": 1},)
    raw = write(Bundle("inside", "0" * 16, 0, 1, 0, 0, items), outside.keys.marks)
    exchanging.place(tmp_path / exchanging.TO_INSIDE, raw)
    with pytest.raises(Refused, match="有一件来件"):
        exchange(tmp_path, AT)
    outside.store.take((tmp_path / exchanging.FROM_INSIDE).read_bytes(), outside.keys)
    assert (outside.names(), arrived, Arrived.objects.unguarded("test").count()) == (["张三"], [], 0)


def odd(outside: Outside, **over: Any) -> bytes:
    """A bundle of any shape, marked as by the portal itself; None leaves a part out."""
    sealed = seal(
        outside.keys.sealing, json.dumps({"kind": "test.offer", "key": "k", "content": WRITTEN, "at": AT.isoformat()}).encode(), b"1"
    )
    items = [{"number": 1, "sealed": sealed.hex(), "sealed_with": 1}]
    told = {"towards": "inside", "origin": "0" * 16, "base": 0, "to": 1, "acknowledged": 0, "epoch": 0, "items": items, **over}
    body = json.dumps({name: value for name, value in told.items() if value is not None})
    key = outside.keys.marks
    mark = hmac.new(key, b"zhibu bundle " + body.encode(), sha256).hexdigest()
    outer = {"body": body, "key": name_of(key), "mark": mark}
    return json.dumps(outer, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "over",
    [
        {"towards": None},
        {"items": None},
        {"more": 1},
        {"base": "x"},
        {"base": -1},
        {"to": "1"},
        {"to": 2**70, "items": []},
        {"acknowledged": "x"},
        {"acknowledged": 2**70},
        {"epoch": "x"},
        {"origin": "x" * 100},
        {"origin": "a\0b"},
        {"origin": [1]},
        {"items": "abc"},
        {"items": [1]},
        {"items": [{"number": "1"}]},
        {"items": [{"number": 5}]},
        {"items": [{"number": 1}, {"number": 1}]},
    ],
)
def test_a_bundle_of_a_shape_that_no_portal_of_ours_writes_is_refused_and_pages_go_out_all_the_same(
    outside: Outside, arrived: list[Arrival], over: dict[str, Any], tmp_path: Path
) -> None:
    """The same one layer further out: the mark is right, since whoever has taken over the portal has its key."""
    put("1", content=entry("张三"))
    exchanging.place(tmp_path / exchanging.TO_INSIDE, odd(outside, **over))
    with pytest.raises(Refused, match="往来包的内容不合规定"):
        exchange(tmp_path, AT)
    outside.store.take((tmp_path / exchanging.FROM_INSIDE).read_bytes(), outside.keys)
    assert (outside.names(), arrived, Arrived.objects.unguarded("test").count()) == (["张三"], [], 0)
    assert inward(odd(outside), AT) == 1


def test_a_new_database_outside_gets_everything_and_is_heard_from_its_first_number(outside: Outside, tmp_path: Path) -> None:
    put("1", content=entry("张三"))
    outside.take()
    outside.write()
    inward(outside.give(), AT)
    put("2", content=entry("李四"))
    other = Outside(tmp_path / "other")
    other.write()
    with pytest.raises(Refused, match="没有收到"):
        other.take()
    assert inward(other.give(), AT) == 1
    other.take()
    assert other.names() == ["张三", "李四"]


def test_a_backup_brought_back_inside_puts_the_portal_right(outside: Outside) -> None:
    put("1", content=entry("张三"))
    before = Crossing.objects.get(pk=1).newest
    put("2", content=entry("李四"))
    outside.take()
    Crossing.objects.filter(pk=1).update(newest=before, acknowledged=before)
    begin_anew()
    with_two = outside.names()
    take_down("2")
    old, later = outward(AT), AT + timedelta(hours=1)
    begin_anew()
    inward(outside.give(), later)
    outside.store.take(outward(later), outside.keys)
    assert (with_two, outside.names()) == (["张三", "李四"], ["张三"])
    with pytest.raises(Refused, match="作废"):
        outside.store.take(old, outside.keys)


def test_a_gap_is_refused_until_somebody_decides_to_go_on(outside: Outside, arrived: list[Arrival]) -> None:
    outside.write()
    inward(outside.give(), AT)
    outside.take()
    outside.write()
    Crossing.objects.filter(pk=1).update(taken=0)
    with pytest.raises(Refused, match="第 1 至 1 号没有收到"):
        inward(outside.give(), AT)
    assert "没有收到" in standing().crossing.refused
    assert inward(outside.give(), AT, past_gap=True) == 1
    assert standing().crossing.refused == ""


def test_an_old_portal_is_refused_after_a_change_of_keys_and_its_letters_still_open(outside: Outside, tmp_path: Path) -> None:
    put("1", content=entry("张三"))
    outside.write()
    assert new_generation(by=actor()) == 2
    with pytest.raises(Refused, match="另一套密钥"):
        inward(outside.give(), AT)
    outside.keys = Outside(tmp_path / "keys", 2).keys
    assert inward(outside.give(), AT) == 1
    assert (outside.take(), outside.names()) == (1, ["张三"])


def test_what_a_package_cannot_use_keeps_its_reason_and_what_fails_is_tried_again(outside: Outside, arrived: list[Arrival]) -> None:
    def refuse(arrival: Arrival) -> None:
        raise NotTaken("没有这个项目。")

    def fail(arrival: Arrival) -> None:
        raise LookupError

    outside.write()
    inward(outside.give(), AT)
    take("test.offer", fail)
    assert (handle(AT), standing().waiting_in) == (0, 1)
    take("test.offer", refuse)
    assert (handle(AT), standing().waiting_in) == (0, 0)
    assert [why for _, _, _, why in standing().refused] == ["没有这个项目。"]
    take("test.offer", arrived.append)
    assert (handle(AT), arrived) == (0, [])


def test_the_words_of_what_nobody_took_go_in_their_time(outside: Outside) -> None:
    outside.write("test.unknown")
    inward(outside.give(), AT)
    assert (handle(AT), forget_arrivals(AT + KEPT)) == (0, 0)
    assert forget_arrivals(AT + KEPT + timedelta(days=1)) == 1
    assert list(Arrived.objects.unguarded("test").values_list("content", flat=True)) == [""]


def test_the_trail_tells_neither_keys_nor_words(outside: Outside, arrived: list[Arrival]) -> None:
    put("secret-key", content=entry("张三"))
    outside.write()
    inward(outside.give(), AT)
    handle(AT)
    told = b"".join(bytes(one) for one in AuditEntry.objects.values_list("changes", flat=True)).decode()
    assert [word in told for word in ("secret-key", "张三", "会议室")] == [False, False, False]


def test_the_folder_carries_both_ways(outside: Outside, arrived: list[Arrival], tmp_path: Path) -> None:
    queue = tmp_path / "queue"
    put("1", content=entry("张三"))
    assert exchange(queue, AT) == 0
    outside.write()
    exchanging.exchange(outside.store, outside.keys, queue)
    assert outside.names() == ["张三"]
    assert (exchange(queue, AT), len(arrived)) == (1, 1)
    exchanging.exchange(outside.store, outside.keys, queue)
    assert (exchange(queue, AT), standing().waiting_out) == (0, 0)
    (queue / "from-portal.json").write_bytes(b"{}")
    with pytest.raises(Refused, match="不是往来包"):
        exchange(queue, AT)
    assert "不是往来包" in standing().crossing.refused
