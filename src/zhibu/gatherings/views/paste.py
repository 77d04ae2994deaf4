"""A pasted list: read, shown as what it would write, asked where it is not clear, and then written in one go."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from zhibu.access.pages import actor, page
from zhibu.gatherings.forms.paste import PasteForm, PreviewForm
from zhibu.gatherings.queries.naming import bearing, on_the_roll
from zhibu.gatherings.queries.reached import RECORD
from zhibu.gatherings.reaching import way_to
from zhibu.gatherings.rules.matching import Candidate, Match, marked, matched
from zhibu.gatherings.rules.roll_call import Read, read_roll_call
from zhibu.gatherings.services.attendance import mark_attendance
from zhibu.gatherings.terms import Presence, Standing
from zhibu.gatherings.views.attendance import Asked, asked_for
from zhibu.kernel.decisions import Outcome
from zhibu.web.acting import act_page
from zhibu.web.forms import FormPage
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb, Head


@dataclass(frozen=True, slots=True)
class Understood:
    """A pasted text, held against the lists of the page."""

    read: Read
    matches: list[Match]
    people: dict[str, Candidate]

    @property
    def groups(self) -> list[tuple[str, list[str]]]:
        """What is clear, by how somebody was there."""
        clear = [one for one in self.matches if not one.asks]
        words = dict.fromkeys(_word(one) for one in clear)
        return [(word, [one.said.name for one in clear if _word(one) == word]) for word in words]

    @property
    def repeated(self) -> list[str]:
        """Named more than once, in the same way: counted once."""
        return [one.name for one in self.read.said if one.times > 1 and one.presence]


def _word(match: Match) -> str:
    if match.said.standing == Standing.IN_ATTENDANCE:
        return Standing.IN_ATTENDANCE.label
    return Presence.word(match.said.presence)


def understood(request: ReaderRequest, shown: Asked, text: str, usual: str) -> Understood:
    """Those on the lists come first; others of the reader's reach may be in attendance."""
    roll = on_the_roll(shown.rolls)
    read = read_roll_call(text, [one.name for one in roll], usual=usual or str(Presence.PRESENT))
    new = {one.name for one in read.said} - {one.name for one in roll}
    others = bearing(request.reader, new, but={one.person_id for one in roll}) if new else []
    matches = matched(read.said, roll, others, guests=len(shown.rolls) == 1)
    return Understood(read, matches, {one.code: one for one in (*roll, *others)})


@page(RECORD)
def paste(request: ReaderRequest, code: str) -> HttpResponse:
    """First the text, then what it means; nothing is written before it is confirmed."""
    shown = asked_for(request, code)
    if request.method != "POST":
        return _form(request, shown, PasteForm(initial={"usual": request.GET.get("usual", "present")}))
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _form(request, shown, form)
    if "again" in request.POST:
        return _form(request, shown, PasteForm(initial={name: request.POST.get(name, "") for name in ("text", "usual")}))
    found = understood(request, shown, form.cleaned_data["text"], form.cleaned_data["usual"])
    confirmed = "confirmed" in request.POST
    return _preview(request, shown, found, confirmed=confirmed)


def _crumbs(shown: Asked) -> list[Crumb]:
    return [*way_to(shown.gathering), Crumb("点名", shown.address)]


def _form(request: ReaderRequest, shown: Asked, form: PasteForm) -> HttpResponse:
    head = Head("粘贴名单或接龙", lead=_whose(shown), crumbs=_crumbs(shown))
    page_of = FormPage(form=form, submit="识别", cancel=shown.address)
    return render(request, "web/form_page.html", {"head": head, "page": page_of}, status=422 if form.is_bound else 200)


def _whose(shown: Asked) -> str:
    return "、".join(str(roll.organisation) for roll in shown.rolls[:3]) + ("等" if len(shown.rolls) > 3 else "")


def _preview(request: ReaderRequest, shown: Asked, found: Understood, *, confirmed: bool) -> HttpResponse:
    start = {"text": request.POST.get("text", ""), "usual": request.POST.get("usual", ""), "confirmed": "1"}
    form = PreviewForm(request.POST if confirmed else None, matches=found.matches, initial=start)

    def run(form: PreviewForm) -> Outcome:
        said = marked(found.matches, form.answers, found.people)
        return mark_attendance(by=actor(request), holdings=shown.open, marks=said.marks, in_attendance=said.in_attendance, named=said.named)

    if confirmed:
        return act_page(
            request, title="核对识别结果", lead=_whose(shown), form=form, run=run, done=_done(found), back=shown.address,
            crumbs=_crumbs(shown), submit="写入到会情况", template="gatherings/paste.html", beside=_beside(found),
        )  # fmt: skip
    head = Head("核对识别结果", lead=_whose(shown), crumbs=_crumbs(shown))
    page_of = FormPage(form=form, submit="写入到会情况", cancel=shown.address)
    return render(request, "gatherings/paste.html", {"head": head, "page": page_of, **_beside(found)})


def _done(found: Understood) -> str:
    return f"名单已写入：识别出 {len(found.read.said)} 个名字。"


def _beside(found: Understood) -> dict[str, object]:
    return {"groups": found.groups, "left": found.read.left, "repeated": found.repeated, "asks": sum(one.asks for one in found.matches)}
