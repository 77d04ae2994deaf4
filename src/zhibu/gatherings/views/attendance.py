"""点名: tapped on a list, only counted, and who is not counted as expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.accounts.services import drop_draft
from zhibu.gatherings.forms.attendance import EmptyForm, LeaveOutForm, NumbersForm, marks_sent, opened_with, rest_sent
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.queries.reached import RECORD, holdings_of, rules_by_path
from zhibu.gatherings.queries.roll import Roll, RollRow, rolls_of
from zhibu.gatherings.reaching import gathering_of, way_to
from zhibu.gatherings.roll_sheet import Choice, Sheet, asked, few, organisations_of, parts_of, sheet_of
from zhibu.gatherings.services.attendance import count_again, count_heads, leave_out, mark_attendance
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision
from zhibu.register.models import Person
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head

NOBODY = Empty("名册上没有应到的人", "可以“只填人数”，或者把到会的人加为列席。")
NOWHERE = Empty("这里没有您负责的组织", "到会情况由召开的党组织点名；会议记录您可以写。")
WHY = "登记不计入应到会时取本人：已在本组织名单上"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which organisations and parts the page is about."""

    gathering: Gathering
    all_rolls: list[Roll]
    rolls: list[Roll]
    at: str
    part: str

    @property
    def open(self) -> list[Holding]:
        """The parts that a mark goes to."""
        return [one for roll in self.rolls for one in roll.open]

    @property
    def ahead(self) -> bool:
        """Whether it is still to come."""
        return self.gathering.on > today()

    @property
    def rows(self) -> list[RollRow]:
        """Everybody on the page."""
        return [row for roll in self.rolls for row in roll.rows]

    @property
    def is_whole(self) -> bool:
        """Whether everybody was marked, or counted without names, and the minutes are next."""
        whole = all(not roll.unmarked or not any(one.by_name for one in roll.open) for roll in self.rolls)
        return bool(self.open) and whole and not self.ahead

    @property
    def draft(self) -> str:
        """Under which taps are kept until they are saved."""
        return f"gathering-roll-{self.gathering.code}-{self.at}-{self.part}"

    @property
    def address(self) -> str:
        """Of this choice."""
        return f"{reverse('gathering_attendance', args=[self.gathering.code])}{asked(self.at, self.part)}"


def asked_for(request: ReaderRequest, code: str) -> Asked:
    """The organisation that the address names; of several the first where somebody is unmarked, all where they are few."""
    gathering = gathering_of(request, code, RECORD)
    holdings, part = holdings_of(request.reader, gathering, RECORD), request.GET.get("part", "")
    rolls = rolls_of([one for one in holdings if not part or str(one.part.number) == part])
    if part and not rolls:
        raise Http404
    at = request.GET.get("at", "") or _usual(rolls)
    shown = [roll for roll in rolls if at in {"all", roll.organisation.code}]
    if rolls and not shown:
        raise Http404
    return Asked(gathering, rolls, shown, at, part)


def _usual(rolls: Sequence[Roll]) -> str:
    if len(rolls) > 1 and few(rolls):
        return "all"
    waiting = [roll.organisation.code for roll in rolls if roll.open and roll.unmarked]
    return (waiting or [roll.organisation.code for roll in rolls] or [""])[0]


@page(RECORD)
def attendance(request: ReaderRequest, code: str) -> HttpResponse:
    """Tap the list; what is saved goes to every part that is not signed, or to the one that was chosen."""
    shown = asked_for(request, code)
    decision = Decision()
    if request.method == "POST":
        marks, rest = marks_sent(request.POST, shown.rows), rest_sent(request.POST)
        outcome = mark_attendance(by=actor(request), holdings=shown.open, marks=marks, rest=rest)
        if outcome.done:
            messages.success(request, "到会情况已保存。")
            drop_draft(account_id=request.reader.account_id, key=shown.draft)
            return HttpResponseRedirect(shown.address)
        decision = outcome.decision
    status = HTTPStatus.OK if decision.allowed else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "gatherings/attendance.html", _context(shown, decision), status=status)


def _context(shown: Asked, decision: Decision) -> dict[str, object]:
    gathering = shown.gathering
    holdings = [one for roll in shown.all_rolls for one in roll.holdings]
    acts = [Act("下一步：会议记录", reverse("gathering_minutes", args=[gathering.code]), "go")] if shown.is_whole else []
    return {
        "head": Head("点名", lead=f"{gathering.title} · {gathering.on.isoformat()}", crumbs=way_to(gathering), acts=acts, draft=True),
        "saving": "" if acts else " go",
        "decision": decision,
        "ways": _ways(shown),
        "organisations": organisations_of(shown.all_rolls, shown.at, shown.part),
        "parts": parts_of(holdings, shown.at, shown.part),
        "sheets": sheets_of(shown.rolls),
        "was": opened_with(shown.rows),
        "open": bool(shown.open),
        "ahead": shown.ahead,
        "draft": reverse("draft", args=[shown.draft]),
        "code": gathering.code,
        "empty": NOBODY,
        "nowhere": NOWHERE,
    }


