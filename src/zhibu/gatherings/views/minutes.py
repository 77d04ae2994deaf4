"""会议记录: read with its history, written as often as one likes, checked by somebody else, corrected after the signature."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.files.attaching import OPEN, attach_page
from zhibu.files.forms import TOKEN, AttachForm
from zhibu.files.presentation import shown as shown_files
from zhibu.files.queries import attached
from zhibu.gatherings import minutes_files, minutes_page
from zhibu.gatherings.forms.attendance import EmptyForm
from zhibu.gatherings.forms.minutes import CorrectForm, MinutesForm
from zhibu.gatherings.models import Gathering, Part
from zhibu.gatherings.permissions import RECORD, may_record
from zhibu.gatherings.queries.minutes import Version, agenda_of, decided_by_votes, kept_before, versions_of
from zhibu.gatherings.queries.presets import lecturers
from zhibu.gatherings.queries.reached import SEE, signed_at
from zhibu.gatherings.reaching import gathering_of, part_of, way_to
from zhibu.gatherings.rules.catalogue import entry_of
from zhibu.gatherings.rules.deciding import Resolved
from zhibu.gatherings.services.minutes import check_minutes, correct_minutes, write_minutes
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest, takes_files
from zhibu.web.pages import Crumb, Head

NONE_YET = Empty("还没有会议记录", "打字记几句，或者拍下手写记录、注明原件放在哪里。")


@dataclass(frozen=True, slots=True)
class At:
    """The part of an address with its versions, newest first."""

    gathering: Gathering
    part: Part
    parts: Sequence[Part]
    versions: Sequence[Version]

    @property
    def latest(self) -> Version | None:
        """The one that counts, or is being written."""
        return self.versions[0] if self.versions else None

    @property
    def open(self) -> bool:
        """Whether it is still written."""
        return self.latest is None or not self.latest.is_signed

    @property
    def address(self) -> str:
        """Of its page."""
        return f"{reverse('gathering_minutes', args=[self.gathering.code])}?part={self.part.number}"

    @property
    def crumbs(self) -> list[Crumb]:
        """The way to what is done with it."""
        return [*way_to(self.gathering), Crumb("会议记录", self.address)]

    @property
    def title(self) -> str:
        """Its kind, numbered where there are several."""
        kind = GatheringKind.word(self.part.kind)
        return f"第 {self.part.number} 项 {kind}" if len(self.parts) > 1 else kind

    def to(self, name: str) -> str:
        """An act on this part."""
        return reverse(name, args=[self.gathering.code, self.part.number])


def minutes_at(request: ReaderRequest, code: str, act: str, number: str) -> At:
    """The part within reach of the act."""
    gathering = gathering_of(request, code, act)
    part, parts = part_of(request, gathering, act, number)
    return At(gathering, part, parts, versions_of(part))


@page(SEE)
def minutes(request: ReaderRequest, code: str) -> HttpResponse:
    """The newest version, its photos, and how it came about."""
    return _show(request, minutes_at(request, code, SEE, request.GET.get("part", "")), None, 200)


def _show(request: ReaderRequest, at: At, form: AttachForm | None, status: int) -> HttpResponse:
    records = may_record(request.reader, minutes_page.paths_of(at.gathering, at.part, request.reader))
    codes = [minutes_files.code_of(at.part, one.minutes.version) for one in at.versions]
    files = attached(minutes_files.KIND, codes)
    context = {
        "head": Head(
            "会议记录",
            minutes_page.subtitle_of(at.gathering, at.title),
            way_to(at.gathering),
            minutes_page.acts_of(at, records=records, reader=request.reader, on=today()),
        ),
        "choices": minutes_page.parts_to_choose(at.parts, at.part),
        "facts": minutes_page.facts_of(at.part, at.latest, [title for _, title in (at.latest.items if at.latest else agenda_of(at.part))]),
        "latest": at.latest,
        "paragraphs": at.latest.minutes.text.splitlines() if at.latest else [],
        "files": shown_files(files[codes[0]], changing=records and at.open) if codes else [],
        "history": minutes_page.history_of(at.versions),
        "older": at.versions[1:],
        "attach": (form or AttachForm()) if records and at.open and at.latest else None,
        "attach_url": at.to("gathering_minutes_attach"),
        "token_field": TOKEN,
        "none_yet": NONE_YET,
    }
    return render(request, "gatherings/minutes.html", context, status=status)


@page(RECORD)
def write(request: ReaderRequest, code: str, part: int) -> HttpResponse:
    """Saved as often as one likes; who would write over another's words reads them first."""
    at = minutes_at(request, code, RECORD, str(part))
    offered, latest = decided_by_votes(request.reader, at.part), at.latest
    ahead = at.gathering.on > today()

    def run(form: MinutesForm) -> Outcome:
        said = form.cleaned_data
        outcome = write_minutes(
            by=actor(request),
            part=at.part,
            text=said.get("text", ""),
            resolutions=[*form.decided, *(latest.beyond(offered) if latest else ())],
            on_paper=said["on_paper"],
            kept_at=said["kept_at"],
            seen=said["seen"],
            facts_of_part=form.facts_of_part,
        )
        if latest is not None and any(one.code == "changed" for one in outcome.decision.objections):
            form.start_over_from(latest.minutes.revision)
        return outcome

    return act_page(
        request,
        title=f"写会议记录：{at.title}",
        lead=minutes_page.lead_of(at.gathering, ahead=ahead),
        form=_form(request, at, offered),
        run=run,
        done="草稿已保存。" + minutes_page.NOT_HELD if ahead else "会议记录已保存。",
        back=at.address,
        crumbs=at.crumbs,
        draft=f"gathering-minutes-{code}-{part}",
        here=True,
        template="gatherings/write.html",
        beside={"stored": latest, "sealed": entry_of(at.part.kind).sealed},
    )


