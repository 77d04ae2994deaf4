"""The institution of an address, within reach of an act, and the way to it."""

from django.http import Http404
from django.urls import reverse

from zhibu.access.pages import reach
from zhibu.kernel.readers import Reader
from zhibu.mechanism.institutions.models import Institution, InstitutionVersion
from zhibu.mechanism.institutions.queries.one import version_of
from zhibu.mechanism.institutions.rules.standing import History
from zhibu.mechanism.institutions.terms import EDIT, SEE
from zhibu.mechanism.institutions.views.lists import way_to
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb


def institution_at(request: ReaderRequest, code: str, act: str) -> Institution:
    """404 where it is out of sight, 403 where only the act is missing."""
    return reach(Institution.objects.select_related("organisation"), request.reader, act, seen=SEE, code=code)


def version_at(institution: Institution, number: int, history: History, request: ReaderRequest) -> InstitutionVersion:
    """A text; what is only being written is seen by those who write there."""
    found = version_of(institution, number)
    adopted = {one.version for one in history.spans}
    if found is None or (number not in adopted and not request.reader.may(EDIT, institution.organisation.now_path)):
        raise Http404
    return found


def page_of(institution: Institution) -> str:
    """Its address."""
    return reverse("institution", args=[institution.code])


def steps_to(reader: Reader, institution: Institution) -> list[Crumb]:
    """The list, and the institution."""
    return [*way_to(reader, institution.organisation), Crumb(institution.title, page_of(institution))]
