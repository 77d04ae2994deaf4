"""One person who is away: both ends on one page, a part of the member's page, and the phone at the host."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from zhibu.kernel.clock import today
from zhibu.register.forms import RevealForm
from zhibu.register.pages import person_of
from zhibu.register.sealed_fields import masked, open_field
from zhibu.store.keys import key_store
from zhibu.team.floating import presentation
from zhibu.team.floating.queries.one import Floating, floating_of
from zhibu.team.floating.terms import SEE
from zhibu.team.floating.views.reaching import floating, way_to
from zhibu.trail.reads import note_read
from zhibu.web.acting import sent
from zhibu.web.components import Empty
from zhibu.web.gate import NotAllowed, ReaderRequest, actor, page
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import Panel
from zhibu.web.parts import part_page

REVEAL: Final = "reveal_contact"
NOTHING: Final = Empty("没有外出", "现在没有登记为外出。外出六个月以上的，在个人页的“更多办理”里登记外出流动。")


@page(SEE)
def member(request: ReaderRequest, code: str) -> HttpResponse:
    """Opening it is logged like the member's page."""
    one = floating(request, code, SEE)
    reader, person = request.reader, one.person
    note_read(actor(request), "page", person_id=person.pk, path=person.now_path)
    first, more = presentation.acts(one, reader)
    own_page = reader.may(SEE, person.now_path) or reader.person_id == person.pk
    head = Head(
        f"流动和联系：{person.name}",
        crumbs=way_to(one)[:1],
        acts=[*first, *([Act("个人页", reverse("member", args=[person.code]))] if own_page else [])],
        more=more,
    )
    context = {
        "head": head,
        "facts": presentation.facts_of(one, reader, phone=_phone(one) if presentation.sees_phone_at_host(reader, one) else ""),
        "to_do": presentation.to_do(one, reader, today()),
        "registrations": presentation.registrations(one.registrations),
        "events": presentation.timeline(one.contacts),
        "away": one.since is not None,
        "search": reverse("case", args=[one.search]) if one.search and reader.may("see_cases", person.now_path) else "",
        "empty": NOTHING if one.since is None and one.lost is None else None,
    }
    return render(request, "floating/member.html", context)


@page(SEE)
def part(request: ReaderRequest, code: str) -> HttpResponse:
    """On the member's page, fetched when it stands; a page of its own where no script fetched it."""
    one = floating_of(person_of(request, code, SEE), today())
    panels = presentation.panels_of(one, request.reader, today())
    head = Head("流动和联系", crumbs=[Crumb(one.person.name, reverse("member", args=[code]))])
    return part_page(request, head, panels, Panel("流动和联系", text=NOTHING.hint))


def _phone(one: Floating) -> str:
    return masked("phone", _opened(one))


def _opened(one: Floating) -> str:
    person = one.person
    key = key_store().of([person.key_name]).get(person.key_name)
    return open_field(person.phone_sealed, field="phone", key_name=person.key_name, key=key)


@never_cache
@page(REVEAL)
def phone(request: ReaderRequest, code: str) -> HttpResponse:
    """The whole number for whoever receives the member; after a reason, logged before it is shown."""
    one = floating(request, code, REVEAL)
    person, reader = one.person, request.reader
    if not (presentation.reveals_at_host(reader, one) or reader.may(REVEAL, person.now_path) or reader.person_id == person.pk):
        raise NotAllowed(REVEAL, person.now_path)
    form, value = RevealForm(sent(request), today=today()), ""
    if request.method == "POST" and form.is_valid():
        note_read(actor(request), "reveal", person_id=person.pk, field="手机号码", reason=form.reason, path=person.now_path)
        value = _opened(one) or "没有登记"
    back = reverse("floating_member", args=[person.code])
    head = Head("查看完整手机号码", crumbs=way_to(one))
    context = {"head": head, "person": person, "label": "手机号码", "value": value, "form": form, "back": back}
    return render(request, "register/reveal.html", context, status=422 if form.errors else 200)
