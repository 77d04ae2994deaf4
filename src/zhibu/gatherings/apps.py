"""App declaration; tells the trail how to find its subjects, and how they are called."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    """Stands above ``parameters``: quorums and majorities follow a street's own values."""

    name = "zhibu.gatherings"
    label = "gatherings"
    verbose_name = "会议活动"

    def ready(self) -> None:
        """A gathering is a subject of the trail; who was there goes with the person, the numbers stay."""
        from django.db.models import Q  # noqa: PLC0415  models are there once all apps are loaded

        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.services.passwords import ended_by_reset  # noqa: PLC0415  the same
        from zhibu.files import owners  # noqa: PLC0415  the same
        from zhibu.gatherings import minutes_files, subjects  # noqa: PLC0415  the same
        from zhibu.gatherings.models import Attendance, LeftOut, Vote  # noqa: PLC0415  the same
        from zhibu.gatherings.services.feeds import end_feed  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import goes_with_the_person, stays_without_a_name  # noqa: PLC0415  the same
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        register("gathering", subjects.gatherings)
        name_by("gathering", subjects.names)
        for (table, column), say in subjects.WORDS.items():
            told.teach(table, column, say)
        owners.use(minutes_files.KIND, minutes_files.OWNER)
        for model in (Attendance, LeftOut):
            goes_with_the_person(model)
            follows_the_person(model, "holding_id", only=Q(holding__signed_at=None))
        stays_without_a_name(Vote)
        follows_the_person(Vote, only=Q(holding__signed_at=None))
        ended_by_reset(end_feed)
