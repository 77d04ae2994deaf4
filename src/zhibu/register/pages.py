"""What stands behind an address: an organisation or person within reach of an act, and the way to its page."""

from typing import Final

from django.urls import reverse

from zhibu.register.models import Organisation, Person
from zhibu.register.queries.merged import kept_record
from zhibu.web.errors import NoLongerKept
from zhibu.web.gate import ReaderRequest, reach
from zhibu.web.html import prose_date
from zhibu.web.pages import Act, Crumb

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


def person_of(request: ReaderRequest, code: str, act: str) -> Person:
    """The person of an address, for an act; a record that was merged leads to the one that stayed, if that is in reach."""
    found = Person.objects.seen_by(request.reader, act).filter(code=code, merged_into=None).first()
    found = found or reach(Person.objects.all(), request.reader, act, pk=kept_record(code))
    if found.erased_on:
        text = f"编号 {found.code} 的资料保存期限已到，{prose_date(found.erased_on)}由系统按期销毁。"
        raise NoLongerKept(text=text, acts=(Act("资料保存期限", reverse("retention")), Act("回到首页", reverse("home"), "go")))
    return found
