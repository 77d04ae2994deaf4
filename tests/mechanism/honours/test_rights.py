"""What nobody learns by looking where he may look: why an honour was taken back, how many were named, what is said of oneself."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.mechanism.honours.selections import (
    NOTICE,
    Selection,
    again,
    called,
    decided,
    make_selection,
    nominations,
    number_of,
    proposed,
    put_on_the_board,
    reviewed,
    stand,
    well,
)  # fmt: skip
from tests.register.factories import actor
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.mechanism.honours.models import Honour
from zhibu.mechanism.honours.services.deciding import take_objection
from zhibu.mechanism.honours.services.granted import revoke
from zhibu.mechanism.honours.terms import Answered

pytestmark = pytest.mark.django_db
WHY = "测试"


@pytest.fixture
def it() -> Selection:
    return make_selection()


def page(account: Account, name: str, *arguments: object) -> str:
    response = signed_in(account).get(reverse(name, args=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_why_an_honour_was_taken_back_is_told_to_whoever_may_open_the_record_alone(it: Selection) -> None:
    """The numbers of certificates follow each other: whoever has one finds the others."""
    row = called(it)
    well(proposed(it, row, it.excellent))
    reviewed(it, row)
    put_on_the_board(it, row)
    (granted,) = decided(it, row)
    assert it.excellent.name in page(it.clerk, "selection", row.case.code)
    well(revoke(by=actor(), honour=granted, reason="受到党内警告处分", document="向阳街纪〔2026〕3 号"))
    cast = {
        "member": make_account("dangyuan", Role.MEMBER, it.nominator, person=it.second),
        "own": make_account("benren", Role.MEMBER, it.nominator, person=it.excellent),
        "branch": it.branch,
        "clerk": it.clerk,
    }
    shown = {who: page(account, "honour", granted.certificate) for who, account in cast.items()}
    assert {who: ("已撤销" in text, "党内警告" in text, "〔2026〕3 号" in text) for who, text in shown.items()} == {
        "member": (True, False, False),
        "own": (True, True, True),
        "branch": (True, True, True),
        "clerk": (True, True, True),
    }
    assert it.excellent.name not in page(it.clerk, "selection", row.case.code)
    assert Honour.objects.unguarded(WHY).get().revoked_because == "受到党内警告处分"


def test_the_address_of_the_own_nomination_does_not_count_those_of_others(it: Selection) -> None:
    row = called(it)
    for person in (it.excellent, it.second):
        well(proposed(it, row, person))
    numbers = [one.number for one in nominations(row)]
    assert (len(set(numbers)), min(numbers) >= 1000) == (2, True)
    assert reverse("selection_withdraw", args=[row.case.code, numbers[1]]) in page(it.branch, "selection", row.case.code)


def test_what_is_said_of_oneself_is_read_and_answered_by_somebody_else(it: Selection) -> None:
    row = called(it)
    well(proposed(it, row, it.excellent))
    reviewed(it, row)
    put_on_the_board(it, row)
    about, said = number_of(row, it.excellent), "值班记录是后补的"
    well(take_objection(by=it.by(on=NOTICE), campaign=again(row), received_on=NOTICE, said=said, about=about))
    own = make_account("ganshi2", Role.STREET_CLERK, it.street, person=it.excellent)
    address = reverse("selection_answer", args=[row.case.code, 1])
    shown = [page(own, "selection", row.case.code), signed_in(own).get(address).content.decode()]
    assert [said in text for text in shown] == [False, False]
    assert said in page(it.clerk, "selection", row.case.code)
    refused = signed_in(own).post(address, {"outcome": "unfounded", "text": "不属实"})
    assert (refused.status_code, "不能由您核实" in refused.content.decode()) == (422, True)
    assert [one.outcome for one in stand(row).objections] == [Answered.OPEN]
    client: Client = signed_in(it.clerk)
    assert client.post(address, {"outcome": "unfounded", "text": "已核实"}).status_code == 302
    assert [one.outcome for one in stand(row).objections] == [Answered.UNFOUNDED]
