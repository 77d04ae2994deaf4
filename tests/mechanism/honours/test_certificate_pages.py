"""Certificates and lists as pages and files, and the check by code and surname."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from docx import Document

from tests.access.cast import make_account, signed_in
from tests.mechanism.honours.granted import DAY, WHY, honour
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.mechanism.honours.queries.certificates import checked, of_honours
from zhibu.mechanism.honours.services.certificates import publish_certificates, withdraw_certificates
from zhibu.postbox.models import Publication
from zhibu.trail.door import recording
from zhibu.trail.models import ReadEntry, ReadPerson

pytestmark = pytest.mark.django_db

Queries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def _file(response: HttpResponseBase) -> bytes:
    return b"".join(getattr(response, "streaming_content", ()))


def test_without_honours_the_page_says_what_comes_before(clerk: Client) -> None:
    page = clerk.get(reverse("certificates")).content.decode()
    assert "还没有授予荣誉" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_year_reads_as_often_for_three_as_for_one(
    street: Street, clerk: Client, django_assert_num_queries: Queries, number: int
) -> None:
    for at in range(number):
        honour(street.street, person=make_person(street.sunny_first, f"李四{'甲乙丙'[at]}"))
    address = reverse("certificates_of_year", args=[street.street.code, DAY.year])
    clerk.get(address)
    with django_assert_num_queries(3):
        assert clerk.get(address).status_code == 200


def test_a_file_is_made_and_stands_in_the_read_log_of_everybody_on_it(street: Street, clerk: Client) -> None:
    who = make_person(street.sunny_first, "龚䶮")
    honour(street.street, person=who)
    made = clerk.get(reverse("certificates_printed", args=[street.street.code, DAY.year, "all"]))
    assert _file(made)[:4] == b"%PDF"
    entry = ReadEntry.objects.get(field="证书")
    assert list(ReadPerson.objects.filter(read=entry).values_list("person_id", flat=True)) == [who.pk]


def test_the_list_for_reading_out_can_be_edited(street: Street, clerk: Client) -> None:
    honour(street.street, person=make_person(street.sunny_first, "龚䶮"))
    honour(street.street, organisation=street.sunny_first)
    made = clerk.get(reverse("certificates_paper", args=[street.street.code, DAY.year, "reading", "docx"]))
    tables = Document(BytesIO(_file(made))).tables
    assert [[cell.text for cell in row.cells] for table in tables for row in table.rows[1:]] == [
        ["1", street.sunny_first.now_name, ""],
        ["1", "龚䶮", str(street.sunny_first)],
    ]


@pytest.mark.parametrize("paper", ["reading", "poster", "news"])
def test_each_list_is_a_pdf(street: Street, clerk: Client, paper: str) -> None:
    honour(street.street, person=make_person(street.sunny_first, "方㛃"), public_on=DAY)
    made = clerk.get(reverse("certificates_paper", args=[street.street.code, DAY.year, paper, "pdf"]))
    assert _file(made)[:4] == b"%PDF"


def test_who_stands_in_another_community_prints_none_of_it(street: Street) -> None:
    honour(street.street, person=make_person(street.sunny_first, "张三"))
    other = signed_in(make_account("chun", Role.COMMUNITY_SECRETARY, street.spring))
    before = ReadEntry.objects.count()
    made = other.get(reverse("certificates_printed", args=[street.street.code, DAY.year, "all"]))
    assert (made.status_code, ReadEntry.objects.count()) == (404, before)


def test_a_revoked_honour_is_on_no_paper(street: Street, clerk: Client) -> None:
    honour(street.street, person=make_person(street.sunny_first, "张三"), revoked_on=DAY, revoked_because="查实", revoked_document="2号")
    assert clerk.get(reverse("certificates_of_year", args=[street.street.code, DAY.year])).status_code == 404


def test_a_check_needs_code_and_surname_and_names_nobody(street: Street, clerk: Client) -> None:
    row = honour(street.street, person=make_person(street.sunny_first, "欧阳建国"))
    address = reverse("certificate_check")
    genuine = clerk.post(address, {"code": "code 000 001", "surname": "欧阳"}).content.decode()
    wrong = [clerk.post(address, {"code": code, "surname": name}).content.decode() for code, name in (("CODE000001", "张"), ("X", "欧"))]
    whole = clerk.post(address, {"code": "ＣＯＤＥ-000－001", "surname": "欧阳建国"}).content.decode()
    assert "真实有效" in whole
    assert ("真实有效" in genuine, row.certificate in genuine, "欧阳建国" in genuine) == (True, True, False)
    assert [("没有查到" in page, row.certificate in page) for page in wrong] == [(True, False), (True, False)]


def test_a_revoked_certificate_says_so(street: Street) -> None:
    honour(street.street, person=make_person(street.sunny_first, "张三"), revoked_on=DAY)
    found = checked("CODE000001", "张")
    assert found is not None
    assert found.revoked_on == DAY


def test_what_goes_out_names_nobody_and_goes_away_with_a_revocation(street: Street) -> None:
    row = honour(street.street, person=make_person(street.sunny_first, "欧阳建国"))
    with recording(actor(DAY), "demo.load") as work:
        publish_certificates(work, of_honours([row.pk]))
    out = list(Publication.objects.unguarded(WHY).order_by("pk").values_list("page", "key", "content"))
    assert [page for page, _, _ in out] == ["certificate", "certificate"]
    assert [word for _, key, content in out for word in ("欧", "建国", row.check_code) if word in key + content] == []
    with recording(actor(DAY), "demo.load") as work:
        withdraw_certificates(work, of_honours([row.pk]))
    assert set(Publication.objects.unguarded(WHY).values_list("content", flat=True)) == {""}
