"""The workbench: what the reader looks after, what can be done first, what happened lately."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import ANYBODY, account_of_request, page
from zhibu.access.presentation import chain_lines
from zhibu.access.presentation_factors import account_items, reset_items
from zhibu.access.queries import home as queries
from zhibu.access.queries.factors import open_resets
from zhibu.access.workbench import (
    category_bars,
    desk_figures,
    desk_items,
    greeting,
    nothing_yet,
    rights_figures,
    scope_in_words,
    system_facts,
    today_in_words,
    watch_figures,
)
from zhibu.kernel.clock import now
from zhibu.kernel.readers import AccountReader
from zhibu.register.queries.figures import figures
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Head
from zhibu.web.panels import About, desk_panels, later_panels, own_panels

Context = dict[str, Any]


@page(ANYBODY)
def home(request: ReaderRequest) -> HttpResponse:
    """One desk for each kind of work; somebody without any reads how to come to it."""
    reader, moment = request.reader, now()
    account = account_items(account_of_request(request), moment.date())
    desk = _desk(reader, moment) if reader.paths("see_register") else {}
    keeper = _keeper(reader, moment)
    own = _own(reader, moment) if reader.person_id is not None and not desk else {}
    items = [*account, *keeper.get("items", ()), *desk.get("items", ())]
    to_do = sum(panel.to_do for panel in desk.get("panels", ()))
    lead = " · ".join(filter(None, (today_in_words(moment), desk.get("scope", ""))))
    context = {
        "head": Head(greeting(moment, reader.label, to_do), lead, acts=[*keeper.get("acts", ()), *own.get("acts", ())]),
        "items": items,
        "desk": desk,
        "keeper": keeper,
        "own": own,
        "bare": not (desk or keeper or own),
    }
    return render(request, "access/home.html", context)


def _desk(reader: AccountReader, moment: datetime) -> Context:
    found = figures(reader)
    empty = found.members.count.value == 0 and not found.members.count.capped
    return {
        "items": desk_items(found),
        "panels": [] if empty else desk_panels(reader, moment),
        "later": [] if empty else later_panels("start", About(reader)),
        "scope": scope_in_words(found, reader),
        "figures": desk_figures(found),
        "bars": category_bars(found),
        "empty": nothing_yet(reader) if empty else None,
        "all_changes": reverse("changes"),
    }


def _keeper(reader: AccountReader, moment: datetime) -> Context:
    """A keeper has one of three powers, never two."""
    items = reset_items(open_resets(moment)) if reader.paths("confirm_reset") else []
    if reader.paths("give_grants"):
        figures = rights_figures(queries.accounts_at_a_glance(moment, moment.date()))
        acts = [Act("新建账号", reverse("account_new"), "go")]
        return {"items": items, "figures": figures, "acts": acts, "unloaded": queries.is_empty()}
    if reader.paths("read_trail"):
        found = queries.watch(moment.date())
        since = (moment.date() - queries.PERIOD).isoformat()
        return {
            "figures": watch_figures(found, since),
            "chains": chain_lines(found.chains),
            "acts": [Act("打开日志审计", reverse("audit"), "go")],
        }
    if reader.paths("run_system"):
        return {"items": items, "facts": system_facts(), "unloaded": queries.is_empty()}
    return {}


def _own(reader: AccountReader, moment: datetime) -> Context:
    """The own record, for those who look after nobody else's."""
    facts, readings = queries.own_at_a_glance(reader, moment)
    acts = [Act("我的党员信息", reverse("me"), "go")]
    if reader.paths("see_names"):
        acts.append(Act("本支部党员", reverse("members")))
    panels = own_panels(reader, moment)
    return {"acts": acts, "facts": facts, "readings": readings, "reads": reverse("my_reads"), "panels": panels}
