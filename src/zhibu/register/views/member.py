"""One person: the record, its timeline, numbers revealed with a reason, values to copy out."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from zhibu.kernel.clock import now, today
from zhibu.register.forms import RevealForm
from zhibu.register.models import Person
from zhibu.register.presentation import acts_of_record, facts_of_record, official_order, posts_of_record, to_settle
from zhibu.register.queries.history import history_of
from zhibu.register.queries.record import Record, person_record
from zhibu.register.queries.timeline import timeline_of
from zhibu.register.sealed_fields import SEALED, open_field
from zhibu.store.keys import key_store
from zhibu.trail.reads import note_read
from zhibu.web.gate import NotAllowed, ReaderRequest, actor, page, reach
from zhibu.web.pages import Crumb, Head
from zhibu.web.state import PageState

REVEALS: Final = {"id_number": "reveal_number", "phone": "reveal_contact", "landline": "reveal_contact", "residence": "reveal_contact", "household": "reveal_contact"}
"""Which right opens which field."""


def person_of(request: ReaderRequest, code: str, act: str) -> Person:
    """The person of an address, for an act; a record that was merged leads to the one that stayed."""
    found = reach(Person.objects.select_related("merged_into"), request.reader, act, code=code)
    return found.merged_into if found.merged_into_id and found.merged_into else found


@page("see_record")
def member(request: ReaderRequest, code: str) -> HttpResponse:
    """The record on a day; opening it is logged."""
    state = PageState.read(request, today=today())
    person = person_of(request, code, "see_record")
    record = person_record(person, state.on)
    note_read(actor(request), "page", person_id=person.pk, path=person.now_path)
    reader = request.reader
    keys = key_store().of([person.key_name])
    contact = reader.may("see_contact", person.now_path) or reader.person_id == person.pk
    context = {
        "head": _head(request, record, state),
        "groups": facts_of_record(record, reader, keys.get(person.key_name), contact=contact),
        "posts": posts_of_record(record, reader),
        "settle": to_settle(record, reader),
        "timeline": timeline_of(record),
        "history": history_of(reader, person, now()),
        "person": person,
    }
    return render(request, "register/member.html", context)


def _head(request: ReaderRequest, record: Record, state: PageState) -> Head:
    here = record.organisation
    crumbs = [Crumb("党员名册", reverse("members"))] if request.reader.may_anywhere("see_names") else []
    if here:
        crumbs.append(Crumb(here.name, f"{reverse('members')}?within={here.code}"))
    lead = " · ".join([*(place.name for place in record.ancestors[-2:]), here.name]) if here else "不在名册上"
    return Head(record.person.name, lead=lead, crumbs=crumbs, acts=acts_of_record(record, request.reader), as_of=state)


@never_cache
@page("see_record")
def reveal(request: ReaderRequest, code: str, field: str) -> HttpResponse:
    """A full number, after a reason; each reveal is logged and can be read by the person."""
    if field not in SEALED:
        raise Http404
    person = person_of(request, code, "see_record")
    reader = request.reader
    own = reader.person_id == person.pk
    if not (own or reader.may(REVEALS[field], person.now_path)):
        raise NotAllowed(REVEALS[field])
    form = RevealForm(request.POST or None, today=today())
    value = ""
    if request.method == "POST" and form.is_valid():
        key = key_store().of([person.key_name]).get(person.key_name)
        value = open_field(getattr(person, f"{field}_sealed"), field=field, key_name=person.key_name, key=key)
        note_read(actor(request), "reveal", person_id=person.pk, field=SEALED[field], reason=form.reason, path=person.now_path)
    context = {
        "head": Head(f"查看完整{SEALED[field]}", crumbs=[Crumb(person.name, reverse("member", args=[person.code]))]),
        "person": person, "label": SEALED[field], "value": value, "form": form, "back": reverse("member", args=[person.code]),
    }
    return render(request, "register/reveal.html", context)


@never_cache
@page("see_record")
def copy_out(request: ReaderRequest, code: str) -> HttpResponse:
    """One person's values in the order of the official form, each with a copy button; numbers after a reason."""
    person = person_of(request, code, "see_record")
    reader = request.reader
    own = reader.person_id == person.pk
    may = {field for field, act in REVEALS.items() if own or reader.may(act, person.now_path)}
    form = RevealForm(request.POST or None, today=today())
    revealed: set[str] = set()
    if request.method == "POST" and form.is_valid() and may:
        revealed = may
        labels = "、".join(SEALED[field] for field in SEALED if field in may)
        note_read(actor(request), "reveal", person_id=person.pk, field=labels, reason=form.reason, path=person.now_path)
    else:
        note_read(actor(request), "copy", person_id=person.pk, path=person.now_path)
    key = key_store().of([person.key_name]).get(person.key_name)
    context = {
        "head": Head(
            f"{person.name}：逐项复制", lead="顺序同党员信息采集表，点“复制”粘贴到其他系统。", crumbs=[Crumb(person.name, reverse("member", args=[person.code]))]
        ),
        "facts": official_order(person_record(person, today()), key, revealed=revealed),
        "form": form if may and not revealed else None,
    }
    return render(request, "register/copy_out.html", context)

