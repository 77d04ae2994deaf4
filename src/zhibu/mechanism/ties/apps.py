"""The app of 联系群众: places and who is linked to them; matters are cases."""

from django.apps import AppConfig


class TiesConfig(AppConfig):
    """Brings its procedure."""

    name = "zhibu.mechanism.ties"
    label = "ties"
    verbose_name = "联系群众"

    def ready(self) -> None:
        """Its cases can be opened."""
        from zhibu.access.queries import told  # noqa: PLC0415  at start-up
        from zhibu.cases.registry import lead_to, register  # noqa: PLC0415  the same
        from zhibu.mechanism.ties.measures import places_on, told_of_places  # noqa: PLC0415  the same
        from zhibu.mechanism.ties.models import Link, LinkedPlace  # noqa: PLC0415  the same
        from zhibu.mechanism.ties.rules import VISIT, VISIT_MATTER  # noqa: PLC0415  the same
        from zhibu.mechanism.ties.terms import PlaceKind  # noqa: PLC0415  the same
        from zhibu.oversight.brought import Brought, of_organisations  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import goes_with_the_person  # noqa: PLC0415  the same
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same

        of_organisations(Brought(places_on, told_of_places))
        goes_with_the_person(Link)
        follows_the_person(Link, "place_id", code="who")
        told.teach(LinkedPlace._meta.db_table, "kind", PlaceKind.word)
        register(VISIT_MATTER)
        lead_to(VISIT, "gathering")
