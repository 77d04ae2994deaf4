"""What happened to people of the sample: moves, marks, departures, doubts, proposals."""

from datetime import date, timedelta
from typing import Final

from zhibu.config.sample import careers
from zhibu.config.sample.draw import Draw
from zhibu.config.sample.life import Doubt, Held, Life, Proposal, Roll
from zhibu.config.sample.profiles import AGES, PROFILES
from zhibu.config.sample.street import Street
from zhibu.config.sample.tree import Planned, Trade
from zhibu.kernel.dates import FAR
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import ManagementCategory, MarkKind, MembershipRelation, MembershipState, MemberStatus, Sex

PLACES: Final = ("广东深圳", "浙江杭州", "上海", "江苏苏州", "北京", "四川成都", "省城")
COUNTRIES: Final = ("新加坡", "日本", "德国", "加拿大")
CAUSES: Final = ("外出务工经商", "单位改制或破产", "毕业后去向不明", "居住地改变")
DEPARTURES: Final = (("died", 118), ("left", 172), ("expelled", 4), ("cancelled", 2))
"""How many of the sample's former members went, and why."""


def mark(draw: Draw, life: Life) -> None:
    """Floating, home-bound, hardship, abroad, ex-service, out of contact: independent of each other and of the category."""
    rng, age = draw.rng, life.age(draw.on)
    if life.category is ManagementCategory.VETERAN or (life.sex is Sex.MALE and age > 25 and rng.random() < 0.07):
        discharged = life.birth + timedelta(days=round(365 * rng.uniform(20.5, 25)))
        life.marks.append((MarkKind.EX_SERVICE, "", min(discharged, draw.days_ago(40, 60)), FAR))
    if age >= 78 and rng.random() < (0.6 if age >= 86 else 0.22):
        life.marks.append((MarkKind.HOME_BOUND, rng.choice(("", "卧病在家", "随子女居住")), draw.days_ago(60, 900), FAR))
    if rng.random() < 0.014:
        life.marks.append((MarkKind.HARDSHIP, rng.choice(("重病", "低保", "残疾")), draw.days_ago(60, 1100), FAR))
    if life.branch.trade is Trade.COMMUNITY and age < 60:
        _away(draw, life)


def _away(draw: Draw, life: Life) -> None:
    """Floating out, abroad, out of contact; some have come back. Two who were not found are suspended."""
    rng, lot = draw.rng, draw.rng.random()
    since = max(draw.days_ago(200, 1000), life.joined or date.min)
    if since >= draw.on:
        return
    if lot < 0.075:
        life.marks.append((MarkKind.FLOATING_OUT, rng.choice(PLACES), since, FAR))
    elif lot < 0.095 and since < draw.days_ago(60, 80):
        life.marks.append((MarkKind.FLOATING_OUT, rng.choice(PLACES), since, draw.days_ago(5, 50)))
    elif lot < 0.11:
        life.marks.append((MarkKind.ABROAD, rng.choice(COUNTRIES), since, FAR))
    elif lot < 0.125:
        life.marks.append((MarkKind.OUT_OF_CONTACT, rng.choice(CAUSES), since, FAR))
        if lot > 0.121 and life.states and since + timedelta(days=190) < draw.on:
            _, joined, _ = life.states[-1]
            stopped = since + timedelta(days=190)
            life.states = [(MembershipState.IN_FORCE, joined, stopped), (MembershipState.SUSPENDED, stopped, FAR)]


def move(draw: Draw, street: Street, lives: list[Life], count: int) -> None:
    """So many came from another branch of the street within the last year or so."""
    branches = [one for one in street.branches if one.trade in {Trade.COMMUNITY, Trade.RETIRED}]
    settled = [one for one in lives if one.branch in branches and one.since < draw.on - timedelta(days=900) and not one.posts]
    for life in draw.rng.sample(settled, min(count, len(settled))):
        day, source = draw.days_ago(10, 390), draw.rng.choice(branches)
        if source is life.branch or source.founded >= day:
            continue
        start = max(life.since, source.founded)
        groups = [Roll(one.organisation, day, relation=one.relation) for one in life.rolls if one.relation is MembershipRelation.GROUP]
        life.rolls = [Roll(source, start, day, "moved"), Roll(life.branch, day), *groups]


def former(draw: Draw, street: Street, ending: str) -> Life:
    """Somebody who was a member here until some day of the last three years."""
    rng = draw.rng
    branch = rng.choice([one for one in street.branches if one.trade in {Trade.COMMUNITY, Trade.RETIRED}])
    category = ManagementCategory.RETIRED if ending == "died" else PROFILES[branch.trade].categories.draw(rng)
    old = AGES[ManagementCategory.RETIRED].values[-3:]
    life = careers.member(draw, street, branch, category, ages=rng.choice(old) if ending == "died" else None)
    day = draw.days_ago(6, 1060)
    while life.since >= day:
        day += timedelta(days=40)
    life.leave(min(day, draw.on), ending)
    if ending == "expelled" and life.states:
        life.states.append((MembershipState.ENDED, life.rolls[0].until, FAR))
    return life


def host(draw: Draw, lives: list[Life], floating: Planned, provisional: Planned) -> None:
    """Life away from the own branch: those who float meet in the floating-member branch, a project gathers members of several."""
    out = [one for one in lives if any(kind is MarkKind.FLOATING_OUT and until == FAR for kind, _, _, until in one.marks)]
    for life in out[:26]:
        life.rolls.append(Roll(floating, max(floating.founded, draw.days_ago(100, 400), life.since), relation=MembershipRelation.HOST))
    working = [one for one in lives if one.category is ManagementCategory.IN_UNIT and one.branch.trade in {Trade.STATE, Trade.OFFICE}]
    for number, life in enumerate(draw.rng.sample(working, min(11, len(working)))):
        since = max(draw.days_ago(90, 160), life.since)
        life.rolls.append(Roll(provisional, since, relation=MembershipRelation.PROVISIONAL))
        if number == 0:
            life.posts.append(Held(provisional, PostKind.SECRETARY, since))


def doubts(draw: Draw, lives: list[Life]) -> None:
    """What an import of last month left to be looked at, some of it settled."""
    rng = draw.rng
    for number, life in enumerate(rng.sample(lives, 36)):
        since = draw.days_ago(20, 45)
        raw = rng.choice(("大本（函授）", "党校", "高中肄业")) if number % 2 else rng.choice(("企业", "保安", "物业"))
        field, label = ("education", "学历") if number % 2 else ("occupation", "工作岗位")
        message = f"{label}“{raw}”不在代码表中，原文已保留。"
        life.doubts.append(Doubt(field, "unknown_value", raw, message, since, since + timedelta(days=12) if number % 4 == 0 else None))


def proposals(draw: Draw, street: Street, lives: list[Life]) -> None:
    """Members whose branch should perhaps be another; nobody is moved by them."""
    rng = draw.rng
    branches = [one for one in street.branches if one.trade is Trade.COMMUNITY]
    notes = ("已搬到该小区居住", "退休后转入居住地", "离职半年以上", "名册上写的是该支部")
    for number, life in enumerate(rng.sample([one for one in lives if one.status is MemberStatus.FULL], 24)):
        target, day = rng.choice(branches), draw.days_ago(20, 60)
        if target is life.branch:
            continue
        state, settled = ("withdrawn", day + timedelta(days=9)) if number % 3 == 0 else ("open", None)
        life.proposals.append(Proposal(target, rng.choice(notes), day, state, settled))
