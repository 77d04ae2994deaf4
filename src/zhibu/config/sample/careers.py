"""Draws a person's way into the Party, into the branch, and through work and school, as dated facts."""

from datetime import date, timedelta
from typing import Final

from zhibu.config.sample.draw import YEAR, Draw
from zhibu.config.sample.life import Life, Roll, Schooling
from zhibu.config.sample.profiles import GRADUATES, JOBS_OF, PENSION, PROFILES, STUDENT_JOBS, schooling
from zhibu.config.sample.street import Street
from zhibu.config.sample.tree import Planned, Trade
from zhibu.config.sample.work import work_details
from zhibu.kernel.dates import FAR
from zhibu.register.rules.standing import had_probation
from zhibu.register.terms.education import Education, EducationBand
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory, MembershipRelation, MembershipState, MemberStatus, Sex

Category = ManagementCategory
TWENTY_YEARS: Final = int(20 * YEAR)
PAUSE: Final = (date(1966, 6, 1), date(1969, 4, 1))
"""Hardly anybody was admitted between these days."""
MONTH_ONLY_BEFORE: Final = 1985
RECORDED_SINCE: Final = date(2005, 1, 1)
"""Categories and jobs before this day were recorded nowhere."""
SUBJECTS: Final = ("法学", "汉语言文学", "会计学", "机械工程", "计算机科学与技术", "临床医学", "护理学", "行政管理", "土木工程")
DEGREES: Final = {Education.UNIVERSITY: "学士", Education.MASTER: "硕士", Education.DOCTORATE: "博士"}
JOINING_AGES: Final = {
    Category.RETIRED: (20.0, 27.0, 52.0),
    Category.RESIDENT: (18.6, 23.0, 42.0),
    Category.LAID_OFF: (21.0, 27.0, 46.0),
    Category.UNEMPLOYED_GRADUATE: (18.4, 20.5, 22.5),
    Category.VETERAN: (18.6, 20.5, 26.0),
    Category.IN_UNIT: (19.0, 23.0, 46.0),
}
"""Youngest, most frequent and oldest age on joining."""


def member(
    draw: Draw,
    street: Street,
    branch: Planned,
    category: Category,
    *,
    ages: tuple[float, float] | None = None,
    cast: tuple[Sex, str] | None = None,
    joined: date | None = None,
) -> Life:
    """A full member, on the roll of a branch today."""
    life = draw.someone(branch, MemberStatus.FULL, category, ages=ages, cast=cast)
    life.joined = joined or _joining(draw, life, category)
    _confirm(draw, life)
    life.statuses, life.states = _standing(life), [(MembershipState.IN_FORCE, life.joined, FAR)]
    if life.joined > draw.days_ago(2200, 2200):
        _recruited(draw, life)
    _work(draw, life, category)
    _rolls(draw, street, life, _entry(draw, life, category))
    return life


def newcomer(draw: Draw, street: Street, branch: Planned, status: MemberStatus) -> Life:
    """Somebody on the way: an applicant, an activist, a prospective or a probationary member."""
    rng = draw.rng
    young = (20.0, 35.0) if rng.random() < 0.82 else (35.0, 48.0)
    category = Category.IN_UNIT if branch.trade is not Trade.COMMUNITY or rng.random() < 0.4 else Category.RESIDENT
    life = draw.someone(branch, status, category, ages=young)
    if status.is_member:
        life.joined = draw.days_ago(8, 350)
        life.states = [(MembershipState.IN_FORCE, life.joined, FAR)]
    _recruited(draw, life)
    if life.joined is not None:
        life.statuses.append((status, life.joined, FAR))
    _work(draw, life, category)
    _rolls(draw, street, life, life.applied or draw.on)
    return life


