"""The agreement, the table, the application of an address, and the way to it."""

from django.urls import reverse

from zhibu.mechanism.appraisal.models import Agreement, Bonus, Scheme, ScoreObjection
from zhibu.mechanism.appraisal.permissions import answers, path_of, prepares
from zhibu.mechanism.appraisal.queries.agreements import RELATED
from zhibu.mechanism.appraisal.terms import ANSWER, PREPARE, SEE, Side
from zhibu.web.gate import NotAllowed, ReaderRequest, reach
from zhibu.web.pages import Crumb
from zhibu.web.places import address

OF_AGREEMENT = tuple(f"agreement__{one}" for one in RELATED)


def agreement_at(request: ReaderRequest, code: str, act: str = SEE) -> Agreement:
    """By its code, within reach of an act."""
    return reach(Agreement.objects.select_related(*RELATED), request.reader, act, seen=SEE, code=code)


def answering(request: ReaderRequest, code: str) -> Agreement:
    """One for whose organisation the reader speaks."""
    found = agreement_at(request, code, ANSWER)
    if not answers(request.reader, found):
        raise NotAllowed(ANSWER, path_of(found, Side.TAKER))
    return found


def preparing(request: ReaderRequest, code: str) -> Agreement:
    """One whose giver the reader works for."""
    found = agreement_at(request, code, PREPARE)
    if not prepares(request.reader, found.scheme):
        raise NotAllowed(PREPARE, path_of(found, Side.GIVER))
    return found


def bonus_at(request: ReaderRequest, pk: int) -> Bonus:
    """An application that the reader decides on."""
    found = reach(Bonus.objects.select_related(*OF_AGREEMENT), request.reader, PREPARE, seen=SEE, pk=pk)
    if not prepares(request.reader, found.agreement.scheme):
        raise NotAllowed(PREPARE, path_of(found.agreement, Side.GIVER))
    return found


def claim_at(request: ReaderRequest, pk: int) -> Bonus:
    """An application of an organisation for which the reader speaks."""
    found = reach(Bonus.objects.select_related(*OF_AGREEMENT), request.reader, ANSWER, seen=SEE, pk=pk)
    if not answers(request.reader, found.agreement):
        raise NotAllowed(ANSWER, path_of(found.agreement, Side.TAKER))
    return found


def objection_at(request: ReaderRequest, pk: int) -> ScoreObjection:
    """An objection that the reader answers."""
    found = reach(ScoreObjection.objects.select_related("indicator", *OF_AGREEMENT), request.reader, PREPARE, seen=SEE, pk=pk)
    if not prepares(request.reader, found.agreement.scheme):
        raise NotAllowed(PREPARE, path_of(found.agreement, Side.GIVER))
    return found


def scheme_at(request: ReaderRequest, code: str, act: str = SEE) -> Scheme:
    """A table by its code."""
    return reach(Scheme.objects.select_related("organisation"), request.reader, act, seen=SEE, code=code)


def way_to(agreement: Agreement) -> list[Crumb]:
    """The list, and the agreement."""
    return [Crumb("目标责任书", address("agreements")), Crumb(str(agreement.taker), page_of(agreement))]


def page_of(agreement: Agreement) -> str:
    """Its page."""
    return reverse("agreement", args=[agreement.code])


def way_to_year(scheme: Scheme) -> list[Crumb]:
    """The list, and the year of the table."""
    return [Crumb("目标责任书", address("agreements")), Crumb(scheme.title, year_page(scheme))]


def year_page(scheme: Scheme) -> str:
    """The page of its year."""
    return reverse("appraisal_year", args=[scheme.code])
