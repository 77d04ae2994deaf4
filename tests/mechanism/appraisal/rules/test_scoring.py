"""What an indicator scores: cases as data, and what holds whatever the table says."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.mechanism.appraisal.rules.scoring import Deduct, Judged, Measured, Ratio, Rule, Steps, Threshold, Version, score
from zhibu.mechanism.appraisal.rules.spelling import BadRule, kept, read, says
from zhibu.mechanism.appraisal.rules.totals import Band, Part, band_of, too_many, total
from zhibu.oversight.duties import Missed

YEAR = date(2026, 1, 1)
JULY = date(2026, 7, 1)
END = date(2026, 12, 31)
TEN = Decimal(10)


def missed(*months: int) -> tuple[Missed, ...]:
    return tuple(Missed(date(2026, month, 1), f"{month} 月") for month in months)


def always(rule: Rule) -> list[Version]:
    return [Version(YEAR, rule)]


STEPS = Steps(((Decimal(90), TEN), (Decimal(80), Decimal(8)), (Decimal(60), Decimal(5))))
CASES = {
    "两项没有按期办，每项扣两分": (Deduct(Decimal(2)), Measured(12, 10, missed(3, 5)), "6.00"),
    "扣完为止": (Deduct(Decimal(2)), Measured(12, 6, missed(1, 2, 3, 4, 5, 6)), "0.00"),
    "扣到最低分为止": (Deduct(Decimal(2), Decimal(4)), Measured(12, 6, missed(1, 2, 3, 4, 5, 6)), "4.00"),
    "都办了，不扣分": (Deduct(Decimal(2)), Measured(12, 12), "10.00"),
    "按比例": (Ratio(), Measured(12, 9, missed(1, 2, 3)), "7.50"),
    "三分之一，留两位": (Ratio(), Measured(3, 1, missed(1, 2)), "3.33"),
    "刚好达到": (Threshold(Decimal(75)), Measured(12, 9, missed(1, 2, 3)), "10.00"),
    "差一项没有达到": (Threshold(Decimal(76)), Measured(12, 9, missed(1, 2, 3)), "0.00"),
    "按档，落在中间一档": (STEPS, Measured(12, 10, missed(1, 2)), "8.00"),
    "按档，最低一档也没有达到": (STEPS, Measured(12, 6, missed(*range(1, 7))), "0.00"),
    "评分人给的分": (Judged(), Measured(judged=Decimal("7.5")), "7.50"),
    "评分人给多了，也不超过满分": (Judged(), Measured(judged=Decimal(12)), "10.00"),
}


@pytest.mark.parametrize(("rule", "measured", "points"), CASES.values(), ids=CASES.keys())
def test_a_case(rule: Rule, measured: Measured, points: str) -> None:
    assert str(score(TEN, always(rule), measured, END).points) == points


@pytest.mark.parametrize("rule", [Deduct(Decimal(2)), Ratio(), Threshold(Decimal(90)), STEPS])
def test_what_nobody_recorded_is_no_miss_and_says_so(rule: Rule) -> None:
    found = score(TEN, always(rule), Measured(unknown=4), END)
    assert (found.points, found.unknown, found.said) == (TEN, True, "资料未录，不能判断，不扣分。")
    assert not score(TEN, always(rule), Measured(), END).unknown


def test_a_rule_that_changes_in_mid_year_judges_what_is_missed_from_its_day_on() -> None:
    versions = [Version(YEAR, Deduct(Decimal(1))), Version(JULY, Deduct(Decimal(3)))]
    measured = Measured(12, 9, missed(3, 6, 7))
    assert [str(score(TEN, versions, measured, on).points) for on in (END, date(2026, 6, 30))] == ["5.00", "5.00"]
    assert str(score(TEN, versions, Measured(12, 10, missed(3, 6)), date(2026, 6, 30)).points) == "8.00"


def test_before_the_first_rule_nothing_is_taken_off() -> None:
    versions = [Version(JULY, Deduct(Decimal(3)))]
    assert score(TEN, versions, Measured(6, 5, missed(3)), date(2026, 6, 30)).points == TEN
    assert score(TEN, versions, Measured(12, 11, missed(3)), END).points == TEN


points = st.decimals(0, 100, places=2)
rules: st.SearchStrategy[Rule] = st.one_of(
    st.builds(Deduct, points, st.decimals(0, 10, places=1)),
    st.just(Ratio()),
    st.builds(Threshold, points),
    st.builds(Steps, st.lists(st.tuples(points, points), min_size=1, max_size=4).map(tuple)),
    st.just(Judged()),
)
misses = st.lists(st.builds(Missed, st.dates(YEAR, END), st.just("一项")), max_size=30)


@given(of=points, rule=rules, found=misses, done=st.integers(0, 30), judged=st.none() | points)
def test_no_score_is_above_its_points_or_below_nothing(
    of: Decimal, rule: Rule, found: list[Missed], done: int, judged: Decimal | None
) -> None:
    measured = Measured(done + len(found), done, tuple(found), judged=judged)
    assert 0 <= score(of, always(rule), measured, END).points <= of


@given(rule=rules, found=misses, later=rules, data=st.data())
def test_the_order_of_records_says_nothing(rule: Rule, found: list[Missed], later: Rule, data: st.DataObject) -> None:
    versions = [Version(YEAR, rule), Version(JULY, later)]
    turned = data.draw(st.permutations(found))
    ways = [Measured(len(found) + 3, 3, tuple(one)) for one in (found, turned)]
    assert len({score(TEN, order, way, END) for way in ways for order in (tuple(versions), tuple(reversed(versions)))}) == 1


@given(rules)
def test_a_rule_is_read_as_it_was_kept(rule: Rule) -> None:
    assert read(kept(rule)) == rule
    assert says(rule).endswith("。")


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kind": "rank"},
        {"kind": "deduct", "per_miss": "2"},
        {"kind": "deduct", "per_miss": "-2", "floor": "0"},
        {"kind": "deduct", "per_miss": "两", "floor": "0"},
        {"kind": "ratio", "floor": "0"},
        {"kind": "threshold", "at_least": "NaN"},
        {"kind": "steps", "steps": []},
    ],
)
def test_what_does_not_fit_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(BadRule):
        read(values)


def test_parts_count_by_their_weights_and_a_bonus_up_to_its_cap() -> None:
    half, full = score(TEN, always(Ratio()), Measured(2, 1, missed(1)), END), score(TEN, always(Ratio()), Measured(2, 2), END)
    parts = [Part(Decimal(40), (half, full)), Part(Decimal(60), (full,))]
    assert str(total(parts)) == "90.00"
    assert str(total(parts, bonus=Decimal(7), cap=Decimal(5))) == "95.00"


STARS = (Band("五星", Decimal(90), TEN), Band("四星", Decimal(80), Decimal(30)), Band("三星", Decimal(70)))


@pytest.mark.parametrize(("reached", "name"), [("90", "五星"), ("89.99", "四星"), ("70", "三星"), ("69.99", "")])
def test_a_band_begins_at_its_points(reached: str, name: str) -> None:
    assert band_of(Decimal(reached), STARS) == name


def test_more_than_a_quota_allows_is_told_and_nobody_is_put_in_order() -> None:
    assert too_many({"五星": 3, "四星": 5, "三星": 12}, STARS) == {"五星": 2}
    assert too_many({"五星": 2, "四星": 6, "三星": 12}, STARS) == {}
