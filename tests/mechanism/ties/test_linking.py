"""What may be written of a place: a house and its stairs, never a household."""

import pytest

from zhibu.mechanism.ties.linking import household_named


@pytest.mark.parametrize("text", ["3号楼2单元501", "501室", "12户", "3-2-501", "2单元 1203", "5号楼 302 室的老人", "单元-402"])
def test_a_flat_is_refused(text: str) -> None:
    found = household_named(text, "name")
    assert found is not None
    assert (found.code, found.field) == ("household", "name")


@pytest.mark.parametrize(
    "text", ["3号楼2单元", "第五居民小组", "晨光路 120 号院", "2026-06-01 走访", "1203 班公交站牌", "50 多户反映停水", "共 3 个楼道"]
)
def test_a_house_a_group_a_street_or_a_number_of_something_else_is_not(text: str) -> None:
    assert household_named(text, "name") is None
