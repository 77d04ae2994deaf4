"""Bands of the yearly statistics (党统) and of the public bulletin: time of joining, age (REGULATIONS.md 10 and 11).

The bulletin's four periods are taken as unions of the nine of the statistics: an inference of ours from the same data.
"""

from datetime import date
from typing import Self

from zhibu.register.terms.term import Term


class PeriodBand(Term):
    """Bands that follow each other without a gap: ``NAME = value, label, first day``; the first one has no beginning."""

    first_day: date

    def __new__(cls, value: str, label: str, first_day: date = date.min) -> Self:
        """As any term, with the first day of the band."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.synonyms = ()
        member.first_day = first_day
        return member

    @classmethod
    def of(cls, day: date) -> Self:
        """The last band that has begun by that day."""
        return max((one for one in cls if one.first_day <= day), key=lambda one: one.first_day)


class JoiningBand(PeriodBand):
    """入党时间, the nine bands of the yearly statistics."""

    UNTIL_1937 = "until_1937", "1937年7月6日及以前"
    FROM_1937 = "from_1937", "1937年7月7日至1945年9月2日", date(1937, 7, 7)
    FROM_1945 = "from_1945", "1945年9月3日至1949年9月", date(1945, 9, 3)
    FROM_1949 = "from_1949", "1949年10月至1966年4月", date(1949, 10, 1)
    FROM_1966 = "from_1966", "1966年5月至1976年10月", date(1966, 5, 1)
    FROM_1976 = "from_1976", "1976年11月至1978年12月", date(1976, 11, 1)
    FROM_1979 = "from_1979", "1979年1月至2002年10月", date(1979, 1, 1)
    FROM_2002 = "from_2002", "2002年11月至2012年10月", date(2002, 11, 1)
    FROM_2012 = "from_2012", "2012年11月及以后", date(2012, 11, 1)


class BulletinJoiningBand(PeriodBand):
    """入党时间 as the public bulletin bands it."""

    BEFORE_1949 = "before_1949", "新中国成立前入党"
    UNTIL_1978 = "until_1978", "新中国成立后至党的十一届三中全会前入党", date(1949, 10, 1)
    UNTIL_2012 = "until_2012", "党的十一届三中全会后至党的十八大前入党", date(1979, 1, 1)
    SINCE_2012 = "since_2012", "党的十八大以来入党", date(2012, 11, 1)


class AgeBands(Term):
    """Bands of full years: ``NAME = value, label, first year of age``."""

    first_year: int

    def __new__(cls, value: str, label: str, first_year: int = 0) -> Self:
        """As any term, with the first year of age."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.synonyms = ()
        member.first_year = first_year
        return member

    @classmethod
    def of(cls, years: int) -> Self:
        """The last band that has begun at that age."""
        return max((one for one in cls if one.first_year <= years), key=lambda one: one.first_year)


class StatisticsAgeBand(AgeBands):
    """Age in Table 6 of the yearly statistics."""

    UP_TO_35 = "up_to_35", "35岁及以下"
    FROM_36 = "from_36", "36至45岁", 36
    FROM_46 = "from_46", "46至54岁", 46
    FROM_55 = "from_55", "55至59岁", 55
    FROM_60 = "from_60", "60岁及以上", 60


class BulletinAgeBand(AgeBands):
    """Age in the public bulletin."""

    UP_TO_30 = "up_to_30", "30岁及以下"
    FROM_31 = "from_31", "31至35岁", 31
    FROM_36 = "from_36", "36至40岁", 36
    FROM_41 = "from_41", "41至45岁", 41
    FROM_46 = "from_46", "46至50岁", 46
    FROM_51 = "from_51", "51至55岁", 51
    FROM_56 = "from_56", "56至60岁", 56
    FROM_61 = "from_61", "61岁及以上", 61
