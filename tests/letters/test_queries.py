"""A draft is its sender's; what was sent is seen by those to whom it went and those above; lists take a constant number of queries."""

from typing import Any

import pytest

from tests.letters.writing import draft, reader, sent
from tests.register.factories import Street, make_organisation, make_street
from zhibu.access.terms import Role
from zhibu.letters.queries import (
    Box,
    addressees_named,
    has_below,
    letter_seen,
    letters_of,
    on_the_desk,
)
from zhibu.letters.terms import LetterKind
from zhibu.register.queries.folding import together
from zhibu.register.terms.organisations import OrganisationKind

pytestmark = pytest.mark.django_db

Kind = LetterKind


@pytest.fixture
def street() -> Street:
    return make_street()


def titles(who: Any, box: Box) -> list[str]:
    return [one.title for one in letters_of(who, box)]


def test_a_draft_is_for_its_sender_and_those_above_never_for_whom_it_will_go_to(street: Street) -> None:
    made = draft(street.sunny, Kind.NOTICE, "关于学习的通知")
    seen = {
        name: letter_seen(reader(name, role, place), made.code) is not None
        for name, role, place in (
            ("own", Role.COMMUNITY_SECRETARY, street.sunny),
            ("above", Role.STREET_CLERK, street.street),
            ("below", Role.BRANCH_SECRETARY, street.sunny_first),
            ("beside", Role.COMMUNITY_SECRETARY, street.spring),
        )
    }
    assert seen == {"own": True, "above": True, "below": False, "beside": False}


def test_what_was_sent_is_seen_at_both_ends_and_nowhere_else(street: Street) -> None:
    made = sent(street.sunny, Kind.NOTICE, "关于学习的通知", to=[street.sunny_first])
    ends = [
        letter_seen(reader(place.code, Role.BRANCH_OFFICER, place), made.code) is not None
        for place in (street.sunny_first, street.sunny_second)
    ]
    assert ends == [True, False]
    assert letter_seen(reader("member", Role.MEMBER, street.sunny_first), made.code) is None


def test_each_letter_lies_in_the_box_of_its_reader(street: Street) -> None:
    sent(street.sunny_first, title="一支部的请示")
    sent(street.street, Kind.NOTICE, "街道的通知")
    draft(street.sunny, Kind.REPORT, "社区的报告", body="已办。")
    community = reader("c", Role.COMMUNITY_SECRETARY, street.sunny)
    clerk = reader("k", Role.STREET_CLERK, street.street)
    assert {box: titles(community, box) for box in Box} == {
        Box.IN: ["街道的通知", "一支部的请示"],
        Box.OUT: [],
        Box.DRAFTS: ["社区的报告"],
        Box.BELOW: [],
    }
    assert {box: titles(clerk, box) for box in Box} == {
        Box.IN: [],
        Box.OUT: ["街道的通知"],
        Box.DRAFTS: ["社区的报告"],
        Box.BELOW: ["一支部的请示"],
    }


def test_a_request_waits_on_the_desk_of_whoever_must_answer_and_a_draft_of_whoever_must_sign(street: Street) -> None:
    request = sent(street.sunny_first, title="一支部的请示")
    draft(street.sunny, Kind.REPORT, "社区的报告", body="已办。")
    sent(street.street, Kind.NOTICE, "街道的通知", to=[street.sunny, street.spring])
    waiting = {
        name: None if (parts := on_the_desk(reader(name, role, place))) is None else sorted(one.title for one in together(*parts)[0])
        for name, role, place in (
            ("secretary", Role.COMMUNITY_SECRETARY, street.sunny),
            ("branch", Role.BRANCH_SECRETARY, street.sunny_first),
            ("clerk", Role.STREET_CLERK, street.street),
            ("spring", Role.COMMUNITY_SECRETARY, street.spring),
            ("member", Role.MEMBER, street.sunny),
        )
    }
    assert waiting == {
        "secretary": ["一支部的请示", "社区的报告", "街道的通知"],
        "branch": [],
        "clerk": [],
        "spring": ["街道的通知"],
        "member": None,
    }
    sent(street.sunny, Kind.REPLY, "批复", answers=request, body="同意。")
    parts = on_the_desk(reader("later", Role.COMMUNITY_SECRETARY, street.sunny))
    assert parts is not None
    assert sorted(one.title for one in together(*parts)[0]) == ["社区的报告", "街道的通知"]


def test_a_request_whose_reply_is_drafted_waits_once_as_the_draft_to_be_signed(street: Street) -> None:
    request = sent(street.sunny_first, title="一支部的请示")
    sent(street.sunny_second, title="二支部的请示")
    draft(street.sunny, Kind.REPLY, "一支部的批复", answers=request, body="同意。")
    parts = on_the_desk(reader("secretary", Role.COMMUNITY_SECRETARY, street.sunny))
    assert parts is not None
    rows, total = together(*parts)
    assert (sorted(one.title for one in rows), list(total)) == (["一支部的批复", "二支部的请示"], [2])


def test_only_those_with_organisations_below_have_somebody_to_give_notice_to(street: Street) -> None:
    make_organisation("第一党小组", OrganisationKind.GROUP, street.sunny_first)
    places = (
        ("branch", Role.BRANCH_SECRETARY, street.sunny_first, False),
        ("community", Role.COMMUNITY_SECRETARY, street.sunny, True),
        ("clerk", Role.STREET_CLERK, street.street, True),
    )
    found = [has_below(reader(name, role, place), "write_letters") for name, role, place, _ in places]
    assert found == [below for *_, below in places]


def test_one_writes_to_those_above_their_departments_and_those_below(street: Street) -> None:
    bureau = make_organisation("中共新阳区委组织部", OrganisationKind.DEPARTMENT, street.district, short_name="区委组织部")
    found, unclear = addressees_named(street.street, ["区委组织部", "中共新阳区委员会", street.sunny.code, "春风街道党工委"])
    assert ([one.pk for one in found], unclear) == ([bureau.pk, street.district.pk, street.sunny.pk], ["春风街道党工委"])
    above = ["新阳区委", "向阳街道党工委", "阳光社区党委", "区委组织部"]
    found, unclear = addressees_named(street.sunny_first, [*above, "春风街道党工委"])
    assert ([one.now_short_name for one in found], unclear) == (above, ["春风街道党工委"])


@pytest.mark.parametrize("number", [1, 3])
def test_lists_take_a_constant_number_of_queries(street: Street, number: int, django_assert_num_queries: Any) -> None:
    for one in range(number):
        sent(street.sunny_first, title=f"第{one}份请示", copies=[street.street])
        draft(street.sunny_second, title=f"第{one}份草稿")
    secretary = reader("c", Role.COMMUNITY_SECRETARY, street.sunny)
    for box in (Box.IN, Box.DRAFTS):
        with django_assert_num_queries(2):
            assert len(letters_of(secretary, box)) == number
    parts = on_the_desk(secretary)
    assert parts is not None
    with django_assert_num_queries(1):
        first, (total,) = together(*parts)
    assert (len(first), total) == (number, number)
