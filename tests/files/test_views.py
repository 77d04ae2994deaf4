"""A file is seen by those who see what it belongs to, and by nobody else; nothing of it runs in a browser."""

from typing import Final

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.files.owned import kept, of_branch
from tests.files.samples import HEIC, PLAIN_PDF
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.files import owners, storage
from zhibu.files.models import FileRecord
from zhibu.files.queries import content_of
from zhibu.files.services import remove
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.models import Organisation
from zhibu.trail.models import ReadEntry

pytestmark = pytest.mark.django_db
SECRET: Final = "机密会议记录".encode()


@pytest.fixture
def street() -> Street:
    return make_street()


def browser(street: Street, role: Role, place: Organisation) -> Client:
    return signed_in(make_account(f"{role}-{place.pk}", role, place))


def test_a_photo_opens_in_the_browser_and_everything_else_is_saved(street: Street) -> None:
    client = browser(street, Role.BRANCH_OFFICER, street.sunny_first)
    photo = kept(HEIC, subject=street.sunny_first, name="合影.HEIC", sent="a")
    paper = kept(PLAIN_PDF, subject=street.sunny_first, name="决议.pdf", sent="b")
    whole, small, saved = (client.get(f"/files/{path}") for path in (photo.code, f"{photo.code}/preview", paper.code))
    assert [one.status_code for one in (whole, small, saved)] == [200, 200, 200]
    assert (whole.headers["Content-Type"], whole.content) == ("image/jpeg", content_of(photo))
    assert whole.headers["Content-Disposition"] == "inline; filename*=utf-8''%E5%90%88%E5%BD%B1.jpg"
    assert small.content == content_of(photo, preview=True)
    assert (saved.headers["Content-Type"], saved.content) == ("application/pdf", PLAIN_PDF)
    assert saved.headers["Content-Disposition"] == "attachment; filename*=utf-8''%E5%86%B3%E8%AE%AE.pdf"


def test_nothing_of_a_file_runs_and_no_cache_keeps_it(street: Street) -> None:
    client = browser(street, Role.BRANCH_OFFICER, street.sunny_first)
    answer = client.get(f"/files/{kept(SECRET, subject=street.sunny_first).code}")
    names = ("Cache-Control", "Content-Security-Policy", "X-Content-Type-Options", "Cross-Origin-Resource-Policy", "Content-Type")
    assert [answer.headers[name] for name in names] == [
        "private, no-store",
        "default-src 'none'; sandbox; frame-ancestors 'none'",
        "nosniff",
        "same-origin",
        "text/plain; charset=utf-8",
    ]


@pytest.mark.parametrize("part", ["", "/preview", "/remove"])
@pytest.mark.parametrize("relation", ["sibling", "beyond", "member", "keeper", "none"])
def test_out_of_scope_there_is_nothing(street: Street, relation: str, part: str) -> None:
    record = kept(HEIC, subject=street.sunny_first)
    who = {
        "sibling": (Role.BRANCH_SECRETARY, street.sunny_second),
        "beyond": (Role.COMMUNITY_SECRETARY, street.spring),
        "member": (Role.MEMBER, street.sunny_first),
        "keeper": (Role.SYSTEM_KEEPER, street.street),
    }
    client = browser(street, *who[relation]) if relation in who else signed_in(make_account("bare"))
    answers = [client.get(f"/files/{record.code}{part}"), client.post(f"/files/{record.code}{part}", {"reason": "测试"})]
    assert [one.status_code for one in answers] == [404, 404]
    assert content_of(record) == content_of(FileRecord.objects.unguarded("测试").get(pk=record.pk))


def test_whoever_is_not_signed_in_is_sent_to_the_log_in(street: Street) -> None:
    record = kept(SECRET, subject=street.sunny_first)
    answer = Client().get(f"/files/{record.code}")
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("sign_in"))


def test_a_file_of_which_nobody_answers_is_seen_by_nobody(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    record = kept(SECRET, subject=street.sunny_first)
    monkeypatch.delitem(owners._owners, "test_branch")
    assert browser(street, Role.STREET_CLERK, street.street).get(f"/files/{record.code}").status_code == 404


def test_a_removed_a_missing_and_an_unknown_file_are_not_there(street: Street) -> None:
    client = browser(street, Role.STREET_CLERK, street.street)
    gone, missing = (kept(SECRET, subject=street.sunny_first, sent=token) for token in "ab")
    remove(by=actor(), record=gone, reason="传错了")
    storage.place(missing.code).unlink()
    assert [client.get(f"/files/{code}").status_code for code in (gone.code, missing.code, "0" * 32, "%00")] == [404] * 4


def test_a_document_has_no_preview(street: Street) -> None:
    client = browser(street, Role.STREET_CLERK, street.street)
    assert client.get(f"/files/{kept(PLAIN_PDF, subject=street.sunny_first).code}/preview").status_code == 404


def test_a_removal_asks_first_then_destroys_and_says_so(street: Street) -> None:
    client = browser(street, Role.BRANCH_SECRETARY, street.sunny_first)
    record = kept(HEIC, subject=street.sunny_first)
    asked = client.get(f"/files/{record.code}/remove")
    assert (asked.status_code, "移除附件：记录.jpg" in asked.content.decode()) == (200, True)
    assert client.post(f"/files/{record.code}/remove", {"reason": ""}).status_code == 422
    assert content_of(record)
    done = client.post(f"/files/{record.code}/remove", {"reason": "传错了"})
    assert (done.status_code, done.headers["Location"], list(storage.lying())) == (302, "/", [])


def test_whoever_may_see_but_not_change_is_told_which_right_is_missing(street: Street) -> None:
    client = browser(street, Role.BRANCH_OFFICER, street.sunny_first)
    record = kept(SECRET, subject=street.sunny_first)
    answers = [client.get(f"/files/{record.code}/remove"), client.post(f"/files/{record.code}/remove", {"reason": "测试"})]
    assert [one.status_code for one in answers] == [403, 403]
    assert content_of(record) == SECRET


def test_what_its_owner_holds_fast_is_not_removed(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = Decision.of(Objection("signed", "会议记录已签认。", remedy="请登记新的版本。"))

    def fixed(reader: object, code: str) -> owners.Belonging | None:
        found = of_branch(reader, code)  # type: ignore[arg-type]  # the reader of the request
        return owners.Belonging(found.path, found.title, found.url, found.act, fixed=signed) if found else None

    monkeypatch.setitem(owners._owners, "test_branch", owners.Owner("支部", fixed, lambda _: {}))
    record = kept(SECRET, subject=street.sunny_first)
    answer = browser(street, Role.BRANCH_SECRETARY, street.sunny_first).post(f"/files/{record.code}/remove", {"reason": "测试"})
    assert (answer.status_code, "会议记录已签认。" in answer.content.decode()) == (422, True)
    assert content_of(record) == SECRET


def test_each_reading_of_what_is_about_a_person_is_logged(street: Street) -> None:
    who = make_person(street.sunny_first, "张三")
    client = browser(street, Role.BRANCH_SECRETARY, street.sunny_first)
    record = kept(HEIC, subject=who.code)
    for path in (record.code, f"{record.code}/preview"):
        assert client.get(f"/files/{path}").status_code == 200
    stranger = browser(street, Role.BRANCH_SECRETARY, street.sunny_second)
    assert stranger.get(f"/files/{record.code}").status_code == 404
    assert list(ReadEntry.objects.values_list("kind", "person_id", "field")) == [("file", who.pk, "张三")] * 2
