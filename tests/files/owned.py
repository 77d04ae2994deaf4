"""An owner for tests: what is attached belongs to a branch, or to a person of it."""

from collections.abc import Collection, Mapping
from typing import Final

from tests.register.factories import actor
from zhibu.files.intake import Upload
from zhibu.files.models import FileRecord
from zhibu.files.owners import Belonging, Owner
from zhibu.files.services import attach
from zhibu.kernel.readers import AccountReader
from zhibu.register.models import Organisation, Person
from zhibu.trail.actors import Actor

WHY: Final = "测试"


def of_branch(reader: AccountReader, code: str) -> Belonging | None:
    found = Organisation.objects.seen_by(reader, "see_register").filter(code=code).first()
    return Belonging(found.now_path, str(found), "/", "edit_members") if found else None


def of_person(reader: AccountReader, code: str) -> Belonging | None:
    found = Person.objects.seen_by(reader, "see_record").filter(code=code).first()
    return Belonging(found.now_path, found.name, "/", "edit_members", person_id=found.pk) if found else None


def places(codes: Collection[str]) -> Mapping[str, str]:
    return dict(Organisation.objects.unguarded(WHY).filter(code__in=codes).values_list("code", "now_path"))


BRANCH: Final = Owner("支部", of_branch, places)
PERSON: Final = Owner("人员", of_person, lambda _: {})


def kept(content: bytes, *, subject: Organisation | str, name: str = "记录.txt", sent: str = "form", by: Actor | None = None) -> FileRecord:
    """Attached to a branch, or to the person of a code."""
    kind, code = ("test_person", subject) if isinstance(subject, str) else ("test_branch", subject.code)
    done = attach(by=by or actor(), subject_kind=kind, subject_code=code, upload=Upload(name, content), token=sent)
    assert done.decision.objections == ()
    assert done.record is not None
    return done.record