def _joining(draw: Draw, life: Life, category: Category) -> date:
    """A day on which the person was of age and after which a probation has passed."""
    least, mode, most = JOINING_AGES[category]
    age = (draw.on - life.birth).days / YEAR
    most = min(most, age - 1.2)
    least = min(least, most - 0.3)
    years = draw.rng.triangular(max(least, 18.02), most, min(max(mode, least), most))
    joined = life.birth + timedelta(days=int(years * YEAR) + 1)
    if PAUSE[0] <= joined < PAUSE[1]:
        joined += timedelta(days=1100)
    return joined


def _confirm(draw: Draw, life: Life) -> None:
    """A year of probation where there was one; of some old members the day of confirmation, or of joining, is not known."""
    rng, joined = draw.rng, life.joined
    if joined is None:
        return
    if not had_probation(joined):
        life.confirmed = joined if rng.random() < 0.7 else None
    else:
        days = 365 + (184 if rng.random() < 0.02 else 0)
        life.confirmed = min(joined + timedelta(days=days + 1), draw.on)
    if joined.year < MONTH_ONLY_BEFORE and rng.random() < 0.15:
        life.joined = joined.replace(day=1)
        life.month_only = "joined_on"
        if life.confirmed is not None:
            life.confirmed = life.confirmed.replace(day=1)
            life.month_only = "joined_on,confirmed_on"


def _standing(life: Life) -> list[tuple[MemberStatus, date, date]]:
    joined, confirmed = life.joined, life.confirmed
    if joined is None:
        return []
    if confirmed is None or confirmed <= joined:
        return [(MemberStatus.FULL, joined, FAR)]
    return [(MemberStatus.PROBATIONARY, joined, confirmed), (MemberStatus.FULL, confirmed, FAR)]


STAGES: Final = (MemberStatus.APPLICANT, MemberStatus.ACTIVIST, MemberStatus.PROSPECTIVE_MEMBER)


def _recruited(draw: Draw, life: Life) -> None:
    """The stages before admission: application, activist after some months, prospective member a year later at the earliest."""
    rng = draw.rng
    reached = STAGES.index(life.status) if life.status in STAGES else len(STAGES)
    end = life.joined or draw.days_ago(5, 300)
    days = [end]
    for least, most in ((60, 200), (370, 800), (90, 400))[3 - reached :]:
        days.append(days[-1] - timedelta(days=rng.randint(least, most)))
    days.reverse()
    stages = days[:-1] if life.joined else days
    life.applied, life.activist, life.prospective = (*stages, None, None, None)[:3]
    ends = [*days[1:], FAR] if life.joined is None else days[1:]
    life.statuses = [*zip(STAGES, stages, ends, strict=False), *life.statuses]


def _work(draw: Draw, life: Life, category: Category) -> None:
    """Category, job and schooling, with what went before where that was not long ago."""
    rng = draw.rng
    job = PROFILES[life.branch.trade].jobs.draw(rng) if category is Category.IN_UNIT else JOBS_OF[category].draw(rng)
    if category is Category.RESIDENT and life.age(draw.on) < 25 and rng.random() < 0.7:
        job = STUDENT_JOBS.draw(rng)
    if life.joined is not None and life.joined < date(1949, 10, 1):
        job = Occupation.RETIRED_VETERAN_CADRE
    life.occupation = job
    since = _since(draw, life, category)
    before = PROFILES[Trade.STATE if life.branch.trade is Trade.COMMUNITY else life.branch.trade].jobs.draw(rng)
    start = max(life.birth + timedelta(days=TWENTY_YEARS), RECORDED_SINCE)
    changed = since > RECORDED_SINCE and start < since
    life.jobs = [*([(before, start, since)] if changed else []), (job, since, FAR)]
    if life.category is not None and life.joined is not None:
        _categories(life, max(life.joined, since), changed=changed)
    life.derived = rng.random() < 0.4
    if category is not Category.UNEMPLOYED_GRADUATE and life.age(draw.on) >= 24:
        life.work_started = life.birth + timedelta(days=int(rng.uniform(18.5, 23.5) * YEAR))
    _schooling(draw, life, category)
    work_details(draw, life, category)


