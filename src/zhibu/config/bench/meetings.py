"""Two years of meetings of a generated database, made where they lie: three statements, no row passes through Python.

Three kinds a month, two a quarter, two a year: some ninety for each branch; the lists of theme days and members' meetings by name. Three in
a hundred were never held, one in ninety-seven was short. Nothing of it is in the trail: it is measured, never used.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection, models

from zhibu.config.bench.figures import progress
from zhibu.gatherings.models import Attendance, Gathering, Holding, Part, RecordsFrom
from zhibu.gatherings.terms import GatheringState, Presence
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.dates import months_after
from zhibu.register.models import Membership, Organisation
from zhibu.trail.rows import prepared

MONTHS: Final = 24
MONTHLY: Final = (
    ("theme_day", 12, "branch"),
    ("committee_meeting", 8, "branch"),
    ("talk", 20, "branch"),
    ("group_meeting", 22, "group"),
    ("working_committee_session", 5, "street_committee"),
)
QUARTERLY: Final = (("members_meeting", 14, "branch"), ("lecture", 14, "branch"), ("study_session", 6, "street_committee"))
YEARLY: Final = (
    ("organisational_life_meeting", 11, "branch"),
    ("democratic_assessment", 11, "branch"),
    ("democratic_life_meeting", 11, "street_committee"),
)
NAMED: Final = ("theme_day", "members_meeting")
SLOT: Final = "bench_slot"
PLAN: Final = "bench_plan"


def fill_meetings(on: date) -> dict[str, int]:
    """How many of each there are."""
    _without_references(off=True)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {SLOT} (number integer, kind varchar(32), day date, holder varchar(24))")
        marks = [(number, *slot) for number, slot in enumerate(_slots(on))]
        cursor.executemany(f"INSERT INTO {SLOT} VALUES (%s, %s, %s, %s)", marks)  # noqa: S608  a name of ours
        cursor.execute(
            f"CREATE TEMP TABLE {PLAN} AS SELECT row_number() OVER (ORDER BY s.day, o.id) AS id, o.id AS organisation_id, s.kind, s.day,"  # noqa: S608  the same
            f" (o.id * 31 + s.number) %% 97 <> 0 AS quorate FROM {Organisation._meta.db_table} o JOIN {SLOT} s ON s.holder = o.now_kind"
            " WHERE (o.id * 7919 + s.number * 104729) %% 100 >= 3",
            [],
        )
    done = {"gatherings": _gatherings(on), "attendances": _attendances()}
    _without_references(off=False)
    return done


def _slots(on: date) -> Iterator[tuple[str, date, str]]:
    """Kind, day and holder of everything that is held; what would lie ahead is left out."""
    first = months_after(on.replace(day=1), -MONTHS)
    for month in (months_after(first, number) for number in range(MONTHS + 1)):
        kinds = [*MONTHLY, *(QUARTERLY if month.month % 3 == 2 else ()), *(YEARLY if month.month == 10 else ())]
        yield from ((kind, month.replace(day=day), holder) for kind, day, holder in kinds if month.replace(day=day) <= on)


def _gatherings(on: date) -> int:
    signed = prepared(Holding, "signed_at", datetime.combine(on - timedelta(days=1), time(12), SHANGHAI))
    own = {"gathering_id": "p.id", "kind": "p.kind"}
    count = _insert(
        Gathering,
        {"id": "p.id", "code": "'B' || p.id", "host_id": "p.organisation_id", "title": "'测速'", "on": "p.day", "entered_on": "p.day"},
        {"state": str(GatheringState.HELD)},
    )
    _insert(Part, {"id": "p.id", "number": "1", **own}, {})
    holding = {"id": "p.id", "part_id": "p.id", "organisation_id": "p.organisation_id", "on": "p.day", "quorate": "p.quorate", **own}
    _insert(Holding, holding, {"complete": True, "expected": 30, "present": 27, "signed_at": signed})
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {RecordsFrom._meta.db_table} (organisation_id, kind, complete_from)"  # noqa: S608  names of ours
            f" SELECT id, '', %s FROM {Organisation._meta.db_table} WHERE now_kind = 'street_committee'",
            [months_after(on.replace(day=1), -MONTHS)],
        )
    progress(f"  {count} 次会议")
    return count


def _attendances() -> int:
    members = (
        f" JOIN {Membership._meta.db_table} m ON m.organisation_id = p.organisation_id AND m.relation = 'roll'"
        " AND m.valid_from <= p.day AND m.valid_to > p.day"
    )
    named = ", ".join(f"'{kind}'" for kind in NAMED)
    columns = {"gathering_id": "p.id", "holding_id": "p.id", "person_id": "m.person_id"}
    count = _insert(Attendance, columns, {"presence": str(Presence.PRESENT), "votes": True}, f"{members} WHERE p.kind IN ({named})")
    progress(f"  {count} 人次")
    return count


def _insert(model: type[models.Model], chosen: Mapping[str, str], fixed: Mapping[str, Any], rest: str = "") -> int:
    """Every column has a value: from the plan, a fixed one, or the model's default; those that take their number from the table, none."""
    columns, values, parameters = [], [], []
    for field in model._meta.concrete_fields:
        name = str(field.column)
        if name in chosen:
            columns.append(name)
            values.append(chosen[name])
        elif name != "id":
            columns.append(name)
            values.append("%s")
            default = field.get_default() if field.has_default() or not field.null else None
            parameters.append(prepared(model, name, fixed.get(name, default)))
    into = ", ".join(connection.ops.quote_name(name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({into}) SELECT {', '.join(values)} FROM {PLAN} p{rest}",  # noqa: S608  names of ours
            parameters,
        )
        return int(cursor.rowcount)


def _without_references(*, off: bool) -> None:
    """Thirty million rows need not be looked up one by one: they were chosen from what is there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET session_replication_role = {'replica' if off else 'DEFAULT'}")
        else:
            cursor.execute(f"PRAGMA foreign_keys = {'OFF' if off else 'ON'}")
