"""The rows of an address, and the way to them."""

from django.urls import reverse

from zhibu.mechanism.coordination.models import LiaisonLink, Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.permissions import enters_for
from zhibu.mechanism.coordination.terms import ENTER, SEE
from zhibu.web.gate import NotAllowed, ReaderRequest, reach
from zhibu.web.pages import Crumb
from zhibu.web.places import address


def need_of(request: ReaderRequest, code: str, act: str = SEE) -> Need:
    """A need by its code."""
    found = Need.objects.select_related("organisation", "partner", "asked", "case")
    return reach(found, request.reader, act, seen=SEE, code=code)


def offer_of(request: ReaderRequest, code: str, act: str = SEE) -> Offer:
    """An offer by its code."""
    return reach(Offer.objects.select_related("organisation", "partner"), request.reader, act, seen=SEE, code=code)


def project_of(request: ReaderRequest, act: str = SEE, **lookup: str) -> Project:
    """A project by its code or that of its case."""
    found = Project.objects.select_related("organisation", "partner", "need", "offer", "case", "gathering")
    return reach(found, request.reader, act, seen=SEE, **lookup)


def partner_of(request: ReaderRequest, code: str, act: str = SEE) -> PartnerUnit:
    """A partner by its code."""
    return reach(PartnerUnit.objects.select_related("organisation", "unit"), request.reader, act, seen=SEE, code=code)


def link_of(request: ReaderRequest, code: str, act: str = ENTER) -> LiaisonLink:
    """A link by its code, for whoever issues links: at the organisation, not in the unit."""
    found = reach(LiaisonLink.objects.select_related("organisation", "partner"), request.reader, act, seen=SEE, code=code)
    steered(request, found.organisation.now_path)
    return found


def steered(request: ReaderRequest, path: str) -> None:
    """What only the organisation in whose lists it stands may do."""
    if not request.reader.may(ENTER, path):
        raise NotAllowed(ENTER, path)


def way(*further: Crumb) -> list[Crumb]:
    """From the lists."""
    return [Crumb("共驻共建", address("coordination")), *further]


def way_to(row: Need | Offer | Project | PartnerUnit) -> list[Crumb]:
    """The lists, and the row."""
    views = {Need: "coordination_need", Offer: "coordination_offer", Project: "coordination_project", PartnerUnit: "coordination_partner"}
    return way(Crumb(str(row), reverse(views[type(row)], args=[row.code])))


def partner_choices(request: ReaderRequest) -> list[tuple[str, str]]:
    """Partners for which the reader enters."""
    return [(one.code, f"{one.name}（{one.organisation}）") for one in enters_for(request.reader)]
