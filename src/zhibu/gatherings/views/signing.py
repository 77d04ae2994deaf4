"""签批: what is missing, whether enough were there, and the signature of each organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.gatherings.forms.signing import AgreeForm, SignForm
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.permissions import SIGN, Signs, signs
from zhibu.gatherings.presentation import nobody_counted
from zhibu.gatherings.queries.gathering_page import GatheringShown, HoldingShown, gathering_shown
from zhibu.gatherings.queries.minutes import versions_of
from zhibu.gatherings.queries.presets import signers_by_post
from zhibu.gatherings.queries.reached import holdings_of, rules_at
from zhibu.gatherings.reaching import gathering_of, way_to
from zhibu.gatherings.rules.signing import may_sign
from zhibu.gatherings.services.signing import agree_to_correction, sign_for
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb

NOTHING = Empty("这里没有您负责的组织", "会议记录由召开的党组织签批。")


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation at one part, before its signature or after."""

    shown: HoldingShown
    title: str
    decision: Decision
    how: Signs

    @property
    def ready(self) -> bool:
        """May be ticked."""
        return self.decision.allowed and self.how != Signs.NOT

    @property
    def signed(self) -> bool:
        """Stands."""
        return self.shown.holding.signed_at is not None

    @property
    def counted(self) -> bool:
        """Whether there are numbers to read; of a visit there are none as a rule."""
        return not nobody_counted(self.shown)

    @property
    def verdict(self) -> str:
        """Whether it counts, said before somebody signs."""
        quorum = self.shown.quorum
        if not quorum.needed or not self.shown.numbers.present:
            return ""
        return quorum.computation if quorum.met else f"{quorum.computation}。到会人数不够，如实记录，不算开过一次"

    @property
    def by_whom(self) -> str:
        """Where it is somebody else's to sign."""
        return f"由{self.shown.holding.organisation}的书记签批" if self.how == Signs.NOT and not self.signed else ""


def lines_of(request: ReaderRequest, shown: GatheringShown) -> list[Line]:
    """All in reach, in the order of the parts."""
    several = len(shown.parts) > 1
    return [
        Line(one, _title(one.holding, several=several), may_sign(one.record, today=today()), signs(request.reader, one.holding))
        for part in shown.parts
        for one in part.holdings
    ]


def _title(holding: Holding, *, several: bool) -> str:
    place = str(holding.organisation)
    return f"{place} · 第 {holding.part.number} 项 {GatheringKind.word(holding.kind)}" if several else place


@page(SIGN)
def sign(request: ReaderRequest, code: str) -> HttpResponse:
    """Several at once where it is allowed; after that nothing changes but by a correction."""
    gathering = gathering_of(request, code, SIGN)
    shown = gathering_shown(gathering, request.reader, calendar=SIGN)
    lines = lines_of(request, shown)
    ready = {str(one.shown.holding.pk): one for one in lines if one.ready}
    by_pk = {str(one.pk): one for one in holdings_of(request.reader, gathering, SIGN)}
    behalf = any(one.how == Signs.BEHALF for one in lines)
    form = SignForm(sent(request), choices=[(pk, one.title) for pk, one in ready.items()], behalf=behalf, initial={"seen": _seen(shown)})
    if behalf:
        form.offer("confirmed_by", signers_by_post({one.organisation_id for one in by_pk.values()}, request.reader, on=gathering.on))
    return act_page(
        request,
        title="签批会议记录",
        lead=f"{gathering.title} · {gathering.on.isoformat()}",
        form=form,
        run=lambda form: sign_for(
            by=actor(request),
            holdings=_chosen(form.cleaned_data["holdings"], by_pk),
            rules=rules_at(_path(gathering, lines), gathering.on),
            confirmed_by=form.cleaned_data.get("confirmed_by", ""),
            seen=form.versions,
        ),
        done="已签批。名单和记录不再改动；有误请写更正的记录。",
        back=way_to(gathering)[-1].url,
        crumbs=way_to(gathering),
        submit="签批",
        template="gatherings/sign.html",
        beside={"lines": lines, "ready": bool(ready), "code": code, "nothing": NOTHING, "corrections": _corrections(lines)},
    )


def _seen(shown: GatheringShown) -> str:
    return ";".join(f"{one.part.pk}:{one.minutes.pk}:{one.minutes.revision}" for one in shown.parts if one.minutes is not None)


def _chosen(asked: Sequence[str], found: Mapping[str, Holding]) -> list[Holding]:
    return [found[pk] for pk in asked if pk in found]


def _path(gathering: Gathering, lines: Sequence[Line]) -> str:
    """Where the street's own values are looked for: all of a gathering stand in one street."""
    return (lines[0].shown.holding.organisation.now_path if lines else gathering.host.now_path) or ""


def _corrections(lines: Sequence[Line]) -> list[Line]:
    """Those who have signed an older version than the newest."""
    return [one for one in lines if one.signed and one.shown.newer and one.how != Signs.NOT]


@page(SIGN)
def agree(request: ReaderRequest, code: str, holding: int) -> HttpResponse:
    """The organisation signs the corrected version; until then the old one holds for it."""
    gathering = gathering_of(request, code, SIGN)
    found = [one for one in holdings_of(request.reader, gathering, SIGN) if one.pk == holding]
    if not found:
        raise Http404
    back = reverse("gathering_sign", args=[code])
    newest = next(iter(versions_of(found[0].part)), None)
    start = {"seen": f"{found[0].part_id}:{newest.minutes.pk}:{newest.minutes.revision}" if newest else ""}
    behalf = signs(request.reader, found[0]) == Signs.BEHALF
    return act_page(
        request,
        title=f"签批更正：{found[0].organisation}",
        lead="签批以后，以更正的一版为准；原来的一版留在历史里。",
        form=AgreeForm(sent(request), behalf=behalf, part=found[0].part_id, initial=start),
        run=lambda form: agree_to_correction(
            by=actor(request),
            holding=found[0],
            confirmed_by=form.cleaned_data.get("confirmed_by", ""),
            seen=form.versions,
        ),
        done="更正已签批。",
        back=back,
        crumbs=[*way_to(gathering), Crumb("签批", back)],
        submit="签批更正",
        template="gatherings/agree.html",
        beside={"latest": newest},
    )
