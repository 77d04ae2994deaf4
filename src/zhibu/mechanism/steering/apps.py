"""The app of 党建工作指导委员会."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """Brings its procedures; says who is expected at a joint conference, and which lines of an agenda stand for a matter."""

    name = "zhibu.mechanism.steering"
    label = "steering"
    verbose_name = "指导委员会"

    def ready(self) -> None:
        """Its cases can be opened; steps of an appointment are done here, since they do more than the log says."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.cases.registry import lead_steps, lead_to, lines_alone, register  # noqa: PLC0415  the same
        from zhibu.gatherings import agenda_holds, invited  # noqa: PLC0415  the same
        from zhibu.gatherings.terms import GatheringKind  # noqa: PLC0415  the same
        from zhibu.mechanism.steering.brought import COMMITTEES  # noqa: PLC0415  the same
        from zhibu.mechanism.steering.models import Appointment, SteeringMember  # noqa: PLC0415  the same
        from zhibu.mechanism.steering.queries.conferences import nobody_leaves, standing_on  # noqa: PLC0415  the same
        from zhibu.mechanism.steering.queries.invited import members_expected  # noqa: PLC0415  the same
        from zhibu.mechanism.steering.rules.procedures import KEYS, PROCEDURES  # noqa: PLC0415  the same
        from zhibu.mechanism.steering.terms import COMMITTEE, CONFERENCE, UNIT, SeatKind, Tier  # noqa: PLC0415  the same
        from zhibu.oversight.brought import of_organisations  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import goes_with_the_person  # noqa: PLC0415  the same
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same

        register(*PROCEDURES)
        lead_to(COMMITTEE, "steering_committee")
        lead_to(CONFERENCE, "gathering")
        lead_to(UNIT, "unit")
        for key in KEYS:
            lead_steps(key, "appointment_step")
            lines_alone(key, "propose", "nominate", "vet")
        told.teach("steering_steeringcommittee", "tier", Tier.word)
        told.teach("steering_steeringmember", "seat", SeatKind.word)
        goes_with_the_person(SteeringMember)
        goes_with_the_person(Appointment)
        follows_the_person(SteeringMember, "committee_id", code="who")
        follows_the_person(Appointment)
        of_organisations(COMMITTEES)
        invited.use(str(GatheringKind.JOINT_CONFERENCE), members_expected)
        agenda_holds.use(held=standing_on, leaving=nobody_leaves)
