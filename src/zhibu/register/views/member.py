"""One person: the record, its timeline, numbers revealed with a reason, values to copy out."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from zhibu.kernel.clock import now, today
from zhibu.register.forms import RevealForm
from zhibu.register.models import Person
from zhibu.register.pages import person_of
from zhibu.register.presentation import (
    HARDSHIP,
    acts_of_record,
    facts_of_record,
    official_order,
    place_of_record,
    posts_of_record,
    to_settle,
)
from zhibu.register.queries.history import history_of
from zhibu.register.queries.record import Record, person_record
from zhibu.register.queries.timeline import timeline_of
from zhibu.register.sealed_fields import SEALED, open_field
from zhibu.store.keys import key_store
from zhibu.trail.reads import note_read
from zhibu.web import offers
from zhibu.web.acting import sent
from zhibu.web.gate import NotAllowed, ReaderRequest, actor, page
from zhibu.web.pages import Crumb, Head
from zhibu.web.panels import About, later_panels
from zhibu.web.state import PageState

SEE: Final = "see_record"
REVEALS: Final = {
    "id_number": "reveal_number",
    "phone": "reveal_contact",
    "landline": "reveal_contact",
    "residence": "reveal_contact",
    "household": "reveal_contact",
}
"""Which right opens which field."""


@page(SEE)
def member(request: ReaderRequest, code: str) -> HttpResponse:
    """The record on a day; opening it is logged."""
    state = PageState.read(request, today=today())
    reader = request.reader
    person = person_of(request, code, SEE)
    record = person_record(person, state.on, hardship=reader.may(HARDSHIP, person.now_path))
    note_read(actor(request), "page", person_id=person.pk, path=person.now_path)
    context = {
        "head": _head(request, record, state),
        "groups": facts_of_record(record, reader, _key(person), contact=_sees_contacts(request, person)),
        "posts": posts_of_record(record, reader),
        "settle": to_settle(record, reader),
        "timeline": timeline_of(record),
        "history": history_of(reader, person, now()),
        "person": person,
        "later": later_panels("member", About(reader, person.pk, person.code, person.now_path, None if state.is_today else state.on)),
    }
    return render(request, "register/member.html", context)


def _head(request: ReaderRequest, record: Record, state: PageState) -> Head:
    here = record.organisation
    crumbs = [Crumb("党员名册", reverse("members"))] if request.reader.may_anywhere("see_names") else []
    if here:
        crumbs.append(Crumb(here.name, f"{reverse('members')}?within={here.code}"))
    acts, more = acts_of_record(record, request.reader)
    more += offers.acts("member", request.reader, record.person.now_path, record.person.code)
    return Head(record.person.name, lead=place_of_record(record), crumbs=crumbs, acts=acts, more=more, as_of=state)


def _key(person: Person) -> bytes | None:
    return key_store().of([person.key_name]).get(person.key_name)


def _sees_contacts(request: ReaderRequest, person: Person) -> bool:
    return request.reader.person_id == person.pk or request.reader.may("see_contact", person.now_path)


def _may_reveal(request: ReaderRequest, person: Person, field: str) -> bool:
    """One's own numbers, or those that a role opens."""
    return request.reader.person_id == person.pk or request.reader.may(REVEALS[field], person.now_path)


@never_cache
@page(SEE)
def reveal(request: ReaderRequest, code: str, field: str) -> HttpResponse:
    """A full number, after a reason; each reveal is logged before it is shown, and can be read by the person."""
    if field not in SEALED:
        raise Http404
    person = person_of(request, code, SEE)
    if not _may_reveal(request, person, field):
        raise NotAllowed(REVEALS[field], person.now_path)
    form = RevealForm(sent(request), today=today())
    value = ""
    if request.method == "POST" and form.is_valid():
        note_read(actor(request), "reveal", person_id=person.pk, field=SEALED[field], reason=form.reason, path=person.now_path)
        value = open_field(getattr(person, f"{field}_sealed"), field=field, key_name=person.key_name, key=_key(person)) or "没有登记"
    back = reverse("member", args=[person.code])
    head = Head(f"查看完整{SEALED[field]}", crumbs=[Crumb(person.name, back)])
    context = {"head": head, "person": person, "label": SEALED[field], "value": value, "form": form, "back": back}
    return render(request, "register/reveal.html", context, status=422 if form.errors else 200)


@never_cache
@page(SEE)
def copy_out(request: ReaderRequest, code: str) -> HttpResponse:
    """One person's values in the order of the official form, each with a copy button; numbers after a reason."""
    person = person_of(request, code, SEE)
    may = [field for field in SEALED if _may_reveal(request, person, field)]
    form = RevealForm(sent(request), today=today())
    revealed = may if request.method == "POST" and form.is_valid() else []
    if revealed:
        labels = "、".join(SEALED[field] for field in revealed)
        note_read(actor(request), "reveal", person_id=person.pk, field=labels, reason=form.reason, path=person.now_path)
    else:
        note_read(actor(request), "copy", person_id=person.pk, path=person.now_path)
    lead = "顺序同党员信息采集表，点“复制”粘贴到其他系统。"
    context = {
        "head": Head(f"{person.name}：逐项复制", lead=lead, crumbs=[Crumb(person.name, reverse("member", args=[person.code]))]),
        "facts": official_order(person_record(person, today()), _key(person), revealed=revealed, contact=_sees_contacts(request, person)),
        "form": form if may and not revealed else None,
    }
    return render(request, "register/copy_out.html", context, status=422 if form.errors else 200)
