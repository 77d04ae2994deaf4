"""Asking for full numbers: the list as it was narrowed on the roll, the columns, the reason."""

from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from zhibu.keeping.forms import AskForm
from zhibu.keeping.queries.exports import ASK
from zhibu.keeping.rules import ALONE_UP_TO
from zhibu.keeping.services.exporting import Wanted, ask
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Objection, Outcome
from zhibu.register.asked import FIND, WITHIN, filters_for, out_of_the_address, roll_asked, scope_asked
from zhibu.register.models import Organisation
from zhibu.register.queries.matching_text import is_number
from zhibu.register.queries.rolls import RollFilter, count_roll
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor, page
from zhibu.web.pages import Crumb
from zhibu.web.paging import Count
from zhibu.web.state import PageState

SEVERAL: Final = Objection("scope_missing", "没有选定党组织。", remedy="请先在党员名册里打开一个党组织，再导出。")


@page(ASK)
def new(request: ReaderRequest) -> HttpResponse:
    """The form; up to fifty rows go on to the file at once."""
    reader = request.reader
    state = PageState.read(request, filters=filters_for(reader), today=today())
    if is_number(state.value(FIND.name)):
        return out_of_the_address(request)
    scope = scope_asked(reader, state, ASK) or _own_scope(reader.paths(ASK), request)
    roll = roll_asked(reader, state, scope=scope, act=ASK)

    def run(form: AskForm) -> Outcome:
        if scope is None:
            return Outcome.refused(SEVERAL)
        told = conditions_in_words(state, request)
        wanted = Wanted(roll, scope, form.chosen, form.reason, form.cleaned_data["recipient"], told)
        return ask(by=actor(request), account_id=reader.account_id, wanted=wanted)

    return act_page(
        request,
        title="导出完整号码",
        lead=_lead(scope, roll, state),
        form=AskForm(sent(request), today=today()),
        run=run,
        done="已申请。",
        back=lambda outcome: reverse("export", args=[outcome.row_id]),
        crumbs=[Crumb("党员名册", f"{reverse('members')}{state.query}")],
        submit="申请",
    )


def _own_scope(paths: tuple[str, ...], request: ReaderRequest) -> Organisation | None:
    """The organisation of the one grant; with several one has to be chosen."""
    found = Organisation.objects.seen_by(request.reader, ASK).filter(now_path__in=paths)
    return found.first() if len(paths) == 1 else None


def _lead(scope: Organisation | None, roll: RollFilter, state: PageState) -> str:
    count = count_roll(roll).total
    place = str(scope) if scope else "没有选定党组织"
    return f"{place} · {state.on.isoformat()} · {count.words('名')}。{second_in_words(count)}"


def second_in_words(count: Count) -> str:
    """Whether somebody else will look at it."""
    if count.capped or count.value > ALONE_UP_TO:
        return f"超过 {ALONE_UP_TO} 行，须由另一人复核。"
    return f"不超过 {ALONE_UP_TO} 行，无须复核；同一天几次合计超过的，也须复核。"


def conditions_in_words(state: PageState, request: ReaderRequest) -> str:
    """The filters as the second person reads them; a number that was typed is not repeated."""
    said = []
    for one in filters_for(request.reader):
        values = state.chosen.get(one.name, ())
        if values and one.name != WITHIN.name:
            words = "、".join(one.word(value) for value in values)
            typed_number = one.name == FIND.name and any(sign.isdigit() for sign in words)
            said.append(f"{one.label}：{'按号码查找' if typed_number else words}")
    return "；".join(said)[:300]
