"""Who may be given what: three powers that three persons hold, none of them beside another role; nobody grants to oneself."""

from datetime import date
from typing import Final

import pytest

from zhibu.access.rules import may_belong, may_do_without_second_factor, may_end_grant, may_grant
from zhibu.access.terms import ACTS, KEEPERS, ROLE_ACTS, ROLE_LABELS, Role, act_to_take_back
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision

TODAY: Final = date(2026, 6, 1)
REGISTER_ACTS: Final = frozenset(ACTS) - {"give_grants", "read_trail", "run_system", "confirm_reset"}


def codes(decision: Decision) -> list[str]:
    return [objection.code for objection in decision.objections]


def grant(role: Role = Role.STREET_CLERK, *, place: bool = True, held: tuple[Role, ...] = (), own: bool = False) -> list[str]:
    return codes(may_grant(role=role, has_organisation=place, held=held, giver_is_holder=own))


def test_a_role_stands_on_an_organisation_and_a_keeper_on_none() -> None:
    assert [grant(), grant(place=False)] == [[], ["organisation_missing"]]
    assert [grant(Role.AUDITOR, place=False), grant(Role.AUDITOR)] == [[], ["organisation_superfluous"]]


@pytest.mark.parametrize("keeper", sorted(KEEPERS))
def test_a_keeper_holds_nothing_else(keeper: Role) -> None:
    assert grant(keeper, place=False, held=(Role.MEMBER,)) == ["powers_together"]
    assert grant(Role.MEMBER, held=(keeper,)) == ["powers_together"]
    assert [grant(keeper, place=False, held=(other,)) for other in sorted(KEEPERS - {keeper})] == [["powers_together"]] * 2


def test_roles_of_the_register_stand_side_by_side() -> None:
    assert grant(Role.BRANCH_SECRETARY, held=(Role.COMMUNITY_SECRETARY, Role.MEMBER)) == []


def test_nobody_grants_to_oneself_and_every_objection_is_told() -> None:
    assert grant(Role.AUDITOR, held=(Role.MEMBER,), own=True) == ["own_grant", "organisation_superfluous", "powers_together"]


@pytest.mark.parametrize(
    ("roles", "beside", "refused"),
    [
        ((), (Role.AUDITOR,), []),
        ((Role.AUDITOR,), (), []),
        ((Role.AUDITOR,), (Role.AUDITOR,), []),
        ((Role.MEMBER,), (Role.STREET_CLERK, Role.BRANCH_SECRETARY), []),
        ((Role.AUDITOR,), (Role.MEMBER,), ["powers_together"]),
        ((Role.MEMBER,), (Role.RIGHTS_KEEPER,), ["powers_together"]),
        ((Role.AUDITOR,), (Role.SYSTEM_KEEPER,), ["powers_together"]),
    ],
)
def test_a_keeper_s_account_belongs_to_nobody_who_holds_anything_else(
    roles: tuple[Role, ...], beside: tuple[Role, ...], refused: list[str]
) -> None:
    assert codes(may_belong(roles=roles, beside=beside)) == refused


def end(*, since: date = date(2026, 1, 1), until: date = FAR, on: date = TODAY, own: bool = False) -> list[str]:
    return codes(may_end_grant(valid_from=since, valid_to=until, on=on, today=TODAY, ender_is_holder=own))


def test_a_grant_ends_today_or_later_and_before_its_own_end() -> None:
    assert [end(), end(on=date(2026, 12, 31))] == [[], []]
    assert end(on=date(2026, 5, 31)) == ["before_today"]
    assert end(until=date(2026, 9, 1), on=date(2026, 9, 1)) == ["after_end"]


def test_a_grant_that_has_not_begun_is_taken_out_on_any_day() -> None:
    assert end(since=date(2026, 7, 1), on=date(2026, 6, 1)) == []


def test_nobody_ends_an_own_grant() -> None:
    assert end(own=True) == ["own_grant"]


def test_no_keeper_opens_the_register_and_no_other_role_what_keepers_do() -> None:
    assert {role: ROLE_ACTS[role] & REGISTER_ACTS for role in KEEPERS} == dict.fromkeys(KEEPERS, frozenset())
    assert {role: ROLE_ACTS[role] - REGISTER_ACTS for role in Role if role not in KEEPERS} == {
        role: frozenset() for role in Role if role not in KEEPERS
    }


def test_each_power_of_a_keeper_is_one_role_s_alone() -> None:
    assert [ACTS[act].roles for act in ("give_grants", "read_trail", "run_system")] == [
        {Role.RIGHTS_KEEPER},
        {Role.AUDITOR},
        {Role.SYSTEM_KEEPER},
    ]


def test_every_role_has_its_name_and_every_act_its_roles() -> None:
    assert set(ROLE_LABELS) == set(Role)
    assert [act.key for act in ACTS.values() if not act.roles or not act.label] == []


@pytest.mark.parametrize(
    ("done", "act"),
    [
        ("member.correct", "edit_members"),
        ("member.post_ended", "edit_posts"),
        ("member.merge", "merge_persons"),
        ("organisation.move", "edit_organisations"),
        ("unit.add", "edit_organisations"),
        ("grant.give", ""),
        ("account.add", ""),
        ("import.rosters", ""),
        ("trail.take_back", ""),
    ],
)
def test_taking_back_needs_the_right_that_doing_it_needed(done: str, act: str) -> None:
    assert act_to_take_back(done) == act


@pytest.mark.parametrize("keeper", sorted(KEEPERS))
def test_who_holds_a_power_needs_a_second_factor(keeper: Role) -> None:
    assert codes(may_do_without_second_factor(roles=(keeper,), branches=0)) == ["keeper"]


@pytest.mark.parametrize(("branches", "objections"), [(0, []), (1, []), (2, ["branches"])])
def test_who_sees_more_than_one_branch_needs_a_second_factor(branches: int, objections: list[str]) -> None:
    for role in Role:
        if role not in KEEPERS:
            assert codes(may_do_without_second_factor(roles=(role,), branches=branches)) == objections


def test_a_second_factor_is_required_by_article_and_every_reason_is_told() -> None:
    decision = may_do_without_second_factor(roles=(Role.AUDITOR,), branches=2)
    assert [(one.code, one.article) for one in decision.objections] == [
        ("keeper", "GB/T 22239-2019 8.1.4.1 d"),
        ("branches", "GB/T 22239-2019 8.1.4.1 d"),
    ]
