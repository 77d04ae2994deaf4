"""What is attached is kept sealed and once; what is removed is gone, also from every copy."""

import stat
import sys

import pytest
from django.db import transaction

from tests.files.owned import kept
from tests.files.samples import HEIC, PLAIN_PDF, jpeg
from tests.register.factories import Street, actor, make_street
from zhibu.files import services, storage
from zhibu.files.intake import Upload
from zhibu.files.models import FileRecord
from zhibu.files.queries import attached, content_of
from zhibu.files.services import attach, attach_all, remove, remove_all
from zhibu.store.keys import key_store
from zhibu.store.sealing import Unreadable
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db
TEXT = "会议记录".encode()


@pytest.fixture
def street() -> Street:
    return make_street()


def rows() -> int:
    return FileRecord.objects.unguarded("测试").count()


def lying() -> list[str]:
    return [path.name for path in storage.lying()]


def test_what_is_attached_comes_back_as_it_was(street: Street) -> None:
    record = kept(PLAIN_PDF, subject=street.sunny_first, name="决议.pdf")
    assert (record.name, record.medium, record.size, record.uploaded_by) == ("决议.pdf", "pdf", len(PLAIN_PDF), "命令行")
    assert content_of(record) == PLAIN_PDF


def test_on_the_disk_nothing_of_it_can_be_read(street: Street) -> None:
    first, second = (kept(TEXT, subject=street.sunny_first, sent=token) for token in "ab")
    contents = [path.read_bytes() for path in storage.lying()]
    assert lying() == sorted([first.code, second.code])
    assert contents[0] != contents[1]
    assert [TEXT in content for content in contents] == [False, False]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such modes")
def test_files_are_their_owners_alone(street: Street) -> None:
    kept(TEXT, subject=street.sunny_first)
    assert {stat.S_IMODE(path.stat().st_mode) for path in storage.lying()} == {0o600}


def test_a_photo_has_its_preview_and_the_ending_of_what_it_became(street: Street) -> None:
    record = kept(HEIC, subject=street.sunny_first, name="IMG_1.HEIC")
    assert (record.name, record.medium, record.width, record.height) == ("IMG_1.jpg", "photo", 96, 64)
    assert lying() == [record.code, f"{record.code}.preview"]
    assert content_of(record, preview=True).startswith(b"\xff\xd8\xff")


def test_the_same_submission_attaches_once(street: Street) -> None:
    first, again = (kept(TEXT, subject=street.sunny_first, sent="form-0") for _ in range(2))
    assert (first.pk, rows(), len(lying())) == (again.pk, 1, 1)
    assert Operation.objects.filter(act="file.attach").count() == 1


def test_another_file_under_the_same_form_is_kept_too(street: Street) -> None:
    """The form stands there with what could not be taken; whoever mends it sends it again."""
    for content in ("第一页", "第二页", "第一页"):
        kept(content.encode(), subject=street.sunny_first, sent="form")
    assert rows() == 2


def test_what_was_removed_does_not_come_back_when_the_form_is_sent_again(street: Street) -> None:
    record = kept(TEXT, subject=street.sunny_first, sent="form-0")
    remove(by=actor(), record=record, reason="传错了")
    kept(TEXT, subject=street.sunny_first, sent="form-0")
    assert attached("test_branch", [street.sunny_first.code]) == {street.sunny_first.code: []}


def test_of_several_files_the_sound_ones_are_kept_and_the_other_is_named(street: Street) -> None:
    uploads = [Upload("一.txt", TEXT), Upload("二.jpg", b"\xff\xd8\xff none"), Upload("三.jpg", jpeg())]
    done = attach_all(by=actor(), subject_kind="test_branch", subject_code=street.sunny_first.code, uploads=uploads, token="form")
    assert [one.done for one in done] == [True, False, True]
    assert [one.message for one in done[1].decision.objections] == ["“二.jpg”不是完好的照片，读不出来。"]
    (found,) = attached("test_branch", [street.sunny_first.code]).values()
    assert [one.name for one in found] == ["一.txt", "三.jpg"]


def test_a_refused_file_leaves_nothing(street: Street) -> None:
    upload = Upload("a.zip", b"PK\x03\x04")
    done = attach(by=actor(), subject_kind="test_branch", subject_code=street.sunny_first.code, upload=upload, token="t")
    assert (done.done, done.record, rows(), lying()) == (False, None, 0, [])


@pytest.mark.parametrize("held", [1, 3])
def test_attachments_of_many_subjects_are_one_query(street: Street, held: int, django_assert_num_queries: object) -> None:
    for number in range(held):
        kept(TEXT, subject=street.sunny_first, sent=f"t{number}")
    codes = [street.sunny_first.code, street.spring_first.code]
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture
        found = attached("test_branch", codes)
    assert [len(found[code]) for code in codes] == [held, 0]


def test_the_trail_says_who_attached_what_without_its_name(street: Street) -> None:
    record = kept(TEXT, subject=street.sunny_first, name="张三身份证.txt")
    (entry,) = AuditEntry.objects.filter(subject_kind="file", subject_id=record.pk)
    told = bytes(entry.changes).decode()
    assert entry.path == street.sunny_first.now_path
    assert '"medium":"text"' in told.replace(" ", "")
    assert [word for word in ("张三", record.key_name) if word in told] == []


def test_what_is_removed_is_gone_with_its_key(street: Street) -> None:
    record = kept(HEIC, subject=street.sunny_first)
    sealed = storage.place(record.code).read_bytes()
    assert remove(by=actor(), record=record, reason="传错了").done
    record = FileRecord.objects.unguarded("测试").get(pk=record.pk)
    assert (record.name, record.removed_by, lying()) == ("", "命令行", [])
    assert key_store().of([record.key_name]) == {}
    storage.place(record.code).write_bytes(sealed)
    with pytest.raises(Unreadable):
        content_of(record)


def test_a_removal_needs_a_reason_and_happens_once(street: Street) -> None:
    record = kept(TEXT, subject=street.sunny_first)
    assert [one.code for one in remove(by=actor(), record=record, reason=" ").decision.objections] == ["reason_missing"]
    assert content_of(record) == TEXT
    done = [remove(by=actor(), record=record, reason="传错了").done for _ in range(2)]
    assert done == [True, False]


def test_all_files_of_a_subject_go_together(street: Street) -> None:
    for token in "ab":
        kept(TEXT, subject=street.sunny_first, sent=token)
    other = kept(TEXT, subject=street.spring_first)
    assert remove_all(by=actor(), subject_kind="test_branch", codes=[street.sunny_first.code], reason="保存期限已到") == 2
    assert lying() == [other.code]


def test_a_transaction_that_fails_around_it_leaves_no_row(street: Street) -> None:
    """The bytes that lie there without one are swept away a day later."""

    def fails_later() -> None:
        with transaction.atomic():
            kept(TEXT, subject=street.sunny_first)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_later()
    assert (rows(), len(lying())) == (0, 1)


def test_a_row_that_cannot_be_written_leaves_no_bytes(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(services, "_record", fails)
    with pytest.raises(ZeroDivisionError):
        kept(HEIC, subject=street.sunny_first)
    assert (rows(), lying()) == (0, [])
