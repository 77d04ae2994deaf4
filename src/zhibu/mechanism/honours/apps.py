"""The app of 评先评优."""

from django.apps import AppConfig


class HonoursConfig(AppConfig):
    """Selections, honours granted and received."""

    name = "zhibu.mechanism.honours"
    label = "honours"
    verbose_name = "评先评优"

    def ready(self) -> None:
        """Honours are subjects of the trail; those of a person stay as a number, who was nominated goes.

        Where two records are merged each honour stays one of its own: it has a paper, be there two for one deed.
        """
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  the same
        from zhibu.cases.registry import lead_steps, lead_to, lines_alone  # noqa: PLC0415  the same
        from zhibu.cases.registry import register as known  # noqa: PLC0415  the same
        from zhibu.files import owners  # noqa: PLC0415  the same
        from zhibu.mechanism.honours import files, subjects  # noqa: PLC0415  the same
        from zhibu.mechanism.honours.models import Honour, HonourReceived, Nomination  # noqa: PLC0415  the same
        from zhibu.mechanism.honours.rules import procedure  # noqa: PLC0415  the same
        from zhibu.mechanism.honours.services.granted import destroy_papers, take_off_the_roll  # noqa: PLC0415  the same
        from zhibu.mechanism.honours.terms import HonourKind, Level  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import before_erasing, goes_with_the_person, stays_without_a_name  # noqa: PLC0415  the same
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register, sealed_before  # noqa: PLC0415  the same

        name_by("honour", subjects.names_granted)
        name_by("honour_received", subjects.names_received)
        register("honour", subjects.granted)
        register("honour_received", subjects.received)
        sealed_before("honour", subjects.granted_before)
        sealed_before("honour_received", subjects.received_before)
        known(procedure.SELECTION, procedure.MEDALS)
        lead_to(procedure.OF, "organisation")
        for key in procedure.KEYS:
            lead_steps(key, "selection_step")
        lines_alone(procedure.KEY, *procedure.UNDONE)
        lines_alone(procedure.MEDAL, "review")
        for table in ("honour", "selectioncampaign"):
            told.teach(f"honours_{table}", "kind", HonourKind.word)
        told.teach("honours_honourreceived", "level", Level.word)
        owners.use(files.KIND, files.OWNER)
        goes_with_the_person(Nomination)
        before_erasing(take_off_the_roll)
        before_erasing(destroy_papers)
        for model in (Honour, HonourReceived):
            stays_without_a_name(model)
            follows_the_person(model)
