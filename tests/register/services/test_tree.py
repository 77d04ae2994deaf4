"""The tree changes from a day on; on every day before it stands as it stood."""

from datetime import date, timedelta

import pytest

from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_organisation, make_person, make_street, organisation, person
from tests.register.state import codes, nothing_written, one_operation, parent_on, roll_of, spans, tree_on
from zhibu.kernel.dates import FAR
from zhibu.register.models import Community, Membership, Post, ResidentUnit, UnitOrganisation
from zhibu.register.services.communities import add_community
from zhibu.register.services.groups import join_group
from zhibu.register.services.members import leave
from zhibu.register.services.posts import hold_post
from zhibu.register.services.tree import dissolve_organisation, merge_organisation, move_organisation, split_organisation
from zhibu.register.services.units import add_unit
from zhibu.register.terms.organisations import OrganisationKind as Kind
from zhibu.register.terms.organisations import PostKind

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)
APRIL = date(2026, 4, 30)
TOMORROW = TODAY + timedelta(days=1)
TOO_EARLY = LONG_SINCE - timedelta(days=1)


@pytest.fixture
def street() -> Street:
    return make_street()


def test_a_move_takes_the_whole_subtree_along_from_its_day_on(street: Street) -> None:
    group = make_organisation("一组", Kind.GROUP, street.sunny_first)
    before = tree_on(APRIL)
    subjects = {("organisation", street.sunny_first.pk), ("organisation", group.pk)}
    with one_operation("organisation.move", about=subjects):
        move_organisation(by=actor(), organisation=street.sunny_first, parent=street.spring, on=MAY)
    path = street.spring.now_path + f"{street.sunny_first.pk:07d}"
    assert tree_on(APRIL) == before
    assert tree_on(MAY) == before | {
        street.sunny_first.pk: (street.spring.pk, path),
        group.pk: (street.sunny_first.pk, path + f"{group.pk:07d}"),
    }
    assert organisation(group.pk).now_path == path + f"{group.pk:07d}"


def test_people_follow_their_branch_and_those_who_left_follow_their_last_one(street: Street) -> None:
    here, gone = make_person(street.sunny_first, "在册"), make_person(street.sunny_first, "已转出")
    leave(by=actor(), person=gone, how="left", on=date(2020, 1, 1))
    move_organisation(by=actor(), organisation=street.sunny, parent=street.spring, on=TODAY)
    path = organisation(street.sunny_first.pk).now_path
    assert path.startswith(street.spring.now_path)
    assert (person(here.pk).now_path, person(gone.pk).now_path) == (path, path)


def test_a_group_moved_to_another_branch_takes_nobody_along(street: Street) -> None:
    group = make_organisation("一组", Kind.GROUP, street.sunny_first)
    one = make_person(street.sunny_first)
    join_group(by=actor(), person=one, group=group, on=date(2020, 1, 1))
    move_organisation(by=actor(), organisation=group, parent=street.sunny_second, on=MAY)
    assert spans(Membership, one.pk, "organisation_id", relation="group") == [(group.pk, date(2020, 1, 1), MAY)]


@pytest.mark.parametrize(
    ("moved", "parent", "on", "expected"),
    [
        ("sunny", "sunny_first", TODAY, ["into_itself"]),
        ("sunny", "sunny", TODAY, ["into_itself"]),
        ("sunny_first", "sunny", TODAY, ["already_there"]),
        ("sunny_first", "spring", TOMORROW, ["future"]),
        ("sunny_first", "spring", TOO_EARLY, ["before_first", "before_first"]),
    ],
)
def test_a_move_that_cannot_be(street: Street, moved: str, parent: str, on: date, expected: list[str]) -> None:
    with nothing_written():
        refused = move_organisation(by=actor(), organisation=getattr(street, moved), parent=getattr(street, parent), on=on)
    assert codes(refused) == expected


def test_a_move_keeps_the_order_of_groups_and_names(street: Street) -> None:
    group = make_organisation("一组", Kind.GROUP, street.sunny_first)
    make_organisation(street.sunny_first.now_name, Kind.BRANCH, street.spring)
    with nothing_written():
        assert codes(move_organisation(by=actor(), organisation=group, parent=street.sunny, on=TODAY)) == ["lone_group"]
        assert codes(move_organisation(by=actor(), organisation=street.sunny_second, parent=group, on=TODAY)) == ["below_group"]
        assert codes(move_organisation(by=actor(), organisation=street.sunny_first, parent=street.spring, on=TODAY)) == ["name_taken"]


