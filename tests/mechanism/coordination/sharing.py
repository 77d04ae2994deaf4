"""A community with partners, offers, needs and projects, made through the services like everything else."""

from datetime import date, timedelta
from typing import Final

from tests.register.factories import TODAY, Street, actor
from zhibu.cases.queries.log import standing
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.coordination import services
from zhibu.mechanism.coordination.models import LiaisonLink, Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.rules.acts import Said
from zhibu.mechanism.coordination.services.matching import Match
from zhibu.mechanism.coordination.services.projects import Seen
from zhibu.mechanism.coordination.services.rows import Side
from zhibu.mechanism.coordination.terms import PartnerKind, ResourceKind
from zhibu.register.models import Organisation
from zhibu.register.services.units import add_unit
from zhibu.register.terms.units import Ownership
from zhibu.trail.actors import Actor

WHY: Final = "测试"
SINCE: Final = date(2026, 1, 10)
VENUE, PEOPLE = str(ResourceKind.VENUE), str(ResourceKind.PEOPLE)


def codes(outcome: Outcome) -> list[str]:
    """What stood against it."""
    return [one.code for one in outcome.decision.objections]


def partner(
    home: Organisation, name: str = "某部驻军连队", kind: PartnerKind = PartnerKind.ARMY, *, by: Actor | None = None
) -> PartnerUnit:
    """Somebody who takes part."""
    done = services.add_partner(by=by or actor(), organisation=home, kind=kind, name=name, on=SINCE)
    assert codes(done) == []
    return PartnerUnit.objects.unguarded(WHY).select_related("organisation").get(pk=done.row_id)


def school(street: Street, *, branch: Organisation | None = None) -> PartnerUnit:
    """A resident unit, perhaps with a Party organisation of its own."""
    made = add_unit(
        by=actor(), facts={"name": "云溪小学", "ownership": Ownership.SCHOOL.value}, place=street.sunny, on=SINCE, organisation=branch
    )
    assert codes(made) == []
    return partner(street.sunny, "云溪小学", PartnerKind.UNIT)


def need(home: Organisation, title: str = "暑托班要一间教室", *, of: PartnerUnit | None = None, asked: PartnerUnit | None = None,
         kind: str = VENUE, by: Actor | None = None, until: date | None = None) -> Need:  # fmt: skip
    """What somebody wants."""
    done = services.add_need(by=by or actor(), side=Side(home, of), said=Said(kind, title, until=until), asked=asked)
    assert codes(done) == []
    return Need.objects.unguarded(WHY).select_related("case", "organisation", "partner", "asked").get(pk=done.row_id)


def offer(of: PartnerUnit, title: str = "周末可以借用教室", *, kind: str = VENUE, by: Actor | None = None) -> Offer:
    """What a partner can give."""
    done = services.add_offer(by=by or actor(), side=Side(of.organisation, of), said=Said(kind, title))
    assert codes(done) == []
    return Offer.objects.unguarded(WHY).select_related("organisation", "partner").get(pk=done.row_id)


def project(wanted: Need | None, given: Offer, title: str = "暑期托管", *, by: Actor | None = None) -> Project:
    """A need and an offer, matched."""
    done = services.match(by=by or actor(), matched=Match(given.organisation, title, wanted, given))
    assert codes(done) == []
    return again(Project(pk=done.row_id))


def again(row: Project) -> Project:
    """As it stands now."""
    return Project.objects.unguarded(WHY).select_related("case", "partner__organisation", "organisation").get(pk=row.pk)


def seen(row: Project, on: date = TODAY) -> Seen:
    """Whoever does the next step has seen all."""
    return Seen(on, standing(again(row).case).state.last)


def agreed(row: Project, *, until: date = TODAY + timedelta(days=10), by: Actor | None = None) -> Project:
    """Both sides agreed today."""
    day = (by or actor()).day
    done = services.agree(
        by=by or actor(), project=row, seen=seen(row, day), what="学校出教室，社区出志愿者", how="办公室电话答复", until=until
    )
    assert codes(done) == []
    return again(row)


def delivered(row: Project, *, by: Actor | None = None) -> Project:
    """Agreed and done."""
    day = (by or actor()).day
    agreed(row, until=day, by=by)
    done = services.deliver(by=by or actor(), project=row, seen=seen(row, day), outcome="办了三周，二十名学生参加")
    assert codes(done) == []
    return again(row)


def confirmed(row: Project, *, by: Actor | None = None) -> Project:
    """Done, and the partner said so."""
    delivered(row, by=by)
    done = services.confirm(by=by or actor(), project=row, seen=seen(row, (by or actor()).day), how="办公室电话确认")
    assert codes(done) == []
    return again(row)


def link(of: PartnerUnit, *, until: date = TODAY + timedelta(days=30), by: Actor | None = None) -> LiaisonLink:
    """A way in for its contact."""
    done = services.issue_link(by=by or actor(), partner=of, until=until, reason="单位要求网上答复")
    assert codes(done) == []
    return LiaisonLink.objects.unguarded(WHY).get(pk=done.row_id)