def sheets_of(rolls: Sequence[Roll]) -> list[Sheet]:
    """With the quorum of each part by the rules of its day."""
    if not rolls:
        return []
    rules = rules_by_path([roll.organisation.now_path or "" for roll in rolls], rolls[0].holdings[0].on)
    ahead = rolls[0].holdings[0].on > today()
    return [sheet_of(roll, rules[roll.organisation.now_path or ""], ahead=ahead) for roll in rolls]


def _ways(shown: Asked) -> list[Choice]:
    """Other ways to say who was there, as long as something is open and the day has come."""
    if not shown.open or shown.ahead:
        return []
    here = asked(shown.at, shown.part)
    ways = [("粘贴名单或接龙", "gathering_paste"), ("只填人数", "gathering_numbers"), ("到会码", "gathering_wall_code")]
    return [Choice(label, f"{reverse(name, args=[shown.gathering.code])}{here}", current=False) for label, name in ways]


@page(RECORD)
def numbers(request: ReaderRequest, code: str) -> HttpResponse:
    """Where no names were kept: one organisation, the same numbers for each open part that is shown."""
    shown = asked_for(request, code)
    roll = shown.rolls[0] if shown.rolls else None
    first = next(iter(roll.open or roll.holdings), None) if roll else None
    start: dict[str, int | None] = {}
    if roll and first:
        counted = not first.by_name
        start = (
            {name: getattr(first, name) for name in NumbersForm.base_fields}
            if counted
            else {"expected": roll.numbers[first.pk].expected or None}
        )
    return act_page(
        request,
        title="只填人数",
        lead=f"{roll.organisation if roll else shown.gathering.title} · 没有留下名单的会议；以后补了名单，以名单为准。",
        form=NumbersForm(sent(request), initial=start),
        run=lambda form: count_heads(by=actor(request), holdings=roll.open if roll else (), heads=form.heads),
        done="人数已保存。",
        back=shown.address,
        crumbs=[*way_to(shown.gathering), Crumb("点名", shown.address)],
    )


def _on_the_list(request: ReaderRequest, code: str, holding: int, person: str) -> tuple[Gathering, Holding, Person]:
    """Somebody on the list of one part, as its organisation's reader sees it."""
    gathering = gathering_of(request, code, RECORD)
    holdings = [one for one in holdings_of(request.reader, gathering, RECORD) if one.pk == holding]
    rows = [row for roll in rolls_of(holdings) for row in roll.rows if row.code == person and not row.is_guest]
    if not rows:
        raise Http404
    return gathering, holdings[0], Person.objects.unguarded(WHY).get(pk=rows[0].person_id)


@page(RECORD)
def left_out(request: ReaderRequest, code: str, holding: int, person: str) -> HttpResponse:
    """Not counted as expected, with the superior's approval and the meeting's resolution."""
    gathering, held, who = _on_the_list(request, code, holding, person)
    back = f"{reverse('gathering_attendance', args=[code])}{asked(held.organisation.code, '')}"
    return act_page(
        request,
        title=f"不计入应到会：{who.name}",
        lead=f"{held.organisation} · 请假不减少应到会；只有下列情形，经上级党组织同意、会议通过，才不计入。",
        form=LeaveOutForm(sent(request)),
        run=lambda form: leave_out(by=actor(request), holding=held, person=who, **form.cleaned_data),
        done="已登记。",
        back=back,
        crumbs=[*way_to(gathering), Crumb("点名", back)],
    )


@page(RECORD)
def counted_again(request: ReaderRequest, code: str, holding: int, person: str) -> HttpResponse:
    """Counted as expected after all."""
    gathering, held, who = _on_the_list(request, code, holding, person)
    back = f"{reverse('gathering_attendance', args=[code])}{asked(held.organisation.code, '')}"
    return act_page(
        request,
        title=f"恢复计入应到会：{who.name}",
        form=EmptyForm(sent(request)),
        run=lambda _: count_again(by=actor(request), holding=held, person=who),
        done="已恢复。",
        back=back,
        crumbs=[*way_to(gathering), Crumb("点名", back)],
        submit="恢复计入",
    )
