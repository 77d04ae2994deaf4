"""A photo comes before the signature or not at all, whoever is quicker."""

import threading

import pytest
from django.db import connection, connections

from tests.files.samples import jpeg
from tests.gatherings.meetings import WHY, holdings, mark, members_meeting, parts, rules, sign, write
from tests.register.factories import TODAY, Street, actor, make_person, make_street
from zhibu.files import storage
from zhibu.files.intake import Upload
from zhibu.files.models import FileRecord
from zhibu.files.services import Attached, attach, remove
from zhibu.gatherings.minutes_files import KIND, code_of
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.services.minutes import correct_minutes, sign_minutes
from zhibu.gatherings.terms import Presence
from zhibu.trail.models import Operation

pytestmark = pytest.mark.usefixtures("own_folder")


def staffed() -> Street:
    """With somebody to come."""
    street = make_street()
    make_person(street.sunny_first, "丁一")
    return street


def written(street: Street | None = None) -> Gathering:
    """Everybody was there, the minutes are a draft."""
    gathering = members_meeting((street or staffed()).sunny_first)
    mark(gathering, {}, rest=str(Presence.PRESENT))
    write(gathering)
    return gathering


def photo(gathering: Gathering, version: int = 1) -> Attached:
    """As a page sends it that was opened while the minutes were a draft."""
    code = code_of(parts(gathering)[0], version)
    return attach(by=actor(), subject_kind=KIND, subject_code=code, upload=Upload("记录.jpg", jpeg()), token="a" * 32)


@pytest.mark.django_db
def test_what_arrives_after_the_signature_is_refused_and_leaves_nothing() -> None:
    gathering = written()
    sign(gathering)
    done = photo(gathering)
    assert ([one.code for one in done.decision.objections], done.record) == (["signed"], None)
    assert (FileRecord.objects.unguarded(WHY).count(), list(storage.lying())) == (0, [])
    assert Operation.objects.filter(act="file.attach").count() == 0


@pytest.mark.django_db
def test_what_was_there_at_the_signature_is_not_taken_away() -> None:
    gathering = written()
    record = photo(gathering).record
    assert record is not None
    sign(gathering)
    assert [one.code for one in remove(by=actor(), record=record, reason="换一张").decision.objections] == ["signed"]
    assert FileRecord.objects.unguarded(WHY).get().removed_at is None


@pytest.mark.django_db
def test_a_corrected_version_takes_photos_of_its_own() -> None:
    gathering = written()
    sign(gathering)
    assert correct_minutes(by=actor(), part=parts(gathering)[0], text="改稿", resolutions=[], reason="漏了一句").done
    assert [photo(gathering, version).done for version in (1, 2)] == [False, True]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_the_photo_is_never_the_second() -> None:
    street = staffed()
    for _ in range(3):
        gathering, together = written(street), threading.Barrier(2)
        held = holdings(gathering)
        outcomes: list[bool] = []

        def attaching(found: Gathering = gathering, start: threading.Barrier = together, told: list[bool] = outcomes) -> None:
            start.wait()
            told.append(photo(found).done)
            connections.close_all()

        thread = threading.Thread(target=attaching)
        thread.start()
        together.wait()
        assert sign_minutes(by=actor(), holdings=held, rules=rules(TODAY)).done
        thread.join()
        signed = Operation.objects.filter(act="gathering.sign").latest("pk").pk
        attached = Operation.objects.filter(act="file.attach", pk__gt=signed).count()
        assert (len(outcomes), attached) == (1, 0)
