"""People who have left the roll, and how their data comes to its end."""

from datetime import date, timedelta
from typing import Any, Final

from tests.register.factories import TODAY, actor, make_person, person
from zhibu.keeping.models import Notice
from zhibu.keeping.services.announcing import announce
from zhibu.keeping.services.erasing import Run, run_due
from zhibu.keeping.terms import NOTICE_DAYS
from zhibu.register.models import Organisation, Person
from zhibu.register.services.members import leave
from zhibu.register.terms.people import MemberStatus

WHY: Final = "测试"


def gone(branch: Organisation, name: str, *, how: str = "left", on: date, status: MemberStatus = MemberStatus.FULL, **facts: Any) -> Person:
    """Somebody who left the roll on a day."""
    one = make_person(branch, name, status=status, **facts)
    outcome = leave(by=actor(max(on, TODAY)), person=one, how=how, on=on)
    assert outcome.decision.objections == ()
    return person(one.pk)


def listed(*people: Person) -> list[tuple[str, str, date]]:
    """Who stands on the list: name, row and end."""
    found = Notice.objects.unguarded(WHY).order_by("person_id")
    return list(found.values_list("person__name", "row", "due_on"))


def pass_away(day: date) -> Run:
    """The list of thirty days before, and the run of the day."""
    announce(by=actor(day - timedelta(days=NOTICE_DAYS)))
    return run_due(by=actor(day))
