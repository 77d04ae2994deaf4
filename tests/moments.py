"""Moments at which tests stand still."""

from datetime import datetime, tzinfo


def standing_at(moment: datetime) -> type[datetime]:
    """What ``kernel.clock`` asks for the time, when it is always this."""

    class Standing(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a moment of the library's own class will do
            return moment.astimezone(tz)

    return Standing
