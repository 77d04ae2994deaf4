"""The street's list of 三重一大: what stands on it, since when, on which paper."""

from datetime import date
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page, reach
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.sessions.forms import EndForm, ListForm
from zhibu.mechanism.sessions.models import ListedMatter
from zhibu.mechanism.sessions.rules.topics import ListDraft
from zhibu.mechanism.sessions.services.listing import end_listed, list_matter
from zhibu.mechanism.sessions.terms import SCREEN, WEIGHTY, TopicKind
from zhibu.mechanism.sessions.views.topics import crumbs
from zhibu.register.models import Organisation
from zhibu.web.acting import act_page, row_of, sent
from zhibu.web.components import Chip, Item
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import Panel

TITLE: Final = "“三重一大”清单"
LEAD: Final = "标明“三分之二到会”的，三分之二以上成员到会才能研究；每一条写明依据和起止日期，以前的会议按当天的清单计算。"


def _committee(request: ReaderRequest, code: str) -> Organisation:
    return reach(Organisation.objects.all(), request.reader, SCREEN, code=code)


def _here(committee: Organisation) -> list[Crumb]:
    return [*crumbs(), Crumb(TITLE, reverse("listed_matters", args=[committee.code]))]


@page(SCREEN)
def listing(request: ReaderRequest, code: str) -> HttpResponse:
    """In force and ended."""
    committee, on = _committee(request, code), today()
    found = list(ListedMatter.objects.seen_by(request.reader, SCREEN).filter(committee=committee).order_by("kind", "valid_from", "pk"))
    ended = [one for one in found if one.valid_to <= on]
    stands = [one for one in found if one.valid_to > on]
    panels = [
        Panel("现行清单", [_item(one, on) for one in stands], "" if stands else _default()),
        *([Panel("已停用", [_item(one, on) for one in ended])] if ended else []),
    ]
    head = Head(TITLE, LEAD, crumbs(), [Act("增加一条", reverse("listed_matter_new", args=[code]), "go")])
    return render(request, "sessions/listed.html", {"head": head, "panels": panels})


def _default() -> str:
    names = "、".join(kind.label for kind in TopicKind if kind in WEIGHTY)
    return f"还没有本街道的清单。现在按默认办理：{names}须三分之二以上成员到会，其他议题半数以上到会。增加第一条以后，以清单为准。"


def _item(one: ListedMatter, on: date) -> Item:
    until = "" if one.valid_to == FAR else f"，{one.valid_to.isoformat()} 停用"
    why = f"{TopicKind.word(one.kind)} · {one.basis} · {one.valid_from.isoformat()} 启用{until}"
    chip = Chip("check", "三分之二到会") if one.weighty else Chip("none", "半数到会")
    url = reverse("listed_matter_end", args=[one.pk]) if one.valid_to > on else ""
    return Item(one.says, why, chip, url, "停用")


@page(SCREEN)
def add(request: ReaderRequest, code: str) -> HttpResponse:
    """One more line."""
    committee = _committee(request, code)
    return act_page(
        request,
        title="增加一条",
        lead=str(committee),
        form=ListForm(sent(request), today=today(), initial={"valid_from": today()}),
        run=lambda form: list_matter(by=actor(request), committee=committee, draft=ListDraft(**form.cleaned_data)),
        done="已列入清单。",
        back=_here(committee)[-1].url,
        crumbs=_here(committee),
    )


@page(SCREEN)
def end(request: ReaderRequest, pk: int) -> HttpResponse:
    """From a day on it no longer counts."""
    found = row_of(ListedMatter.objects.seen_by(request.reader, SCREEN).select_related("committee").filter(valid_to__gt=today()), pk)

    def run(form: EndForm) -> Outcome:
        return end_listed(by=actor(request), matter=found, **form.cleaned_data)

    return act_page(
        request,
        title=f"停用：{found.says}",
        lead=f"{TopicKind.word(found.kind)} · {found.basis}",
        form=EndForm(sent(request), today=today(), initial={"on": today()}),
        run=run,
        done="已停用。",
        back=_here(found.committee)[-1].url,
        crumbs=_here(found.committee),
        submit="停用",
    )
