"""Who lives in the sample street: believable by the figures, invented by every number."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.config.sample.conftest import DAY
from zhibu.config.sample.life import Life
from zhibu.config.sample.load import SEED, draw_sample
from zhibu.config.sample.personas import PERSONAS
from zhibu.config.sample.street import Street
from zhibu.config.sample.tree import Trade
from zhibu.kernel.dates import FAR, PartialDate
from zhibu.register.rules.identity_number import GENERATED_REGION, IdentityNumber, contradictions, parse
from zhibu.register.rules.plausibility import MemberDates, member_dates
from zhibu.register.terms.bands import BulletinAgeBand, BulletinJoiningBand
from zhibu.register.terms.education import EducationBand
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import ManagementCategory, MarkKind, MembershipState, MemberStatus, Sex


def share(people: Iterable[Life], holds: Callable[[Life], bool]) -> float:
    """In per cent."""
    found = [holds(one) for one in people]
    return round(100 * sum(found) / len(found), 1)


def test_exactly_4200_members_in_all_categories(members: list[Life]) -> None:
    assert len(members) == 4200
    assert set(Counter(life.category for life in members)) == set(ManagementCategory)


def test_those_on_the_way(lives: list[Life]) -> None:
    found = Counter(life.status for life in lives)
    assert {status: found[status] for status in MemberStatus if status is not MemberStatus.FULL} == {
        MemberStatus.APPLICANT: 58,
        MemberStatus.ACTIVIST: 40,
        MemberStatus.PROSPECTIVE_MEMBER: 22,
        MemberStatus.PROBATIONARY: 46,
    }


def test_only_members_are_managed_by_category(lives: list[Life]) -> None:
    assert {life.category is not None for life in lives if life.status.is_member} == {True}
    assert {life.category for life in lives if not life.status.is_member} == {None}


# The published bulletin of 2023 (REGULATIONS.md 11) says 30.4, 7.7 and 56.2 per cent.
def test_sex_ethnicity_schooling_near_the_bulletin(members: list[Life]) -> None:
    assert share(members, lambda life: life.sex is Sex.FEMALE) == pytest.approx(37, abs=4)
    assert share(members, lambda life: life.ethnicity is not Ethnicity.HAN) == pytest.approx(7, abs=1.5)
    assert share(members, lambda life: life.education[-1].level.band is EducationBand.COLLEGE) == pytest.approx(57, abs=4)


# The bulletin: 61 and older 28.1, up to 30 12.5 per cent; a street has the pensioners.
def test_older_than_the_bulletin_as_a_street_is(members: list[Life]) -> None:
    bands = Counter(BulletinAgeBand.of(life.age(DAY)) for life in members)
    percent = {band: 100 * bands[band] / len(members) for band in BulletinAgeBand}
    assert percent[BulletinAgeBand.FROM_61] == pytest.approx(45, abs=4)
    assert percent[BulletinAgeBand.UP_TO_30] == pytest.approx(13, abs=3)
    assert min(percent.values()) > 4


# The bulletin: 0.07, 13.0, 60.6 and 26.3 per cent at the end of 2023; since then the last has grown by 2 a year.
def test_time_of_joining_near_the_bulletin(members: list[Life]) -> None:
    bands = Counter(BulletinJoiningBand.of(life.joined) for life in members if life.joined)
    percent = {band: 100 * bands[band] / len(members) for band in BulletinJoiningBand}
    assert bands[BulletinJoiningBand.BEFORE_1949] == 3
    assert percent[BulletinJoiningBand.UNTIL_1978] == pytest.approx(9.5, abs=2.5)
    assert percent[BulletinJoiningBand.UNTIL_2012] == pytest.approx(61, abs=4)
    assert percent[BulletinJoiningBand.SINCE_2012] == pytest.approx(30, abs=4)


def test_every_number_is_sound_of_the_unassigned_region_and_single(lives: list[Life]) -> None:
    numbers = [parse(life.number, today=DAY, generated=True) for life in lives]
    assert {type(number) for number in numbers} == {IdentityNumber}
    assert {life.number[:6] for life in lives} == {GENERATED_REGION}
    assert len({life.number for life in lives}) == len(lives)


def test_numbers_agree_with_sex_and_birth(lives: list[Life]) -> None:
    found = []
    for life in lives:
        number = parse(life.number, today=DAY, generated=True)
        assert isinstance(number, IdentityNumber)
        found.append(contradictions(number, sex=life.sex, birth=PartialDate(life.birth)).allowed)
    assert set(found) == {True}


def test_no_telephone_can_be_dialled(lives: list[Life]) -> None:
    assert {(life.phone[:3], len(life.phone)) for life in lives} == {("100", 11), ("", 0)}
    assert {life.landline[:6] for life in lives} == {"0000-6", ""}


def test_every_address_is_in_the_invented_district(lives: list[Life]) -> None:
    assert {life.residence[:7] for life in lives} == {"云溪区向阳街道"}


def test_dates_hold_together(lives: list[Life]) -> None:
    def told(life: Life, value: date | None, column: str) -> PartialDate | None:
        return PartialDate(value, month_only=column in life.month_only.split(",")) if value else None

    odd = []
    for life in lives:
        facts = MemberDates(
            birth=PartialDate(life.birth),
            applied=told(life, life.applied, "applied_on"),
            activist_since=told(life, life.activist, "activist_on"),
            prospective_since=told(life, life.prospective, "prospective_on"),
            joined=told(life, life.joined, "joined_on"),
            confirmed=told(life, life.confirmed, "confirmed_on"),
            status=life.status,
        )
        found = member_dates(facts, today=DAY)
        odd += [one.message for one in (*found.objections, *found.checks)]
    assert odd == []


def test_spans_hold_at_least_a_day_and_never_overlap(lives: list[Life]) -> None:
    odd = []
    for life in lives:
        kinds = [
            *(
                [(one.since, one.until) for one in life.rolls if one.relation == relation]
                for relation in ("roll", "group", "host", "provisional")
            ),
            *([span[-2:] for span in spans] for spans in (life.statuses, life.states, life.categories, life.jobs)),
            [(one.since, one.until) for one in life.education],
            *([(since, until) for mark, _, since, until in life.marks if mark is kind] for kind in MarkKind),
        ]
        for spans in kinds:
            ordered = sorted(spans)
            sound = all(since < until for since, until in ordered)
            apart = all(one[1] <= other[0] for one, other in pairwise(ordered))
            if not (sound and apart):
                odd.append((life.name, ordered))
    assert odd == []


def test_nobody_is_in_a_group_of_another_branch(lives: list[Life]) -> None:
    groups = [(roll.organisation.parent, life.branch) for life in lives for roll in life.rolls if roll.relation == "group"]
    assert [pair for pair in groups if pair[0] is not pair[1]] == []


def test_every_branch_has_a_secretary(street: Street, lives: list[Life]) -> None:
    led = {post.organisation for life in lives for post in life.posts if post.kind is PostKind.SECRETARY and post.until == FAR}
    assert [one.short_name for one in street.branches if one not in led] == []


def test_nobody_holds_a_post_before_it_existed_or_after_leaving(lives: list[Life]) -> None:
    held = [post for life in lives for post in life.posts]
    assert [post for post in held if post.since < post.organisation.founded or post.since >= post.until] == []
    assert {post.until == FAR for post in held} == {True, False}


def test_marks_of_every_kind_that_the_street_keeps(members: list[Life]) -> None:
    kinds = {mark for life in members for mark, _, _, _ in life.marks}
    assert kinds == {
        MarkKind.EX_SERVICE,
        MarkKind.FLOATING_OUT,
        MarkKind.HOME_BOUND,
        MarkKind.HARDSHIP,
        MarkKind.ABROAD,
        MarkKind.OUT_OF_CONTACT,
    }


def test_some_moved_left_died_or_were_suspended(lives: list[Life]) -> None:
    endings = Counter(roll.ending for life in lives for roll in life.rolls if roll.relation == "roll" and roll.ending)
    assert set(endings) == {"moved", "left", "died", "expelled", "cancelled"}
    assert endings["died"] == 118
    assert sum(any(state is MembershipState.SUSPENDED for state, _, _ in life.states) for life in lives) > 0


def test_doubts_and_proposals_are_open_and_settled(lives: list[Life]) -> None:
    assert {doubt.closed is None for life in lives for doubt in life.doubts} == {True, False}
    assert {proposal.state for life in lives for proposal in life.proposals} == {"open", "withdrawn"}


def test_personas_of_the_register_are_members_with_their_posts(lives: list[Life]) -> None:
    by_name = {life.name: life for life in lives[: len(PERSONAS)]}
    for persona in PERSONAS:
        if persona.branch:
            life = by_name[persona.name]
            assert (life.branch.short_name, life.sex, life.age(DAY)) == (persona.branch, persona.sex, persona.age)
            assert [post.kind for post in life.posts] == ([persona.post] if persona.post else [])


def test_rare_names_stand_among_common_ones(lives: list[Life]) -> None:
    assert sum("·" in life.name for life in lives) > 3
    assert sum(any(ord(sign) > 0xFFFF for sign in life.name) for life in lives) > 0
    assert sum(life.name[0] in "单解查曾任区仇朴翟盖种覃" for life in lives) > 30


def test_the_same_seed_and_day_give_the_same_people(lives: list[Life]) -> None:
    _, again = draw_sample(SEED, DAY)
    assert [(one.name, one.number, one.phone, one.joined, one.rolls[0].since) for one in again] == [
        (one.name, one.number, one.phone, one.joined, one.rolls[0].since) for one in lives
    ]


@pytest.mark.parametrize("day", [DAY, date(2028, 2, 29)])
def test_two_were_let_go_also_on_a_day_on_which_one_of_the_small_enterprises_has_nobody_to_spare(day: date) -> None:
    _, lives = draw_sample(SEED, day)
    let_go = [
        since
        for life in lives
        for category, since, end in life.categories
        if life.branch.trade is Trade.PRIVATE and category is ManagementCategory.LAID_OFF and end == FAR
    ]
    assert sorted(let_go) == [day - timedelta(days=260), day - timedelta(days=95)]
