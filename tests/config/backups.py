"""Something to back up, and copies of backups that were tampered with."""

import json
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from tests.register.factories import actor, identity_number, make_person, make_street
from zhibu.accounts.models import Account
from zhibu.mechanism.appraisal.models import Scheme
from zhibu.register.models import Membership
from zhibu.register.services.projections import refresh_people
from zhibu.trail.door import recording
from zhibu.trail.seals import seal

Manifest = dict[str, Any]

NUMBER: Final = identity_number(date(1980, 1, 2))


def write_some() -> None:
    """Something of every kind of value, and a row number that is no longer in use."""
    street = make_street()
    make_person(
        street.sunny_first,
        "欧阳娜娜",
        id_number=NUMBER,
        phone="13812345678",
        birth_date=date(1980, 1, 2),
        joined_on=date(1999, 7, 1),
        month_only="joined_on",
        migrant_worker=False,
    )
    make_person(street.spring_first, "李\t'四'\\n\"", category=None)
    gone = make_person(street.spring_first, "早去")
    with recording(actor(), "account.add") as work:
        work.add(Account, username="wang", display_name="王敏", password="x", created_at=actor().at, password_changed_at=actor().at)
    with recording(actor(), "demo.load") as work:
        facts = {"year": 2026, "kind": "branch", "title": "考评", "basis": "文件", "regular_weight": Decimal("66.67")}
        work.add(Scheme, code="K1", organisation_id=street.street.pk, **facts)
    with recording(actor(), "test.remove") as work:
        work.remove(Membership, list(Membership.objects.unguarded("test").filter(person=gone).values_list("pk", flat=True)))
        refresh_people(work, [gone.pk], actor().day)
    seal(actor().at)


def edited(file: Path, copy: Path, change: Callable[[Manifest], None] | None = None, **streams: bytes) -> Path:
    """A copy with another manifest or other streams, sound as a zip."""
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(copy, "w") as written:
        for name in archive.namelist():
            body = streams.get(name.removeprefix("parts/").removesuffix(".jsonl"), archive.read(name))
            if name == "manifest.json" and change:
                said = json.loads(body)
                change(said)
                body = json.dumps(said).encode()
            written.writestr(name, body)
    return copy
