"""A street is told which areas lack a tier, and where the post of a responsible has ended."""

from datetime import timedelta

import pytest

from tests.mechanism.responsibility.duties import Division, area, make_division, post_of, set_all
from tests.register.factories import TODAY, actor
from zhibu.kernel.readers import SystemReader
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.register.services.posts import end_post

pytestmark = pytest.mark.django_db

CLAUSES = {"responsibility.area_open", "responsibility.post_ended"}


@pytest.fixture
def division() -> Division:
    return make_division()


def found(division: Division, days: int = 0) -> list[tuple[str, str, tuple[str, ...]]]:
    asked = Asked.by(SystemReader("测试"), on=TODAY + timedelta(days=days), scope=division.place.now_path)
    return [(one.clause.id, one.message, one.evidence) for one in findings(asked) if one.clause.id in CLAUSES]


def test_an_area_without_all_three_tiers_is_named(division: Division) -> None:
    area(division.street, "宣传思想")
    set_all(division)
    told = ("宣传思想：缺 3 级责任人",)
    assert found(division) == [("responsibility.area_open", "有 1 项工作的责任人没有明确到三级。", told)]


def test_a_responsible_whose_post_has_ended_is_told_from_that_day(division: Division) -> None:
    set_all(division)
    assert end_post(by=actor(), post=post_of(division.head), on=TODAY).done
    assert found(division, days=-1) == []
    told = ("组织建设：1 级责任人的职务已结束",)
    assert found(division) == [("responsibility.post_ended", "有 1 项工作的责任人职务已结束，还没有另行明确。", told)]
