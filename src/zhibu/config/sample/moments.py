"""At what hour something was done in the sample: whoever loads it before dawn finds nothing that is still to happen."""

from datetime import date, datetime, time

from zhibu.kernel.clock import SHANGHAI


def at(day: date, hour: int, *, on: date) -> datetime:
    """An hour of a day; what is of the day of loading, or would come after it, was done as that day began."""
    return datetime.combine(day, time(hour), SHANGHAI) if day < on else datetime.combine(on, time(), SHANGHAI)
