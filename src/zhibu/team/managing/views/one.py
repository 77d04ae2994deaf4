"""One member: where the rule wants the relationship to be, on which facts, and the branch that may be chosen."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision
from zhibu.oversight.queries.findings import SEE_PERSONAL
from zhibu.register.models import Person
from zhibu.team.managing.forms import OneForm
from zhibu.team.managing.presentation import TITLES, facts_considered, said_panels
from zhibu.team.managing.queries.one import One, one_member, said_of
from zhibu.team.managing.tables import PICK
from zhibu.team.managing.views.acting import EDIT, person_of, said, settle
from zhibu.trail.reads import note_read
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest, actor, page, reach
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.parts import part_page

LOOKED_FOR: Final = "查找居住地的党支部"
NOTHING_SAID: Final = Empty("没有归属建议", "组织关系在应在的党支部，或者还缺资料不能判断。")


@page(EDIT)
def member(request: ReaderRequest, code: str) -> HttpResponse:
    """Why, and where to. Opening it is logged, and so is that the address was read."""
    person = person_of(request, code)
    one = one_member(request.reader, person, on=today())
    form = _form(request, one)
    decision, keys = Decision(), request.POST.getlist(PICK)
    if request.method == "POST" and form.is_valid():
        outcome = settle(request, keys, place=form.place, reason=form.cleaned_data["reason"])
        if outcome.done:
            messages.success(request, said(request, len(keys)))
            return HttpResponseRedirect(reverse("settling_proposals"))
        decision = outcome.decision
    _log(request, person, one)
    return render(request, "managing/member.html", _context(person, one, form, decision), status=422 if request.method == "POST" else 200)


@page(SEE_PERSONAL)
def said_here(request: ReaderRequest, code: str) -> HttpResponse:
    """What the rule says, as a part of the person's page: for that person, the branch secretary and the clerk."""
    person = reach(Person.objects.all(), request.reader, SEE_PERSONAL, code=code)
    panels = said_panels(said_of(person, on=today()), settle=request.reader.may(EDIT, person.now_path))
    head = Head("归属建议", crumbs=[Crumb(person.name, reverse("member", args=[code]))])
    return part_page(request, head, panels, empty=None if panels else NOTHING_SAID)


def _form(request: ReaderRequest, one: One) -> OneForm:
    known = next((line.target for line in one.lines if line.target_id is not None), "")
    near = [(place.code, place.name) for place in one.near]
    initial = {"near": near[0][0]} if len(near) == 1 else {}
    return OneForm(request.POST if request.method == "POST" else None, near=near, known=known, initial=initial)


def _log(request: ReaderRequest, person: Person, one: One) -> None:
    field, reason = ("现居住地", LOOKED_FOR) if one.looked else ("", "")
    note_read(actor(request), "page", person_id=person.pk, field=field, reason=reason, path=person.now_path)


def _context(person: Person, one: One, form: OneForm, decision: Decision) -> dict[str, object]:
    answer = one.answer
    head = Head(
        f"归属：{person.name}",
        crumbs=(Crumb("归属建议", reverse("settling_proposals")),),
        acts=(Act("个人页", reverse("member", args=[person.code])),),
    )
    return {
        "head": head,
        "one": one,
        "form": form,
        "decision": decision,
        "managing": answer.managing if answer else None,
        "title": TITLES[answer.managing.verdict] if answer else "",
        "facts": facts_considered(one),
        "cancel": reverse("member_proposal", args=[person.code, one.draft.id]) if one.draft else "",
    }