def _categories(life: Life, since: date, *, changed: bool) -> None:
    category, joined = life.category, life.joined
    if category is None or joined is None:
        return
    first = max(joined, RECORDED_SINCE)
    life.categories = [(category, max(since, first), FAR)]
    if changed and first < since:
        life.categories.insert(0, (Category.IN_UNIT if category is not Category.IN_UNIT else Category.RESIDENT, first, since))


def _since(draw: Draw, life: Life, category: Category) -> date:
    """From when the category holds: the pension, the loss of work, the discharge, the employment."""
    rng = draw.rng
    if category is Category.RETIRED:
        pension = life.birth + timedelta(days=int((PENSION[life.sex] - rng.choice((0, 0, 0, 5))) * YEAR) + 2)
        return max(min(pension, draw.days_ago(30, 400)), RECORDED_SINCE)
    years = {Category.LAID_OFF: 14, Category.UNEMPLOYED_GRADUATE: 0.4, Category.VETERAN: 5}.get(category, 10)
    lived = (draw.on - life.birth).days / YEAR - 20.2
    return max(draw.on - timedelta(days=int(max(min(years, lived) * rng.random(), 0.05) * YEAR)), RECORDED_SINCE)


def _schooling(draw: Draw, life: Life, category: Category) -> None:
    rng = draw.rng
    educated = category is Category.UNEMPLOYED_GRADUATE or life.branch.trade in {Trade.OFFICE, Trade.SCHOOL, Trade.HOSPITAL}
    level = GRADUATES.draw(rng) if educated else schooling(rng, life.birth.year)
    years = 22 if level.band is EducationBand.COLLEGE else 17
    since = min(life.birth + timedelta(days=int((years + rng.random()) * YEAR)), draw.days_ago(40, 60)).replace(day=1)
    subject = rng.choice(SUBJECTS) if level.band is EducationBand.COLLEGE else ""
    later = since + timedelta(days=int(rng.uniform(4, 12) * YEAR))
    if level is Education.UNIVERSITY and later < draw.on and rng.random() < 0.2:
        life.education = [Schooling(Education.JUNIOR_COLLEGE, since, later), Schooling(level, later, degree="", subject=subject)]
    else:
        life.education = [Schooling(level, since, degree=DEGREES.get(level, ""), subject=subject)]


def _entry(draw: Draw, life: Life, category: Category) -> date:
    """When the relationship came to where it is: pensioners some time after the pension, others after joining or the job."""
    rng, joined = draw.rng, life.joined or draw.on
    if category is Category.RETIRED and life.branch.trade is not Trade.RETIRED:
        return max(joined, life.categories[-1][1] + timedelta(days=rng.randint(20, 900)))
    if life.applied is not None:
        return life.applied
    return joined + timedelta(days=int((draw.on - joined).days * rng.random() ** 4))


def _rolls(draw: Draw, street: Street, life: Life, since: date) -> None:
    """Where the person stood: in the branch since it was founded or later, before that perhaps where it came from."""
    branch, origin = life.branch, street.came_from.get(life.branch)
    since = min(since, draw.days_ago(3, 6))
    if origin is not None and since < origin[0] and draw.rng.random() < origin[2]:
        day, source, _ = origin
        start = max(since, source.founded)
        life.rolls = [*([Roll(source, start, day)] if start < day else []), Roll(branch, day)]
    else:
        life.rolls = [Roll(branch, max(since, branch.founded))]
    if branch.groups and draw.rng.random() < 0.93:
        group = draw.rng.choice(branch.groups)
        life.rolls.append(Roll(group, life.since, relation=MembershipRelation.GROUP))
    if life.joined is not None and life.joined >= branch.founded and life.joined >= life.since:
        life.joined_at_branch = branch.short_name
