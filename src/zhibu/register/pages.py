"""The way to an organisation's page, for those who change something there."""

from typing import Final

from django.urls import reverse

from zhibu.register.models import Organisation
from zhibu.web.gate import ReaderRequest, reach
from zhibu.web.pages import Crumb

EDIT: Final = "edit_organisations"


def organisation_of(request: ReaderRequest, code: str) -> Organisation:
    """The organisation of an address, within reach of editing."""
    return reach(Organisation.objects.select_related("now_parent"), request.reader, EDIT, code=code)


def page_of(found: Organisation) -> str:
    """The address of an organisation."""
    return reverse("organisation", args=[found.code])


def way_to(found: Organisation) -> list[Crumb]:
    """The way to an organisation's page."""
    return [Crumb("党组织", reverse("organisations")), Crumb(str(found), page_of(found))]
