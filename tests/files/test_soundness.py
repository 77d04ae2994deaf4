"""Rows and disk are held against each other; what an older backup brings back goes again."""

import os
from datetime import timedelta

import pytest

from tests.files.owned import kept
from tests.files.samples import HEIC
from tests.register.factories import Street, actor, make_street
from zhibu.files import storage
from zhibu.files.models import FileRecord
from zhibu.files.services import remove
from zhibu.files.soundness import files_astray, remove_again, sweep
from zhibu.kernel.clock import now
from zhibu.store.keys import key_store
from zhibu.trail.door import recording
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db
TEXT = "会议记录".encode()


@pytest.fixture
def street() -> Street:
    return make_street()


def test_what_stands_as_it_was_kept_is_not_told(street: Street) -> None:
    kept(HEIC, subject=street.sunny_first, sent="a")
    remove(by=actor(), record=kept(TEXT, subject=street.sunny_first, sent="b"), reason="传错了")
    assert list(files_astray()) == []


def test_missing_changed_and_stray_pieces_are_named(street: Street) -> None:
    missing, changed, moved = (kept(TEXT, subject=street.sunny_first, sent=token) for token in "abc")
    photo = kept(HEIC, subject=street.sunny_first, sent="d")
    other = kept("别的".encode(), subject=street.sunny_first, sent="e")
    storage.place(missing.code).unlink()
    content = bytearray(storage.place(changed.code).read_bytes())
    content[20] ^= 1
    storage.place(changed.code).write_bytes(content)
    storage.place(moved.code).write_bytes(storage.place(other.code).read_bytes())
    storage.place(photo.code, storage.PREVIEW).unlink()
    stray = "0" * 32
    storage.write(stray, storage.FULL, TEXT, b"k" * 16)
    assert dict(files_astray()) == {
        missing.code: "磁盘上没有附件的内容：请从备份恢复。",
        changed.code: "附件的内容与登记时不符，或密钥不在：请从备份恢复。",
        moved.code: "附件的内容与登记时不符，或密钥不在：请从备份恢复。",
        photo.code: "磁盘上没有附件的缩略图：请从备份恢复。",
        stray: f"磁盘上有附件 00/{stray}，没有登记；后台会在一天后清理。",
    }


def test_pieces_without_a_row_are_swept_away_a_day_later(street: Street) -> None:
    record = kept(TEXT, subject=street.sunny_first)
    storage.write("1" * 32, storage.FULL, TEXT, b"k" * 16)
    draft = storage.folder() / "11" / ".draft-x"
    draft.write_bytes(b"half")
    assert sweep(now()) == 0
    old = (now() - timedelta(days=2)).timestamp()
    for path in storage.lying():
        os.utime(path, (old, old))
    assert sweep(now()) == 2
    assert [path.name for path in storage.lying()] == [record.code]


def test_a_file_that_was_removed_is_removed_again_when_its_row_comes_back(street: Street) -> None:
    """An older backup of the data: the row speaks, the key is gone."""
    record = kept(TEXT, subject=street.sunny_first)
    sealed = storage.place(record.code).read_bytes()
    remove(by=actor(), record=record, reason="传错了")
    with recording(actor(), "test.restore") as work:
        work.change(FileRecord, record.pk, removed_at=None, removed_by="", name="张三.txt")
    storage.place(record.code).write_bytes(sealed)
    assert [code for code, _ in files_astray()] == [record.code]
    assert [remove_again(by=actor()), remove_again(by=actor())] == [1, 0]
    again = FileRecord.objects.unguarded("测试").get(pk=record.pk)
    assert (again.name, again.removed_at is None, list(storage.lying()), list(files_astray())) == ("", False, [], [])
    assert Operation.objects.get(act="file.remove_again").reason == "恢复的备份里有 1 个附件此前已移除"


def test_a_key_that_comes_back_is_destroyed_again(street: Street) -> None:
    """An older backup of the keys, on a machine that has lost the list of those destroyed."""
    record = kept(TEXT, subject=street.sunny_first)
    stored = [row for row in key_store().stored() if row[0] == record.key_name]
    remove(by=actor(), record=record, reason="传错了")
    put_back = "UPDATE person_key SET wrapped = ?, destroyed_on = NULL WHERE id = ?"
    key_store()._connection().execute(put_back, (stored[0][1], record.key_name))
    assert list(key_store().wrapped([record.key_name])) == [record.key_name]
    assert [code for code, _ in files_astray()] == [record.code]
    assert remove_again(by=actor()) == 1
    assert (key_store().wrapped([record.key_name]), list(files_astray())) == ({}, [])
