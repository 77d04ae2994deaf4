"""A few people of the sample who stand on the wrong roll, as every street has them; drawn by nobody, chosen in the order of the roll.

They come last, so that everybody else stays who they were: one seed gives one street.
"""

from datetime import date, timedelta
from typing import Final, TypeVar

from zhibu.config.sample.draw import Draw
from zhibu.config.sample.life import Life, Schooling
from zhibu.config.sample.tree import Trade
from zhibu.kernel.dates import FAR
from zhibu.register.terms.education import Education
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory, MembershipRelation, MemberStatus

V = TypeVar("V")

Category = ManagementCategory
HOME: Final = "云溪区向阳街道翠湖花园6栋2单元301室"
"""In an estate that has a branch of its own."""


def misplace(draw: Draw, lives: list[Life]) -> None:
    """A pensioner, two who lost their work, two graduates, three who work in a unit that has a branch, two of whom nothing is known."""
    at_home = iter([one for one in _plain(lives) if one.category is Category.IN_UNIT and one.branch.trade is Trade.COMMUNITY])
    _pensioner(draw, min(_at_work(lives, "云溪公交第三车队党支部"), key=_birth))
    for name, days in (("云溪恒信建筑公司党支部", 260), ("云溪德盛汽车党支部", 95)):
        _laid_off(draw, min(_at_work(lives, name) or _at_work(lives, trade=Trade.PRIVATE), key=_birth), days)
    for name, days in (("向阳实验中学教学第一党支部", 1240), ("向阳实验中学教学第二党支部", 510)):
        _graduate(draw, max(_at_work(lives, name), key=_birth), days)
    for work in ("云溪启明软件有限公司技术员", "云溪万家福超市有限公司店长", "云溪区中医医院护士", "外区某设计院工程师", ""):
        _works_at(next(at_home), work)


def _birth(life: Life) -> date:
    return life.birth


def _plain(lives: list[Life]) -> list[Life]:
    """Full members in one branch since they came, without a post, a mark, or anything to settle."""
    return [
        one
        for one in lives
        if one.status is MemberStatus.FULL
        and not (one.posts or one.marks or one.proposals or one.doubts)
        and [roll.until for roll in one.rolls if roll.relation is MembershipRelation.ROLL] == [FAR]
    ]


def _at_work(lives: list[Life], branch: str = "", *, trade: Trade | None = None) -> list[Life]:
    """Those of a unit's branch, or of all branches of a trade, who work there. On some days a small branch has nobody to spare."""
    at_work = (one for one in _plain(lives) if one.category is Category.IN_UNIT)
    return [one for one in at_work if one.branch.short_name == branch or one.branch.trade is trade]


def _turn(life: Life, category: Category, job: Occupation, since: date) -> None:
    """From a day on another category and another job; what was before stays true until then."""
    life.categories = [*_until(life.categories, since), (category, since, FAR)]
    life.jobs = [*_until(life.jobs, since), (job, since, FAR)]
    life.category, life.occupation, life.derived = category, job, False


def _until(spans: list[tuple[V, date, date]], day: date) -> list[tuple[V, date, date]]:
    return [(value, first, min(end, day)) for value, first, end in spans if first < day]


def _pensioner(draw: Draw, life: Life) -> None:
    """Drew the pension in spring; the relationship is still with the fleet."""
    _turn(life, Category.RETIRED, Occupation.RETIRED, draw.on - timedelta(days=230))
    life.residence = HOME


def _laid_off(draw: Draw, life: Life, days: int) -> None:
    """The enterprise let people go."""
    _turn(life, Category.LAID_OFF, Occupation.DISMISSED, draw.on - timedelta(days=days))
    life.work_unit_and_post = ""


def _graduate(draw: Draw, life: Life, days: int) -> None:
    """Came to the school for a year's practice and left without a post; the relationship stayed."""
    graduated = draw.on - timedelta(days=days)
    _turn(life, Category.UNEMPLOYED_GRADUATE, Occupation.AWAITING_PLACEMENT, max(graduated + timedelta(days=90), life.since))
    life.education = [Schooling(Education.UNIVERSITY, graduated, degree="学士", subject="汉语言文学")]
    life.work_unit_and_post, life.technical_post, life.work_started = "", "", None


def _works_at(life: Life, work: str) -> None:
    """At work in a unit; the relationship is with the community."""
    life.work_unit_and_post, life.technical_post, life.occupation = work, "", Occupation.OTHER_EMPLOYED
    life.jobs[-1] = (Occupation.OTHER_EMPLOYED, *life.jobs[-1][1:])
    life.derived = False
