"""One's own attendance: seen by oneself without any right to the meetings of others."""

from zhibu.gatherings.models import Attendance
from zhibu.gatherings.queries.reached import SEE
from zhibu.kernel.readers import Reader


def own_attendance(reader: Reader, year: int) -> list[Attendance]:
    """Of a year, newest first; one query."""
    if reader.person_id is None:
        return []
    found = Attendance.objects.seen_by(reader, SEE).filter(person_id__in=[reader.person_id, *reader.former], holding__on__year=year)
    return list(
        found.select_related("holding__gathering", "holding__organisation", "holding__part").order_by(
            "-holding__on", "holding__part__number"
        )
    )
