"""Guests by name, delegations by number."""

from django.http import HttpResponse
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.kernel.clock import today
from zhibu.mechanism.commemoration.forms import DelegationForm, GuestChangeForm, GuestForm
from zhibu.mechanism.commemoration.models import Guest
from zhibu.mechanism.commemoration.queries.ceremony import who_may_come
from zhibu.mechanism.commemoration.services.preparing import change_guest, set_delegations
from zhibu.mechanism.commemoration.services.preparing import invite as put_guests
from zhibu.mechanism.commemoration.services.preparing import uninvite as drop_guest
from zhibu.mechanism.commemoration.terms import RECORD
from zhibu.mechanism.commemoration.views.reaching import ceremony_of, way_to
from zhibu.web.acting import act_page, row_of, sent
from zhibu.web.forms import PageForm
from zhibu.web.gate import ReaderRequest


@page(RECORD)
def invite(request: ReaderRequest, code: str) -> HttpResponse:
    """Several at once."""
    one = ceremony_of(request, code, RECORD)
    return act_page(
        request,
        title="登记来宾",
        lead="只登记姓名、单位和职务，用于座次图和席卡。",
        form=GuestForm(sent(request)),
        run=lambda form: put_guests(
            by=actor(request), ceremony=one.ceremony, kind=form.cleaned_data["kind"], guests=form.cleaned_data["names"]
        ),
        done="已登记来宾。",
        back=way_to(one)[-1].url,
        crumbs=way_to(one),
    )


@page(RECORD)
def change(request: ReaderRequest, code: str, pk: int) -> HttpResponse:
    """A slip of the pen is put right; whoever does not come is taken out from here."""
    one = ceremony_of(request, code, RECORD)
    guest = row_of(Guest.objects.seen_by(request.reader, RECORD).filter(ceremony=one.ceremony), pk)
    initial = {"kind": guest.kind, "name": guest.name, "comes_from": guest.comes_from}
    return act_page(
        request,
        title=f"修改来宾：{guest.name}",
        form=GuestChangeForm(sent(request), initial=initial),
        run=lambda form: change_guest(by=actor(request), ceremony=one.ceremony, guest=guest, facts=form.cleaned_data),
        done="已修改。",
        back=way_to(one)[-1].url,
        crumbs=way_to(one),
        template="commemoration/line.html",
        beside={"remove_url": reverse("ceremony_guest_remove", args=[code, pk]), "remove": "不来了，去掉这一位"},
    )


@page(RECORD)
def uninvite(request: ReaderRequest, code: str, pk: int) -> HttpResponse:
    """Somebody does not come."""
    one = ceremony_of(request, code, RECORD)
    guest = row_of(Guest.objects.seen_by(request.reader, RECORD).filter(ceremony=one.ceremony), pk)
    return act_page(
        request,
        title=f"去掉来宾：{guest.name}",
        lead=guest.comes_from,
        form=PageForm(sent(request)),
        run=lambda _: drop_guest(by=actor(request), ceremony=one.ceremony, guest=guest),
        done="已去掉。",
        back=way_to(one)[-1].url,
        crumbs=way_to(one),
        submit="去掉",
    )


@page(RECORD)
def delegations(request: ReaderRequest, code: str) -> HttpResponse:
    """How many come from where."""
    one = ceremony_of(request, code, RECORD)
    return act_page(
        request,
        title="参加单位和人数",
        lead="写各单位来多少人（不含来宾和领奖的人），座次图按单位分块。",
        form=DelegationForm(sent(request), organisations=who_may_come(request.reader, one, today()), known=one.delegations),
        run=lambda form: set_delegations(by=actor(request), ceremony=one.ceremony, numbers=form.numbers),
        done="已登记人数。",
        back=way_to(one)[-1].url,
        crumbs=way_to(one),
    )
