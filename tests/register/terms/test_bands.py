"""The bands of the statistics, on the day each begins and on its eve."""

from datetime import date, timedelta

import pytest

from zhibu.register.terms.bands import BulletinAgeBand, BulletinJoiningBand, JoiningBand, StatisticsAgeBand


@pytest.mark.parametrize("bands", [JoiningBand, BulletinJoiningBand], ids=lambda bands: bands.__name__)
def test_each_period_begins_on_its_first_day_and_not_on_the_eve(bands: type[JoiningBand | BulletinJoiningBand]) -> None:
    in_order = list(bands)
    assert [bands.of(one.first_day) for one in in_order] == in_order
    assert [bands.of(one.first_day - timedelta(days=1)) for one in in_order[1:]] == in_order[:-1]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(1937, 7, 6), "1937年7月6日及以前"),
        (date(1945, 9, 2), "1937年7月7日至1945年9月2日"),
        (date(1949, 9, 30), "1945年9月3日至1949年9月"),
        (date(1966, 4, 30), "1949年10月至1966年4月"),
        (date(1976, 10, 31), "1966年5月至1976年10月"),
        (date(1978, 12, 31), "1976年11月至1978年12月"),
        (date(2002, 10, 31), "1979年1月至2002年10月"),
        (date(2012, 10, 31), "2002年11月至2012年10月"),
        (date(2012, 11, 1), "2012年11月及以后"),
    ],
)
def test_the_nine_bands_by_their_last_days(day: date, label: str) -> None:
    assert JoiningBand.of(day).label == label


def test_somebody_who_joined_in_1973_stands_in_a_band_of_each() -> None:
    joined = date(1973, 5, 1)
    assert (JoiningBand.of(joined).label, BulletinJoiningBand.of(joined).label) == (
        "1966年5月至1976年10月",
        "新中国成立后至党的十一届三中全会前入党",
    )


@pytest.mark.parametrize(
    ("years", "statistics", "bulletin"),
    [
        (0, "35岁及以下", "30岁及以下"),
        (30, "35岁及以下", "30岁及以下"),
        (35, "35岁及以下", "31至35岁"),
        (36, "36至45岁", "36至40岁"),
        (54, "46至54岁", "51至55岁"),
        (55, "55至59岁", "51至55岁"),
        (60, "60岁及以上", "56至60岁"),
        (61, "60岁及以上", "61岁及以上"),
        (102, "60岁及以上", "61岁及以上"),
    ],
)
def test_age_bands(years: int, statistics: str, bulletin: str) -> None:
    assert (StatisticsAgeBand.of(years).label, BulletinAgeBand.of(years).label) == (statistics, bulletin)
