"""The app of 党工委议事."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """Tells the trail of topics, and the agenda of what stands on its lines."""

    name = "zhibu.mechanism.sessions"
    label = "sessions"
    verbose_name = "党工委议事"

    def ready(self) -> None:
        """A topic is a subject of the trail; a supervised decision leads back to it; who left the room goes with the person."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  the same
        from zhibu.cases.registry import lead_to  # noqa: PLC0415  the same
        from zhibu.gatherings import agenda_holds  # noqa: PLC0415  the same
        from zhibu.mechanism.sessions import subjects  # noqa: PLC0415  the same
        from zhibu.mechanism.sessions.brought import PARTY_BUILDING  # noqa: PLC0415  the same
        from zhibu.mechanism.sessions.models import Recusal  # noqa: PLC0415  the same
        from zhibu.mechanism.sessions.queries.holds import in_open_sessions, out_of_the_room, standing_on  # noqa: PLC0415  the same
        from zhibu.mechanism.sessions.terms import RESOLUTION  # noqa: PLC0415  the same
        from zhibu.oversight.brought import of_organisations  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import goes_with_the_person  # noqa: PLC0415  the same
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        register("topic", subjects.topics)
        name_by("topic", subjects.names)
        for (table, column), say in subjects.WORDS.items():
            told.teach(table, column, say)
        lead_to(RESOLUTION, "topic", paper=RESOLUTION)
        goes_with_the_person(Recusal)
        follows_the_person(Recusal, "tabling_id", only=in_open_sessions())
        of_organisations(PARTY_BUILDING)
        agenda_holds.use(held=standing_on, leaving=out_of_the_room)
