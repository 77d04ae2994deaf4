"""A key for each person, in a store of its own; a key that is destroyed takes its person's numbers with it for good."""

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from zhibu.store.keys import KeyStore, key_store
from zhibu.store.sealing import Unreadable
from zhibu.store.secret import keep, read_or_make

MASTER = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[KeyStore]:
    made = KeyStore(tmp_path / "keys" / "persons.sqlite3", MASTER)
    yield made
    made.close()


def test_a_key_is_found_again_by_its_name(store: KeyStore) -> None:
    ((name, key),) = store.make(1)
    assert len(name) == 32
    assert store.of([name]) == {name: key}


def test_every_person_has_another_key(store: KeyStore) -> None:
    made = store.make(1200)
    assert len(dict(made)) == 1200
    assert len(set(dict(made).values())) == 1200
    assert store.of(name for name, _ in made) == dict(made)


def test_unknown_names_are_missing(store: KeyStore) -> None:
    assert store.of(["0" * 32]) == {}
    assert store.of([]) == {}


def test_keys_are_kept_wrapped(store: KeyStore) -> None:
    ((name, key),) = store.make(1)
    ((stored, wrapped, destroyed_on),) = store.stored()
    assert (stored, destroyed_on) == (name, None)
    assert wrapped is not None
    assert key not in store.path.read_bytes()
    assert key not in wrapped


def test_another_master_key_opens_none(store: KeyStore) -> None:
    ((name, _),) = store.make(1)
    other = KeyStore(store.path, b"x" * 32)
    with pytest.raises(Unreadable):
        other.of([name])
    other.close()
    assert other.check != store.check


def test_a_destroyed_key_is_gone_and_its_name_stays_as_evidence(store: KeyStore) -> None:
    (first, _), (second, kept) = store.make(2)
    wrapped = {name: bytes(value or b"") for name, value, _ in store.stored()}
    store.destroy([first], on="2026-06-01")
    assert store.of([first, second]) == {second: kept}
    assert [(name, day) for name, _, day in store.stored()] == sorted([(first, "2026-06-01"), (second, None)])
    files = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert wrapped[first] not in files


def test_keys_from_a_backup_are_taken_in(store: KeyStore, tmp_path: Path) -> None:
    made = store.make(3)
    other = KeyStore(tmp_path / "other.sqlite3", MASTER)
    assert other.is_unused() is True
    assert other.take_in(store.stored()) == 3
    assert other.is_unused() is False
    assert other.of(name for name, _ in made) == dict(made)
    assert other.take_in(store.stored()) == 0
    other.close()


def test_a_backup_brings_no_destroyed_key_back(store: KeyStore) -> None:
    ((name, _),) = store.make(1)
    backup = list(store.stored())
    store.destroy([name], on="2026-06-01")
    store.take_in(backup)
    assert store.of([name]) == {}


def test_a_key_destroyed_elsewhere_is_destroyed_here(store: KeyStore) -> None:
    ((name, _),) = store.make(1)
    store.take_in([(name, None, "2026-06-01")])
    assert store.of([name]) == {}
    assert list(store.stored()) == [(name, None, "2026-06-01")]


def test_a_broken_backup_changes_nothing(store: KeyStore) -> None:
    def rows() -> Iterator[tuple[str, bytes | None, str | None]]:
        yield "a" * 32, b"wrapped", None
        raise OSError("torn")

    with pytest.raises(OSError, match="torn"):
        store.take_in(rows())
    assert list(store.stored()) == []
    store.make(1)


def test_the_two_indexes_have_nothing_in_common(store: KeyStore) -> None:
    number = "999999198001010017"
    assert len(store.index_of_number(number)) == 16
    assert store.index_of_number(number) == KeyStore(store.path, MASTER).index_of_number(number)
    assert store.index_of_number("0017") != store.index_of_last_four("0017")
    assert store.index_of_number(number) != KeyStore(store.path, b"x" * 32).index_of_number(number)


def test_threads_share_the_store(store: KeyStore) -> None:
    made: list[tuple[str, bytes]] = []

    def work() -> None:
        for _ in range(20):
            made.extend(store.make(5))
        store.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.of(name for name, _ in made) == dict(made)
    assert len(made) == 400


def test_the_keys_of_tests_lie_in_the_data_directory_that_is_thrown_away() -> None:
    assert key_store().path.is_relative_to(settings.DATA_DIR)
    assert settings.DATA_DIR.name.startswith("zhibu-test-")


def test_a_secret_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "master.key"
    made = read_or_make(file)
    assert len(made) == 64
    assert read_or_make(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["master.key"]


def test_processes_that_start_together_agree_on_a_secret(tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    together = threading.Barrier(8)
    found: list[str] = []

    def start() -> None:
        together.wait()
        found.append(read_or_make(file))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [file.read_text(encoding="ascii").strip()] * 8


def test_a_secret_from_elsewhere_never_overwrites_one(tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    assert keep(file, "aa") is True
    assert keep(file, "aa") is True
    assert keep(file, "bb") is False
    assert file.read_text(encoding="ascii") == "aa\n"


# The list beside the store.


def test_the_names_of_destroyed_keys_stand_on_a_list_beside_the_store(store: KeyStore) -> None:
    (first, _), (second, _), (third, _) = store.make(3)
    store.destroy([first], on="2026-06-01")
    store.destroy([first, second], on="2026-07-01")
    store.destroy([], on="2026-08-01")
    expected = {first: "2026-06-01", second: "2026-07-01"}
    assert (store.listed(), store.destroyed()) == (expected, expected)
    assert set(store.of([first, second, third])) == {third}


def test_an_older_copy_of_the_store_loses_again_what_was_destroyed(store: KeyStore) -> None:
    (gone, _), (kept, key) = store.make(2)
    store.destroy([gone], on="2026-06-01")
    older = KeyStore(store.path.with_name("older.sqlite3"), MASTER)
    older.keep([gone, kept], [b"as it was", next(wrapped for name, wrapped, _ in store.stored() if name == kept) or b""])
    assert older.apply_list() == 1
    assert older.apply_list() == 0
    assert (older.of([gone, kept]), older.destroyed()) == ({kept: key}, {gone: "2026-06-01"})
    older.close()


def test_a_line_that_was_torn_off_names_no_key_and_spoils_none_behind_it(store: KeyStore) -> None:
    ((gone, _),) = store.make(1)
    store.list_file.write_text("\n0123456789", encoding="ascii")
    store.destroy([gone], on="2026-06-01")
    assert store.listed() == {gone: "2026-06-01"}


def test_a_key_that_is_unknown_here_can_be_destroyed_before_it_comes(store: KeyStore) -> None:
    ((name, _),) = store.make(1)
    backup = list(store.stored())
    other = KeyStore(store.path.with_name("other.sqlite3"), MASTER)
    other.destroy([name], on="2026-06-01")
    other.take_in(backup)
    assert other.of([name]) == {}
    other.close()
