"""Draws the plain facts of a person: name, number, where they live. Every number and telephone is one that nobody can have."""

from datetime import date, timedelta
from random import Random
from typing import Final

from zhibu.config.sample.life import Life
from zhibu.config.sample.lots import terms, words
from zhibu.config.sample.names import draw_ethnicity, draw_name
from zhibu.config.sample.profiles import AGES, PROFILES, WOMEN_BY_CATEGORY
from zhibu.config.sample.tree import Planned
from zhibu.register.rules.identity_number import GENERATED_REGION, check_digit
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.people import ManagementCategory, MaritalStatus, MemberStatus, Sex

YEAR: Final = 365.2425
ROADS: Final = (
    "柳荫路", "文澜街", "桂园路", "铁新路", "滨溪大道", "东风里", "和乐巷", "翠屏路", "晨光路", "向阳大街", "学府路", "老城根巷", "梧桐街",
)  # fmt: skip
ESTATES: Final = (
    "翠湖花园", "书香苑", "银杏苑", "学府里", "教工新村", "丹桂苑", "滨溪家园", "亲水湾", "铁路新村", "机械厂家属院", "向阳新村",
)  # fmt: skip
VILLAGES: Final = ("石桥镇", "杨柳镇", "大河乡", "清水镇", "望山乡")
PROVINCES: Final = words("云溪本地66 河南5 山东5 四川4 湖南4 江苏3 浙江3 河北3 安徽3 湖北2 辽宁1 陕西1")
MARRIAGES: Final = (
    (25, terms(MaritalStatus, "未婚95 已婚5")),
    (32, terms(MaritalStatus, "未婚40 已婚58 离婚2")),
    (62, terms(MaritalStatus, "未婚4 已婚89 离婚6 丧偶1")),
    (78, terms(MaritalStatus, "已婚86 丧偶12 离婚2")),
    (999, terms(MaritalStatus, "已婚55 丧偶45")),
)
STEP: Final = 137
"""Prime to 500, so that the numbers of one day of birth are all used before one comes again."""


class Numbers:
    """Identity numbers of the unassigned region 999999, each once, with the right check digit."""

    def __init__(self) -> None:
        self._given: dict[tuple[int, bool], int] = {}

    def give(self, birth: date, sex: Sex) -> str:
        """The next number of that day and sex."""
        male = sex is Sex.MALE
        key = birth.toordinal(), male
        count = self._given.get(key, 0)
        self._given[key] = count + 1
        place = (key[0] * 31 + count * STEP) % 500
        first_17 = f"{GENERATED_REGION}{birth:%Y%m%d}{2 * place + male:03d}"
        return first_17 + check_digit(first_17)


class Draw:
    """A source of people: the same seed and day give the same people in the same order."""

    def __init__(self, rng: Random, on: date, *, district: str, street: str, numbers: Numbers | None = None) -> None:
        self.rng = rng
        self.on = on
        self.district = district
        self.street = street
        self.numbers = numbers or Numbers()

    def days_ago(self, least: int, most: int) -> date:
        """A day between the two, counted back."""
        return self.on - timedelta(days=self.rng.randint(least, most))

    def someone(
        self,
        branch: Planned,
        status: MemberStatus,
        category: ManagementCategory,
        *,
        ages: tuple[float, float] | None = None,
        cast: tuple[Sex, str] | None = None,
    ) -> Life:
        """A person with name, sex, birth, number, address; the Party's dates are drawn after. ``cast`` is a persona's sex and name."""
        rng = self.rng
        low, high = ages or AGES[category].draw(rng)
        sex = cast[0] if cast else self._sex(branch, category, low)
        birth = self.on - timedelta(days=int((low + rng.random() * (high - low)) * YEAR) + 1)
        ethnicity = Ethnicity.HAN if cast else draw_ethnicity(rng)
        name = cast[1] if cast else draw_name(rng, sex=sex, year=birth.year, ethnicity=ethnicity)
        life = Life(branch, status, sex, birth, ethnicity, name)
        life.category = category if status.is_member else None
        self.reach(life)
        return life

    def _sex(self, branch: Planned, category: ManagementCategory, age: float) -> Sex:
        share = WOMEN_BY_CATEGORY.get(category, PROFILES[branch.trade].women)
        if category is ManagementCategory.RETIRED and age < 60:
            share = 0.93  # men draw their pension from sixty on
        return Sex.FEMALE if self.rng.random() < share else Sex.MALE

    def reach(self, life: Life) -> None:
        """Number, telephone, addresses, all invented; the telephone begins with 100, which no exchange gives out."""
        rng = self.rng
        age = life.age(self.on)
        life.number = self.numbers.give(life.birth, life.sex)
        life.phone = f"100{rng.randrange(10**8):08d}" if age < 84 or rng.random() < 0.5 else ""
        life.landline = f"0000-6{rng.randrange(10**6):06d}" if age > 60 and rng.random() < 0.3 else ""
        life.residence = self._address()
        life.household = life.residence if rng.random() < 0.7 else f"{self.district}{rng.choice(VILLAGES)}"
        life.native_place = PROVINCES.draw(rng)
        life.marital_status = next(lot for until, lot in MARRIAGES if age < until).draw(rng)

    def _address(self) -> str:
        rng = self.rng
        draw = rng.random()
        house, unit, storey, door = 1 + int(draw * 198), 1 + int(draw * 1987) % 4, 1 + int(draw * 7919) % 6, 1 + int(draw * 104729) % 2
        if draw < 0.5:
            return f"{self.district}{self.street}{rng.choice(ROADS)}{house}号{unit}单元{storey}0{door}室"
        return f"{self.district}{self.street}{rng.choice(ESTATES)}{house % 28 + 1}栋{unit}单元{storey}0{door}室"
