"""The app of life meetings: its procedures, and which steps have pages of their own."""

from django.apps import AppConfig


class LifeMeetingsConfig(AppConfig):
    """Brings its procedures."""

    name = "zhibu.mechanism.life_meetings"
    label = "life_meetings"
    verbose_name = "民主生活会、组织生活会"

    def ready(self) -> None:
        """Its cases can be opened; what a talk says of a person goes with that person, and counts for the record that stays of two."""
        from zhibu.cases.registry import lead_steps, lead_to, register  # noqa: PLC0415  at start-up
        from zhibu.mechanism.life_meetings import brought  # noqa: PLC0415  the same
        from zhibu.mechanism.life_meetings.models import TalkHeld  # noqa: PLC0415  models are ready only here
        from zhibu.mechanism.life_meetings.rules import procedures  # noqa: PLC0415  at start-up
        from zhibu.oversight.brought import of_organisations  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import goes_with_the_person  # noqa: PLC0415  models are ready only here
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same

        register(*procedures.PREPARATIONS.values(), procedures.RECTIFICATION)
        lead_to(procedures.LIFE_MEETING, "life_meeting")
        for one in procedures.PREPARATIONS.values():
            lead_steps(one.key, "life_step", *procedures.OWN_PAGES)
        goes_with_the_person(TalkHeld)
        follows_the_person(TalkHeld, "holding_id", "other_id", apart="other")
        follows_the_person(TalkHeld, "holding_id", "person_id", column="other", apart="person")
        of_organisations(brought.LIFE_MEETINGS)
