"""An afternoon is planned or entered afterwards: one form, preset with what is known."""

from collections.abc import Sequence
from datetime import date
from secrets import token_urlsafe
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse

from zhibu.gatherings.forms.planning import PlanForm
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.permissions import RECORD
from zhibu.gatherings.queries.presets import Preset, as_it_was, candidates, chair_by_post, last_of, lecturers
from zhibu.gatherings.reaching import LIST, gathering_of, page_of
from zhibu.gatherings.rules.catalogue import CATALOGUE
from zhibu.gatherings.rules.drafting import Candidate, Typed, names_who_told
from zhibu.gatherings.rules.series import Repeat, next_like
from zhibu.gatherings.services.planning import plan_series
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.readers import AccountReader
from zhibu.register.models import Organisation
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor, page, reach
from zhibu.web.pages import Act, Crumb

OFTEN: Final = 5
"""The kinds at the head of the catalogue: the three meetings, the lecture and the theme day."""
TOKEN: Final = 18
"""Bytes of the mark that makes a second submission of the same form harmless."""


@page(RECORD)
def new(request: ReaderRequest) -> HttpResponse:
    """For the own organisation; whoever looks after several ticks them."""
    offered = candidates(request.reader)
    own = next((one for one in offered if one.path == request.reader.home_path), None)
    return _plan(request, offered, own)


@page(RECORD)
def new_for(request: ReaderRequest, code: str) -> HttpResponse:
    """For one organisation that was chosen before."""
    found = reach(Organisation.objects.all(), request.reader, RECORD, code=code)
    offered = candidates(request.reader)
    return _plan(request, offered, next((one for one in offered if one.organisation_id == found.pk), None))


@page(RECORD)
def again(request: ReaderRequest, code: str) -> HttpResponse:
    """As it was held before, on the next such day."""
    found = gathering_of(request, code, RECORD)
    offered = candidates(request.reader)
    return _plan(request, offered, None, as_it_was(found, request.reader))


def _plan(request: ReaderRequest, offered: Sequence[Candidate], own: Candidate | None, like: Preset | None = None) -> HttpResponse:
    reader, day = request.reader, today()
    usual = last_of(own, reader, today=day) if own and not like else []
    initial = _initial(own, like or _places_of([one for one in usual if own and own.code in one.holders]), reader, day)
    names = lecturers(reader, path=own.path if own else "", today=day)
    form = PlanForm(sent(request), today=day, offered=offered, kinds=_kinds(offered, usual), lecturers=names, initial=initial)
    form.offer("place", list(dict.fromkeys(one.place for one in usual if one.place)))
    return act_page(
        request,
        title="安排会议活动",
        lead="已经开过的也在这里补录。",
        form=form,
        run=lambda form: _save(request, form),
        done="已安排。",
        back=lambda outcome: page_of(Gathering.objects.seen_by(reader, RECORD).get(pk=outcome.row_id)),
        crumbs=[Crumb(LIST, reverse("gatherings"))],
        submit="安排",
        draft="gathering_new",
        template="gatherings/plan.html",
        beside={"usual": [Act(f"{one.label}（{one.on}）", reverse("gathering_again", args=[one.code])) for one in usual]},
    )


def _save(request: ReaderRequest, form: PlanForm) -> Outcome:
    """Who told is known where somebody records the own organisation's meeting."""
    draft, host, day = form.draft, form.host, today()
    told = names_who_told(draft, today=day, own=request.reader.may_at(RECORD, host.path))
    if not told.allowed:
        return Outcome(told)
    organisation = Organisation.objects.seen_by(request.reader, RECORD).get(pk=host.organisation_id)
    return plan_series(by=actor(request), host=organisation, draft=draft, days=form.chosen_days)


def _places_of(usual: Sequence[Preset]) -> Preset | None:
    """Without its kinds: where, at what hour and with whom it was the last time."""
    last = next(iter(usual), None)
    return Preset(begins=last.begins, ends=last.ends, place=last.place, chair=last.chair, recorder=last.recorder) if last else None


def _initial(own: Candidate | None, preset: Preset | None, reader: AccountReader, day: date) -> dict[str, Any]:
    """What stands in the form before anybody types."""
    known = preset or Preset()
    holders = known.holders or ((own.code,) if own and _holds_meetings(own) else ())
    chair = known.chair or (chair_by_post(own, reader, on=day) if own and not preset else "")
    return {
        "parts": [Typed(kind, lecturer=known.lecturer) for kind in known.kinds],
        "holders": list(holders),
        "on": next_like(known.on, after=day) if known.on else day,
        "begins": known.begins,
        "ends": known.ends,
        "place": known.place,
        "chair": chair,
        "recorder": known.recorder,
        "repeat": Repeat.ONCE.value,
        "token": token_urlsafe(TOKEN),
    }


def _holds_meetings(one: Candidate) -> bool:
    """A branch's secretary plans for the branch; for a street a clerk ticks branches."""
    return one.kind in CATALOGUE[GatheringKind.GROUP_MEETING].holders or one.kind in CATALOGUE[GatheringKind.MEMBERS_MEETING].holders


def _kinds(offered: Sequence[Candidate], usual: Sequence[Preset]) -> tuple[list[GatheringKind], int]:
    """What somebody in reach may hold, and how many of them stand open: what was held lately, and the head of the catalogue."""
    levels = {one.kind for one in offered}
    may = [entry.kind for entry in CATALOGUE.values() if entry.holders & levels]
    lately = [kind for preset in usual for kind in may if kind in preset.kinds]
    often = list(dict.fromkeys([*lately, *may[:OFTEN]]))
    return list(dict.fromkeys([*often, *may])), len(often)
