"""What a form names is in reach too: an organisation or person out of reach is refused like one that isn't there."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.urls import reverse

from tests.access.in_the_world import InTheWorld, body_of, rows_of_everything
from tests.access.world import SURNAMES
from tests.register.factories import actor, identity_number
from zhibu.register.models import Person
from zhibu.register.services.members import correct_person
from zhibu.register.services.merging import merge_persons

ON = "2026-01-05"
NUMBER = identity_number(date(1980, 1, 1), 7)


class TestNamedOutOfReach(InTheWorld):
    """Each write is sound but for the place or person that it names."""

    out_of_reach: ClassVar[tuple[str, ...]] = ("parent", "sibling", "other")

    def refused(self, name: str, args: tuple[object, ...], data: Mapping[str, str], *, subject: str = "street_clerk") -> list[str]:
        """What went wrong: the write was done, or something was told."""
        with self.undone():
            before = rows_of_everything()
            response = self.world.browser(subject).post(reverse(name, args=args), data)
            said = body_of(response).decode()
            wrote = rows_of_everything() != before
        told = [word for relation in self.out_of_reach if (word := SURNAMES[relation]) in said]
        return (
            [f"{name} {dict(data)}: {response.status_code}, wrote {wrote}, told {told}"]
            if wrote or told or response.status_code != 422
            else []
        )

    def codes(self) -> list[str]:
        return [self.world.places[relation].organisation.code for relation in self.out_of_reach]

    def test_nobody_is_registered_in_an_organisation_out_of_reach(self) -> None:
        data = {"name": "新来的", "status": "full", "joined_on": "2000-01-01", "birth_date": "1970-01-01", "sex": "male", "on": ON}
        assert [self.refused("member_register", (), {**data, "organisation": code}) for code in self.codes()] == [[], [], []]

    def test_no_organisation_is_founded_out_of_reach_nor_as_a_root(self) -> None:
        data = {"name": "中共新支部委员会", "kind": "党支部", "on": ON}
        assert [self.refused("organisation_found", (), {**data, "parent": code}) for code in [*self.codes(), ""]] == [[], [], [], []]

    def test_no_organisation_is_moved_or_merged_out_of_reach(self) -> None:
        args = (self.world.places["child"].organisation.code,)
        names = ("organisation_move", "organisation_merge")
        assert [self.refused(name, args, {"parent": code, "on": ON}) for name in names for code in self.codes()] == [[]] * 6

    def test_no_post_is_held_out_of_reach(self) -> None:
        args = (self.world.places["own"].person.code,)
        data = {"kind": "committee_member", "on": ON}
        assert [self.refused("member_post", args, {**data, "organisation": code}) for code in self.codes()] == [[], [], []]

    def test_no_draft_goes_to_a_branch_that_was_typed_out_of_reach(self) -> None:
        place = self.world.places["own"]
        data = {"pick": f"{place.person.code}-{place.proposal_id}", "do": "accept"}
        assert [self.refused("settling_proposals", (), {**data, "target": code}) for code in self.codes()] == [[], [], []]

    def test_no_move_is_proposed_out_of_reach(self) -> None:
        args = (self.world.places["own"].person.code,)
        assert [self.refused("member_move", args, {"target": code}) for code in self.codes()] == [[], [], []]

    def test_no_record_is_merged_with_one_out_of_reach(self) -> None:
        args = (self.world.places["own"].person.code,)
        others = [self.world.places[relation].person.code for relation in self.out_of_reach]
        assert [self.refused("member_merge", args, {"other": code}) for code in others] == [[], [], []]

    def test_no_unit_is_placed_out_of_reach(self) -> None:
        args = (self.world.places["own"].unit.code,)
        data = {"name": "新单位", "on": ON, "district_owned": "unknown"}
        assert [self.refused("unit_add", (), {**data, "place": code}) for code in self.codes()] == [[], [], []]
        assert [self.refused("unit_correct", args, {**data, "place": code}) for code in self.codes()] == [[], [], []]

    def test_a_number_known_out_of_reach_is_refused_without_a_name(self) -> None:
        correct_person(by=actor(), person=self.world.places["sibling"].person, facts={"id_number": NUMBER})
        place = self.world.places["own"].organisation.code
        data = {"name": "新来的", "status": "full", "joined_on": "2005-01-01", "id_number": NUMBER, "organisation": place, "on": ON}
        assert self.refused("member_register", (), data) == []

    def test_a_record_that_was_merged_into_one_out_of_reach_leads_nowhere(self) -> None:
        own, sibling = self.world.places["own"].second, self.world.places["sibling"].second
        outcome = merge_persons(by=actor(), keep=sibling, other=own)
        assert outcome.decision.objections == ()
        assert Person.objects.unguarded("测试").get(pk=own.pk).merged_into_id == sibling.pk
        response = self.world.browser("street_clerk").get(reverse("member", args=[own.code]))
        assert response.status_code == 404

    def test_lists_refuse_a_scope_out_of_reach(self) -> None:
        names = ["members", "members_export", "export_new", "settling_proposals", "settling_unsaid", "settling_drafts"]
        names += ["organisations", "organisations_list", "organisations_chart", "organisations_export", "units", "units_export"]
        client = self.world.browser("street_clerk")
        assert [client.get(reverse(name), {"within": code}).status_code for name in names for code in self.codes()] == [404] * 36
