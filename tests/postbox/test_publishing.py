"""What is published waits to go out; what is said again changes nothing; what is withdrawn is blank."""

from datetime import date
from typing import Any, Final

import pytest

from tests.register.factories import actor
from zhibu.postbox.models import Publication
from zhibu.postbox.queries import certificate_key, link, standing
from zhibu.postbox.services import publish, withdraw
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

ENTRY: Final = {"title": "优秀共产党员", "name": "张三", "date": "2026-07-01"}
WHY: Final = "test"


def put(key: str = "1", *, content: dict[str, Any] | None = None, page: str = "honours", until: date | None = None) -> None:
    with recording(actor(), "test") as work:
        publish(work, page=page, key=key, content=content or ENTRY, until=until)


def take_down(key: str = "1") -> bool:
    with recording(actor(), "test") as work:
        return withdraw(work, page="honours", key=key)


def rows() -> list[tuple[Any, ...]]:
    found = Publication.objects.unguarded(WHY).order_by("number")
    return [(one.key, one.number, one.withdrawn_at is None, one.content != "") for one in found]


def test_each_change_has_the_next_number_and_the_same_again_is_no_change() -> None:
    put()
    put("2")
    put()
    assert rows() == [("1", 1, True, True), ("2", 2, True, True)]
    put(until=date(2027, 1, 1))
    assert rows() == [("2", 2, True, True), ("1", 3, True, True)]


def test_what_is_withdrawn_is_blank_and_may_come_back() -> None:
    put()
    assert take_down()
    assert rows() == [("1", 2, False, False)]
    assert not take_down()
    put()
    assert rows() == [("1", 3, True, True)]


def test_the_keeper_sees_numbers() -> None:
    put()
    put("2")
    found = standing()
    assert (found.waiting_out, dict(found.pages), found.waiting_in, found.refused) == (2, {"honours": 2}, 0, ())


@pytest.mark.parametrize(
    ("page", "content", "said"),
    [
        ("members", ENTRY, "no page"),
        ("honours", {"title": "奖"}, "missing"),
        ("certificate", ENTRY, "unknown"),
        (
            "liaison",
            {"title": "事", "forms": [{"kind": "a", "title": "b", "fields": [{"name": "x", "label": "y", "type": "file"}]}]},
            "type",
        ),
        ("liaison", {"title": "事", "forms": [{"kind": "a", "title": "b", "fields": []}] * 2}, "one of each kind"),
        ("liaison", {"title": "事" * 30_000}, "at most"),
    ],
)
def test_a_page_that_nobody_could_show_is_refused_before_anything_is_written(page: str, content: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        put(page=page, content=content)
    assert rows() == []


def test_addresses_are_empty_without_a_portal(settings: Any) -> None:
    settings.PORTAL_ADDRESS = ""
    assert [link(page, "k") for page in ("certificate", "honours", "liaison")] == ["", "", ""]


def test_addresses_of_a_portal(settings: Any) -> None:
    settings.PORTAL_ADDRESS = "https://www.example.cn"
    assert link("honours", "") == "https://www.example.cn/honours/"
    assert link("certificate", "AB12") == "https://www.example.cn/certificate/?code=AB12"
    assert link("liaison", "k").startswith("https://www.example.cn/liaison/k/")
    assert link("liaison", "k") != link("liaison", "l")


def test_a_certificate_is_found_by_both_words_alone() -> None:
    keys = {certificate_key(code, surname) for code in ("AB12", "AB13") for surname in ("张", "李")}
    assert len(keys) == 4
