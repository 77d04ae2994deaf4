"""What stands in the sample street."""

from collections import Counter

from tests.config.sample.conftest import DAY
from zhibu.config.sample.areas import AREAS
from zhibu.config.sample.load import SEED, draw_sample
from zhibu.config.sample.street import Street
from zhibu.config.sample.tree import Trade
from zhibu.config.sample.units import UNITS
from zhibu.register.terms.organisations import OrganisationKind, kind_by_ending
from zhibu.register.terms.units import Ownership


def test_nine_communities_led_by_committees_or_general_branches(street: Street) -> None:
    assert {name: party.short_name for name, party in street.communities.items()} == {area.name: area.name + area.ending for area in AREAS}
    assert Counter(party.kind.kind for party in street.communities.values()) == {
        OrganisationKind.COMMITTEE: 7,
        OrganisationKind.GENERAL_BRANCH: 2,
    }


def test_some_110_branches_of_all_kinds(street: Street) -> None:
    kinds = Counter(one.kind.label for one in street.branches)
    assert kinds == {"党支部": 99, "联合党支部": 9, "临时党支部": 1}
    assert {one.trade for one in street.branches} == set(Trade)


def test_above_the_street_stand_the_district_and_its_organisation_department(street: Street) -> None:
    assert [one.short_name for one in street.root.lineage()] == ["向阳街道党工委", "云溪区委"]
    assert street.named("云溪区委组织部").parent is street.named("云溪区委")


def test_every_name_tells_its_kind(street: Street) -> None:
    odd = [name for one in street.organisations for name in (one.name, one.short_name) if kind_by_ending(name) != one.kind]
    assert odd == []


def test_names_are_single(street: Street) -> None:
    names = [one.short_name for one in street.organisations]
    assert len(set(names)) == len(names)


def test_large_branches_have_groups(street: Street) -> None:
    assert {len(one.groups) for one in street.branches if one.size >= 50} == {2, 3}
    assert {len(one.groups) for one in street.branches if one.size < 50} == {0}


def test_general_branches_of_communities_have_50_to_99_members(street: Street) -> None:
    for party in street.communities.values():
        size = sum(one.size for one in street.branches if one.parent is party)
        assert (size <= 99) == (party.kind.kind is OrganisationKind.GENERAL_BRANCH), party.short_name


def test_a_history_of_each_sort(street: Street) -> None:
    renamed = [one.short_name for one in street.organisations if one.names and not one.forms]
    upgraded = [one.short_name for one in street.organisations if one.forms]
    moved = [one.short_name for one in street.organisations if one.parents]
    gone = {one.short_name: one.how for one in street.organisations if one.dissolved}
    assert renamed == ["铁新社区第三党支部"]
    assert upgraded == ["翠屏社区党总支"]
    assert moved == ["云溪绿源环保公司党支部"]
    assert gone == {"滨溪社区第七党支部": "merged", "云溪宝利鞋业公司党支部": "dissolved"}


def test_sixty_units_of_all_ownerships_in_the_communities(street: Street) -> None:
    assert len(UNITS) == 60
    assert {unit.ownership for unit in UNITS} == set(Ownership)
    assert {unit.community for unit in UNITS} == set(street.communities)


def test_party_organisations_of_units_exist(street: Street) -> None:
    known = {one.short_name for one in street.organisations}
    assert [unit.name for unit in UNITS if unit.organisation and unit.organisation not in known] == []


def test_official_codes_keep_their_leading_zero_and_may_be_missing(street: Street) -> None:
    codes = [one.official_code for one in street.branches]
    given = [code for code in codes if code]
    assert {(len(code), code[:4]) for code in given} == {(12, "0999")}
    assert len(given) < len(codes)


def test_the_same_seed_gives_the_same_street(street: Street) -> None:
    again, _ = draw_sample(SEED, DAY)
    assert [(one.name, one.size, one.founded) for one in again.organisations] == [
        (one.name, one.size, one.founded) for one in street.organisations
    ]


def test_another_seed_gives_another(street: Street) -> None:
    other, _ = draw_sample(SEED + 1, DAY)
    assert [one.size for one in other.organisations] != [one.size for one in street.organisations]