def test_history_is_not_rewritten_under_later_changes(street: Street) -> None:
    move_organisation(by=actor(), organisation=street.sunny_first, parent=street.spring, on=MAY)
    with nothing_written():
        again = move_organisation(by=actor(), organisation=street.sunny_first, parent=street.street, on=APRIL)
        from_where_it_came = move_organisation(by=actor(), organisation=street.spring, parent=street.sunny, on=APRIL)
        below_what_moved = move_organisation(by=actor(), organisation=street.sunny_second, parent=street.sunny_first, on=APRIL)
    assert (codes(again), codes(from_where_it_came), codes(below_what_moved)) == (["later_moves"], ["later_moves"], ["later_moves"])


def test_two_tabs_cannot_make_a_circle(street: Street) -> None:
    old_sunny, old_spring = organisation(street.sunny.pk), organisation(street.spring.pk)
    move_organisation(by=actor(), organisation=street.sunny, parent=street.spring, on=TODAY)
    with nothing_written():
        assert codes(move_organisation(by=actor(), organisation=old_spring, parent=old_sunny, on=TODAY)) == ["into_itself"]


def test_an_empty_organisation_is_dissolved_from_a_day_on(street: Street) -> None:
    with one_operation("organisation.dissolve", about={("organisation", street.spring_first.pk)}):
        dissolve_organisation(by=actor(), organisation=street.spring_first, on=MAY)
    gone = organisation(street.spring_first.pk)
    assert (gone.dissolved_on, gone.dissolved_by, gone.successor_id) == (MAY, "dissolved", None)
    assert gone.pk in tree_on(APRIL)
    assert gone.pk not in tree_on(MAY)
    assert gone.now_path == street.spring_first.now_path


def test_posts_and_units_end_with_the_organisation(street: Street) -> None:
    one = make_person(street.sunny_first)
    hold_post(by=actor(), person=one, organisation=street.sunny, kind=PostKind.SECRETARY, on=date(2020, 1, 1))
    extra = make_organisation("党建联盟支部", Kind.BRANCH, street.sunny)
    post = hold_post(by=actor(), person=one, organisation=extra, kind=PostKind.CONCURRENT_COMMITTEE_MEMBER, on=date(2020, 1, 1))
    unit = add_unit(by=actor(), facts={"name": "超市"}, place=street.sunny, on=date(2020, 1, 1), organisation=extra)
    dissolve_organisation(by=actor(), organisation=extra, on=MAY)
    assert post.done
    assert spans(Post, one.pk, "organisation_id") == [(street.sunny.pk, date(2020, 1, 1), FAR), (extra.pk, date(2020, 1, 1), MAY)]
    (link,) = UnitOrganisation.objects.unguarded("测试").filter(unit_id=unit.row_id)
    assert link.valid_to == MAY


def test_nothing_is_dissolved_that_holds_people_organisations_or_units(street: Street) -> None:
    make_person(street.sunny_first)
    make_organisation("一组", Kind.GROUP, street.sunny_first)
    add_unit(by=actor(), facts={"name": "超市"}, place=street.sunny_first, on=TODAY)
    with nothing_written():
        refused = dissolve_organisation(by=actor(), organisation=street.sunny_first, on=TODAY)
    assert codes(refused) == ["people_left", "organisations_left", "units_left"]


@pytest.mark.parametrize(("on", "expected"), [(TOMORROW, ["future"]), (TOO_EARLY, ["before_first"]), (LONG_SINCE, ["too_early"])])
def test_a_day_on_which_nothing_can_end(street: Street, on: date, expected: list[str]) -> None:
    with nothing_written():
        assert codes(dissolve_organisation(by=actor(), organisation=street.spring_first, on=on)) == expected


def test_an_end_before_somebody_came_is_refused(street: Street) -> None:
    one = make_person(street.spring_first, on=MAY)
    leave(by=actor(), person=one, how="left", on=date(2026, 5, 20))
    with nothing_written():
        assert codes(dissolve_organisation(by=actor(), organisation=street.spring_first, on=APRIL)) == ["later_facts", "people_left"]


def test_what_is_dissolved_is_not_dissolved_again_nor_changed(street: Street) -> None:
    dissolve_organisation(by=actor(), organisation=street.spring_first, on=MAY)
    with nothing_written():
        assert codes(dissolve_organisation(by=actor(), organisation=street.spring_first, on=TODAY)) == ["dissolved"]
        assert codes(move_organisation(by=actor(), organisation=street.spring_first, parent=street.sunny, on=TODAY)) == ["dissolved"]


