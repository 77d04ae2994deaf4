"""Honours that stand in the register, without the selection that they come from."""

from datetime import date
from typing import Any, Final

from tests.register.factories import actor
from zhibu.mechanism.honours.models import Honour
from zhibu.mechanism.honours.rules.certificates import Granted
from zhibu.mechanism.honours.terms import HonourKind, Receiver
from zhibu.register.models import Organisation, Person
from zhibu.trail.door import recording
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "测试"
DAY: Final = date(2026, 6, 20)


def honour(giver: Organisation, *, person: Person | None = None, organisation: Organisation | None = None, **facts: Any) -> Honour:
    """Granted on a day before the first of July."""
    number = Honour.objects.unguarded(WHY).count() + 1
    told = {
        "giver_id": giver.pk,
        "kind": str(HonourKind.EXCELLENT_MEMBER if person else HonourKind.ADVANCED_ORGANISATION),
        "title": "优秀共产党员" if person else "先进党组织",
        "year": DAY.year,
        "decided_on": DAY,
        "certificate": f"2026B000001{number:03d}",
        "check_code": f"CODE{number:06d}",
        "place_id": person.now_organisation_id if person else organisation.pk if organisation else giver.pk,
        "person_id": person.pk if person else None,
        "organisation_id": organisation.pk if organisation else None,
    }
    with recording(actor(DAY), "demo.load") as work:
        (row_id,) = work.reserve(Honour, 1)
        if person is None:
            work.know("honour", {row_id: SubjectFacts(giver.now_path or "")})
        work.add(Honour, id=row_id, **{**told, **facts})
    return Honour.objects.unguarded(WHY).select_related("giver").get(pk=row_id)


def told(**facts: Any) -> Granted:
    """As papers take it, without a register."""
    known = {
        "id": 1,
        "kind": str(HonourKind.EXCELLENT_MEMBER),
        "title": "优秀共产党员",
        "receiver": Receiver.PERSON,
        "name": "张三",
        "short": "张三",
        "of": "第一党支部",
        "spoken": "zhangsan",
        "certificate": "2026B000001001",
        "code": "ABCDEFGHJK",
        "year": 2026,
        "decided_on": DAY,
        "giver": "中共向阳街道工作委员会",
        "public": False,
        "person_id": 1,
        "news_to": "第一党支部",
    }
    return Granted(**{**known, **facts})
