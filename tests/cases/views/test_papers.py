"""Photos and files of a document: sealed, seen by those who see the case, and by nobody beside it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.cases.desks import WHY, Desks, acting, case, done, make_desks
from tests.cases.views.test_pages import shown_to
from tests.files.samples import PLAIN_PDF, jpeg
from tests.register.factories import actor
from tests.register.state import nothing_written
from tests.register.views.asking import refusals, said
from zhibu.access.terms import Role
from zhibu.cases import services
from zhibu.cases.dossier import told
from zhibu.cases.models import Case, CaseDocument
from zhibu.cases.papers import KIND, code_of
from zhibu.cases.services.forgetting import forget_texts
from zhibu.files import storage
from zhibu.files.intake import Upload
from zhibu.files.models import FileRecord
from zhibu.files.queries import content_of
from zhibu.files.services import attach
from zhibu.kernel.clock import today
from zhibu.mechanism.supervision.rules import SUPERVISED_MATTER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


@pytest.fixture
def desks() -> Desks:
    return make_desks()


@pytest.fixture
def clerk(desks: Desks) -> Client:
    return signed_in(desks.clerk)


def supervised(desks: Desks, documents: int = 1) -> Case:
    """Held by the street, with a document that has come."""
    opening = services.Opening(SUPERVISED_MATTER, "老楼加装电梯", today(), {"matter": "年内加装三部"})
    by = acting(desks.clerk, today())
    found = done(services.open_case(by=by, organisation=desks.street.street, opening=opening))
    for number in range(documents):
        services.register_document(by=by, case=found, document="resolution", on=today(), kept_at=f"铁柜 {number}")
    return found


def document(found: Case) -> CaseDocument:
    return CaseDocument.objects.unguarded(WHY).filter(case=found).latest("pk")


def url(found: Case, end: str = "") -> str:
    return f"/cases/{found.code}/documents/{document(found).pk}{end}"


def send(client: Client, found: Case) -> Any:
    """The answer of the test client."""
    return client.post(url(found, "/attach"), {"attachments": SimpleUploadedFile("纪要.jpg", jpeg()), "upload_token": "a" * 32})


def kept(desks: Desks, found: Case, name: str = "纪要.pdf") -> FileRecord:
    upload, code = Upload(name, PLAIN_PDF), code_of(found.code, document(found).pk)
    record = attach(by=acting(desks.clerk, today()), subject_kind=KIND, subject_code=code, upload=upload, token="b" * 32).record
    assert record is not None
    return record


def test_a_photo_is_added_to_a_document_and_stands_on_its_page(desks: Desks, clerk: Client) -> None:
    found = supervised(desks)
    assert "加照片" in words(clerk.get(f"/cases/{found.code}/"))
    assert "已添加 1 个附件。" in said(clerk, send(clerk, found))
    record = FileRecord.objects.unguarded(WHY).get()
    assert ("纪要.jpg" in words(clerk.get(url(found))), clerk.get(f"/files/{record.code}").status_code) == (True, 200)
    assert "附件 1 个" in words(clerk.get(f"/cases/{found.code}/"))
    assert [b"\xff\xd8\xff" in path.read_bytes() for path in storage.lying()] == [False, False]


def test_it_is_seen_by_those_who_see_the_case_and_added_by_those_who_handle_it(desks: Desks) -> None:
    found = supervised(desks)
    record = kept(desks, found)
    head = signed_in(make_account("shuji", Role.STREET_SECRETARY, desks.street.street))
    beside, member = signed_in(desks.spring), signed_in(make_account("dangyuan", Role.MEMBER, desks.street.sunny_first))
    assert [one.get(f"/files/{record.code}").status_code for one in (head, beside, member)] == [200, 404, 404]
    assert [one.get(url(found)).status_code for one in (head, beside, member)] == [200, 404, 403]
    for client, status in ((beside, 404), (member, 403)):
        with nothing_written():
            assert send(client, found).status_code == status
    with nothing_written():
        assert beside.post(f"/files/{record.code}/remove", {"reason": "不要"}).status_code == 404
    assert FileRecord.objects.unguarded(WHY).get().removed_at is None


def test_once_the_case_has_ended_nothing_comes_and_nothing_goes(desks: Desks, clerk: Client) -> None:
    found = supervised(desks)
    record = kept(desks, found)
    assert services.cancel(by=acting(desks.clerk, today()), case=case(found.pk), seen=1, reason="重复立项").done
    with nothing_written():
        assert [one[:8] for one in refusals(send(clerk, found))] == ["事项已经结束，材"]
        assert clerk.post(f"/files/{record.code}/remove", {"reason": "不要"}).status_code == 422
    page = clerk.get(url(found)).content.decode()
    assert ("纪要.pdf" in page, 'type="file"' in page, "移除" in page) == (True, False, False)


def test_what_arrives_as_the_case_ends_is_refused(desks: Desks) -> None:
    """The page was opened before; the service asks again."""
    found = supervised(desks)
    assert services.cancel(by=acting(desks.clerk, today()), case=case(found.pk), seen=1, reason="重复立项").done
    upload, code = Upload("纪要.pdf", PLAIN_PDF), code_of(found.code, document(found).pk)
    refused = attach(by=acting(desks.clerk, today()), subject_kind=KIND, subject_code=code, upload=upload, token="b" * 32)
    assert ([one.code for one in refused.decision.objections], list(storage.lying())) == (["ended"], [])


def test_the_dossier_lists_it_by_name(desks: Desks) -> None:
    found = supervised(desks)
    kept(desks, found)
    by = acting(desks.clerk, today())
    listed = told(shown_to(by.reader, found), by)["documents"]
    assert listed == [["会议决定或纪要", today().isoformat(), "铁柜 0", "周敏", "纪要.pdf"]]


def test_a_document_of_another_case_is_not_found_under_this_one(desks: Desks, clerk: Client) -> None:
    found, other = supervised(desks), supervised(desks)
    assert clerk.get(f"/cases/{found.code}/documents/{document(other).pk}").status_code == 404


def test_it_is_destroyed_with_what_was_written_in_the_case(desks: Desks) -> None:
    found = supervised(desks)
    record = kept(desks, found)
    assert content_of(record) == PLAIN_PDF
    assert services.cancel(by=acting(desks.clerk, today()), case=case(found.pk), seen=1, reason="重复立项").done
    assert forget_texts(by=actor(today() + timedelta(days=366 * 6))) == 1
    assert ([one.name for one in FileRecord.objects.unguarded(WHY)], list(storage.lying())) == ([""], [])


@pytest.mark.parametrize("count", [1, 3])
def test_a_case_takes_as_many_queries_for_one_document_as_for_three(desks: Desks, clerk: Client, count: int) -> None:
    found = supervised(desks, count)
    assert queries(lambda: clerk.get(f"/cases/{found.code}/")) == 8