def test_a_merger_takes_people_groups_units_and_the_community_along(street: Street) -> None:
    one, other = make_person(street.sunny_first, "甲"), make_person(street.sunny_second, "乙")
    group = make_organisation("一组", Kind.GROUP, street.sunny_first)
    join_group(by=actor(), person=one, group=group, on=date(2020, 1, 1))
    unit = add_unit(by=actor(), facts={"name": "超市"}, place=street.sunny_first, on=date(2020, 1, 1), organisation=street.sunny_first)
    community = add_community(by=actor(), organisation=street.sunny_first, name="阳光社区", residents_committee="阳光社区居民委员会")
    with one_operation("organisation.merge"):
        merge_organisation(by=actor(), organisation=street.sunny_first, into=street.sunny_second, on=MAY)
    assert (roll_of(street.sunny_first.pk, APRIL), roll_of(street.sunny_second.pk, APRIL)) == ([one.pk], [other.pk])
    assert (roll_of(street.sunny_first.pk, MAY), roll_of(street.sunny_second.pk, MAY)) == ([], [one.pk, other.pk])
    assert spans(Membership, one.pk, "organisation_id", "ending", relation="roll") == [
        (street.sunny_first.pk, "moved", LONG_SINCE, MAY),
        (street.sunny_second.pk, "", MAY, FAR),
    ]
    assert spans(Membership, one.pk, "organisation_id", relation="group") == [(group.pk, date(2020, 1, 1), FAR)]
    assert parent_on(group.pk, MAY) == street.sunny_second.pk
    gone = organisation(street.sunny_first.pk)
    assert (gone.dissolved_by, gone.successor_id, gone.pk in tree_on(MAY)) == ("merged", street.sunny_second.pk, False)
    assert person(one.pk).now_path == street.sunny_second.now_path
    assert ResidentUnit.objects.unguarded("测试").get(pk=unit.row_id).organisation_id == street.sunny_second.pk
    assert Community.objects.unguarded("测试").get(pk=community.row_id).organisation_id == street.sunny_second.pk
    assert UnitOrganisation.objects.unguarded("测试").on(MAY).get(unit_id=unit.row_id).organisation_id == street.sunny_second.pk


def test_whoever_left_later_leaves_the_branch_that_took_over(street: Street) -> None:
    one = make_person(street.sunny_first)
    leave(by=actor(), person=one, how="died", on=date(2026, 5, 20))
    merge_organisation(by=actor(), organisation=street.sunny_first, into=street.sunny_second, on=MAY)
    assert spans(Membership, one.pk, "organisation_id", "ending") == [
        (street.sunny_first.pk, "moved", LONG_SINCE, MAY),
        (street.sunny_second.pk, "died", MAY, date(2026, 5, 20)),
    ]


def test_people_are_not_merged_into_what_holds_no_people(street: Street) -> None:
    make_person(street.sunny_first)
    make_organisation("一组", Kind.GROUP, street.sunny_first)
    with nothing_written():
        refused = merge_organisation(by=actor(), organisation=street.sunny_first, into=street.spring, on=TODAY)
    assert codes(refused) == ["no_branch", "lone_group"]


def test_an_organisation_is_not_merged_into_itself_or_a_dissolved_one(street: Street) -> None:
    dissolve_organisation(by=actor(), organisation=street.spring_first, on=MAY)
    with nothing_written():
        itself = merge_organisation(by=actor(), organisation=street.sunny, into=street.sunny_first, on=TODAY)
        nothing = merge_organisation(by=actor(), organisation=street.sunny_first, into=street.spring_first, on=TODAY)
    assert codes(itself) == ["into_itself"]
    assert codes(nothing) == ["parent_dissolved"]


def test_a_split_founds_a_second_branch_with_those_who_are_named(street: Street) -> None:
    stays, goes = make_person(street.sunny_first, "留"), make_person(street.sunny_first, "走")
    group = make_organisation("一组", Kind.GROUP, street.sunny_first)
    join_group(by=actor(), person=goes, group=group, on=date(2020, 1, 1))
    with one_operation("organisation.split"):
        done = split_organisation(
            by=actor(), organisation=street.sunny_first, name="第三支部", short_name="三支部", person_ids=[goes.pk], on=MAY
        )
    assert (roll_of(street.sunny_first.pk, APRIL), roll_of(street.sunny_first.pk, MAY)) == ([stays.pk, goes.pk], [stays.pk])
    assert roll_of(done.row_id, MAY) == [goes.pk]
    fresh = organisation(done.row_id)
    assert (fresh.now_parent_id, fresh.now_kind, fresh.founded_on) == (street.sunny.pk, "branch", MAY)
    assert person(goes.pk).now_path == fresh.now_path
    assert spans(Membership, goes.pk, "ending", relation="group") == [("moved", date(2020, 1, 1), MAY)]


def test_a_split_names_people_of_the_branch(street: Street) -> None:
    stranger = make_person(street.spring_first)
    with nothing_written():
        refused = split_organisation(
            by=actor(),
            organisation=street.sunny_first,
            name="中共向阳街道阳光社区第二支部委员会",
            short_name="",
            person_ids=[stranger.pk],
            on=TODAY,
        )
        nobody = split_organisation(by=actor(), organisation=street.district, name="新", short_name="", person_ids=[], on=TOMORROW)
    assert codes(refused) == ["strangers", "name_taken"]
    assert codes(nobody) == ["future", "root", "nobody"]
