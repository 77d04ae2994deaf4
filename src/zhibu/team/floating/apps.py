"""The app of 流动党员."""

from django.apps import AppConfig


class FloatingConfig(AppConfig):
    """Brings its procedure; what it keeps of a person goes with the person."""

    name = "zhibu.team.floating"
    label = "floating"
    verbose_name = "流动党员"

    def ready(self) -> None:
        """Searches can be opened; the trail finds words for keys."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.cases.registry import lead_to, register  # noqa: PLC0415  the same
        from zhibu.oversight.brought import Brought, of_persons  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import goes_with_the_person  # noqa: PLC0415  the same
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same
        from zhibu.team.floating.models import Contact, Registration  # noqa: PLC0415  the same
        from zhibu.team.floating.queries.measures import away_on, told_of_away  # noqa: PLC0415  the same
        from zhibu.team.floating.rules.procedure import CONTACT_SEARCH, SUBJECT  # noqa: PLC0415  the same
        from zhibu.team.floating.terms import Channel, ContactKind, RegistrationKind, Way  # noqa: PLC0415  the same

        of_persons(Brought(away_on, told_of_away))
        register(CONTACT_SEARCH)
        lead_to(SUBJECT, "member")
        for model in (Contact, Registration):
            goes_with_the_person(model)
        follows_the_person(Contact, "kind", "on", "way")
        follows_the_person(Registration, "kind", "on")
        told.teach(Registration._meta.db_table, "kind", RegistrationKind.word)
        told.teach(Registration._meta.db_table, "channel", Channel.word)
        told.teach(Contact._meta.db_table, "kind", ContactKind.word)
        told.teach(Contact._meta.db_table, "way", Way.word)
