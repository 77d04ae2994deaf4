"""The app of 党建责任."""

from django.apps import AppConfig


class ResponsibilityConfig(AppConfig):
    """Brings its facts to clauses; what a person answered for stays, without a name, when the record is erased."""

    name = "zhibu.mechanism.responsibility"
    label = "responsibility"
    verbose_name = "党建责任"

    def ready(self) -> None:
        """Declared once at start-up."""
        from django.db.models import Q  # noqa: PLC0415  models are there once all apps are loaded

        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.mechanism.responsibility.brought import RESPONSIBILITIES  # noqa: PLC0415  the same
        from zhibu.mechanism.responsibility.models import Handover, PriorityLine, Responsibility  # noqa: PLC0415  the same
        from zhibu.mechanism.responsibility.queries.handing import stay_handed_over  # noqa: PLC0415  the same
        from zhibu.mechanism.responsibility.terms import PriorityTag, Tier, Together  # noqa: PLC0415  the same
        from zhibu.oversight.brought import of_organisations  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import stays_without_a_name  # noqa: PLC0415  the same
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same
        from zhibu.register.services.soundness import sound_with  # noqa: PLC0415  the same

        of_organisations(RESPONSIBILITIES)
        sound_with(stay_handed_over)
        for model in (Responsibility, Handover, PriorityLine):
            stays_without_a_name(model)
        follows_the_person(Responsibility)
        follows_the_person(PriorityLine, only=Q(done_on=None))
        follows_the_person(Handover, only=Q(confirmed_on=None), column="receiver")
        told.teach("responsibility_responsibility", "tier", Tier.word)
        told.teach("responsibility_priorityline", "tag", PriorityTag.word)
        told.teach("responsibility_mattertag", "tag", Together.word)
