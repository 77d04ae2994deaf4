"""The workbench: what the reader looks after, what can be done first, what happened lately."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import ANYBODY, page
from zhibu.access.panels import waiting_items
from zhibu.access.presentation import chain_lines
from zhibu.access.queries import home as queries
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
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Head

Context = dict[str, Any]


@page(ANYBODY)
def home(request: ReaderRequest) -> HttpResponse:
    """One desk for each kind of work; somebody without any reads how to come to it."""
    reader, moment = request.reader, now()
    desk = _desk(reader, moment) if reader.paths("see_register") else {}
    keeper = _keeper(reader, moment)
    own = _own(reader, moment) if reader.person_id is not None and not desk else {}
    items = desk.get("items", [])
    lead = " · ".join(filter(None, (today_in_words(moment), desk.get("scope", ""))))
    context = {
        "head": Head(greeting(moment, reader.label, len(items)), lead, acts=[*keeper.get("acts", ()), *own.get("acts", ())]),
        "desk": desk,
        "keeper": keeper,
        "own": own,
        "bare": not (desk or keeper or own),
    }
    return render(request, "access/home.html", context)


def _desk(reader: AccountReader, moment: datetime) -> Context:
    found = queries.desk(reader, moment)
    empty = found.members.count.value == 0 and not found.members.count.capped
    return {
        "items": [*desk_items(found), *waiting_items(reader, moment)],
        "scope": scope_in_words(found, reader),
        "figures": desk_figures(found),
        "bars": category_bars(found),
        "changes": found.changes,
        "empty": nothing_yet(reader) if empty else None,
        "all_changes": reverse("changes"),
    }


def _keeper(reader: AccountReader, moment: datetime) -> Context:
    """A keeper has one of three powers, never two."""
    if reader.paths("give_grants"):
        counts = queries.accounts_at_a_glance(moment, moment.date())
        return {"figures": rights_figures(counts), "acts": [Act("新建账号", reverse("account_new"), "go")], "unloaded": queries.is_empty()}
    if reader.paths("read_trail"):
        found = queries.watch(moment.date())
        since = (moment.date() - queries.PERIOD).isoformat()
        return {
            "figures": watch_figures(found, since),
            "chains": chain_lines(found.chains),
            "acts": [Act("打开日志审计", reverse("audit"), "go")],
        }
    if reader.paths("run_system"):
        return {"facts": system_facts(), "unloaded": queries.is_empty()}
    return {}


def _own(reader: AccountReader, moment: datetime) -> Context:
    """The own record, for those who look after nobody else's."""
    facts, readings = queries.own_at_a_glance(reader, moment)
    acts = [Act("我的党员信息", reverse("me"), "go")]
    if reader.paths("see_names"):
        acts.append(Act("本支部党员", reverse("members")))
    return {"acts": acts, "facts": facts, "readings": readings, "reads": reverse("my_reads")}
