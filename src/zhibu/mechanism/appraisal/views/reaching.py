"""What an address means, and the way to it."""

from datetime import date

from django.http import Http404
from django.urls import reverse

from zhibu.access.pages import reach
from zhibu.kernel.clock import today
from zhibu.mechanism.appraisal.models import Agreement, Indicator, Scheme
from zhibu.mechanism.appraisal.queries.schemes import schemes_seen
from zhibu.mechanism.appraisal.queries.scores import agreements_seen
from zhibu.mechanism.appraisal.terms import PREPARE, SEE
from zhibu.web.acting import row_of
from zhibu.web.gate import NotAllowed, ReaderRequest
from zhibu.web.pages import Crumb
from zhibu.web.state import PageState

TITLE = "目标考评"
TABLES = "考评办法"


def scores_crumbs() -> list[Crumb]:
    """The way to a score."""
    return [Crumb(TITLE, reverse("scores"))]


def tables_crumbs() -> list[Crumb]:
    """The way to a table."""
    return [*scores_crumbs(), Crumb(TABLES, reverse("schemes"))]


def scheme_crumbs(scheme: Scheme) -> list[Crumb]:
    """The way to something of a table."""
    return [*tables_crumbs(), Crumb(scheme.title, reverse("scheme", args=[scheme.code]))]


def scheme_seen(request: ReaderRequest, code: str) -> Scheme:
    """A table that the reader may read: in reach, or one that binds an organisation in reach."""
    found = schemes_seen(request.reader).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def scheme_prepared(request: ReaderRequest, code: str) -> Scheme:
    """A table that the reader may change."""
    found = scheme_seen(request, code)
    if not request.reader.may(PREPARE, found.organisation.now_path):
        raise NotAllowed(PREPARE, found.organisation.now_path)
    return found


def indicator_prepared(request: ReaderRequest, pk: int) -> Indicator:
    """A row of such a table."""
    found = row_of(Indicator.objects.seen_by(request.reader, SEE).select_related("scheme", "scheme__organisation"), pk)
    if not request.reader.may(PREPARE, found.scheme.organisation.now_path):
        raise NotAllowed(PREPARE, found.scheme.organisation.now_path)
    return found


def agreement_seen(request: ReaderRequest, code: str) -> Agreement:
    """Whose score is asked for."""
    seen = reach(Agreement.objects.select_related("scheme"), request.reader, SEE, seen=SEE, code=code)
    found = agreements_seen(request.reader).filter(pk=seen.pk).first()
    if found is None:
        raise Http404
    return found


def day_of(state: PageState, scheme: Scheme) -> date:
    """The day asked for; of a year that is to come, its first."""
    return max(state.on, date(scheme.year, 1, 1)) if state.on < date(scheme.year, 1, 1) else min(state.on, today())