def _form(request: ReaderRequest, at: At, offered: Mapping[int, Resolved]) -> MinutesForm:
    """Asks what its kind of meeting wants to have in its minutes."""
    items = agenda_of(at.part)
    entry, start = entry_of(at.part.kind), _start(at, items, offered)
    fixed = signed_at(at.part) and not (at.latest and at.latest.is_correction)
    form = MinutesForm(sent(request), initial=start, entry=entry, items=items, offered=offered, fixed=fixed)
    form.offer("kept_at", kept_before(request.reader, at.gathering))
    if "lecturer" in form.fields:
        form.offer("lecturer", lecturers(request.reader, path=at.gathering.host.now_path, today=today()))
    return form


def _start(at: At, items: Sequence[tuple[int, str]], offered: Collection[int]) -> dict[str, Any]:
    """What is there, or the agenda as a frame; results of votes are ticked until somebody unticks them."""
    latest, facts = at.latest, _facts(at, items)
    if latest is None:
        frame = "\n\n".join(f"{number}. {title}\n" for number, (_, title) in enumerate(items, 1))
        return {**facts, "text": frame, "seen": "", "offered": list(map(str, offered))}
    stored = latest.minutes
    return {
        **facts,
        "text": stored.text,
        **_decided(latest),
        "on_paper": stored.on_paper,
        "kept_at": stored.kept_at,
        "seen": stored.revision,
        "offered": list(map(str, offered)),
    }


def _facts(at: At, items: Sequence[tuple[int, str]]) -> dict[str, str]:
    """What stands of the part."""
    part = at.part
    topic = minutes_page.topic_of(part, [title for _, title in items])
    return {"topic": topic, "chair": part.chair, "recorder": part.recorder, "lecturer": part.lecturer}


def _decided(version: Version) -> dict[str, str]:
    """What was typed, each below its line of the agenda."""
    return {"resolutions": version.typed(None), **{f"decided_{pk}": version.typed(pk) for pk, _ in version.items}}


@takes_files
@page(RECORD)
def attach(request: ReaderRequest, code: str, part: int) -> HttpResponse:
    """Photos of the hand-written page; position data goes before they are kept."""
    at = minutes_at(request, code, RECORD, str(part))
    if at.latest is None:
        return HttpResponseRedirect(at.address)
    return attach_page(
        request,
        subject=(minutes_files.KIND, minutes_files.code_of(at.part, at.latest.minutes.version)),
        show=lambda form, status: _show(request, at, form, status),
        back=at.address,
        closed=OPEN if at.open else minutes_files.SIGNED,
    )


@page(RECORD)
def check(request: ReaderRequest, code: str, part: int) -> HttpResponse:
    """A second pair of eyes."""
    at = minutes_at(request, code, RECORD, str(part))
    return act_page(
        request,
        title=f"核对会议记录：{at.title}",
        lead="核对到会人数、决议和表决结果；有不对的，返回修改。核对不是必须的一步。",
        form=EmptyForm(sent(request)),
        run=lambda _: check_minutes(by=actor(request), part=at.part),
        done="已核对。",
        back=at.address,
        crumbs=at.crumbs,
        submit="核对无误",
    )


@page(RECORD)
def correct(request: ReaderRequest, code: str, part: int) -> HttpResponse:
    """After the signature: a new version that names the old."""
    at = minutes_at(request, code, RECORD, str(part))
    latest = at.latest
    items, offered = agenda_of(at.part), decided_by_votes(request.reader, at.part)
    start = {"text": latest.minutes.text, "offered": list(map(str, latest.votes)), **_decided(latest)} if latest else {}
    form = CorrectForm(sent(request), initial=start | _facts(at, items), entry=entry_of(at.part.kind), items=items, offered=offered)

    def run(form: CorrectForm) -> Outcome:
        said = form.cleaned_data
        decided = [*form.decided, *(latest.beyond(offered) if latest else ())]
        return correct_minutes(
            by=actor(request),
            part=at.part,
            text=said.get("text", ""),
            resolutions=decided,
            reason=said["reason"],
            facts_of_part=form.facts_of_part,
        )

    return act_page(
        request,
        title=f"更正会议记录：{at.title}",
        lead="已签批的版本不改动；更正另成一版，写明原因，由各组织再签批。",
        form=form,
        run=run,
        done="更正已保存，待签批。",
        back=at.address,
        crumbs=at.crumbs,
        draft=f"gathering-correct-{code}-{part}",
        here=True,
    )
