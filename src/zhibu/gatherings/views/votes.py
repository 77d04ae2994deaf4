"""表决: whether it may be put, by hands or on paper, counted by two who do not see each other's numbers."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.gatherings import votes_page
from zhibu.gatherings.forms.votes import CountForm, OpenForm, VoidForm
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.queries.naming import questions_about
from zhibu.gatherings.queries.reached import RECORD, SEE, holdings_of, rules_at
from zhibu.gatherings.queries.roll import rolls_of
from zhibu.gatherings.queries.votes import VoteShown, agendas_of, vote_of, votes_of
from zhibu.gatherings.reaching import gathering_of, way_to
from zhibu.gatherings.rules.ballots import VoteDraft
from zhibu.gatherings.services.votes import count_votes, open_votes, void_vote
from zhibu.kernel.decisions import Outcome
from zhibu.rulebook.book import Rules
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head

NONE = Empty("还没有表决", "点名以后，到会人数够了就可以表决。有法定效力的投票用纸质票，系统里不投票。")
NOWHERE = Empty("这里没有表决", "这次会议没有需要表决的内容，或者不由您负责。")


def _crumbs(gathering: Gathering) -> list[Crumb]:
    return [*way_to(gathering), Crumb("表决", reverse("gathering_votes", args=[gathering.code]))]


def _rules(holding: Holding) -> Rules:
    return rules_at(holding.organisation.now_path or "", holding.on)


@page(SEE)
def votes(request: ReaderRequest, code: str) -> HttpResponse:
    """Who is there by each rule, and what was voted on."""
    gathering = gathering_of(request, code, SEE)
    rolls = rolls_of(holdings_of(request.reader, gathering, SEE))
    rules = rules_at((rolls[0].organisation.now_path if rolls else gathering.host.now_path) or "", gathering.on)
    rooms = votes_page.rooms_of(rolls, rules)
    records = {one.holding.pk for one in rooms if request.reader.may(RECORD, one.holding.organisation.now_path or "")}
    found = votes_of(request.reader, gathering, SEE)
    context = {
        "head": Head("表决", f"{gathering.title} · {gathering.on.isoformat()}", way_to(gathering)),
        "rooms": [(one, one.open and one.holding.pk in records) for one in rooms],
        "votes": [(one, votes_page.chip_of(one)) for one in found],
        "code": code,
        "none": NONE,
        "nowhere": NOWHERE,
    }
    return render(request, "gatherings/votes.html", context)


@page(RECORD)
def put(request: ReaderRequest, code: str, holding: int) -> HttpResponse:
    """A question, or one for each person; refused with every reason at once."""
    gathering = gathering_of(request, code, RECORD)
    found = [one for one in holdings_of(request.reader, gathering, RECORD) if one.pk == holding]
    if not found:
        raise Http404
    items = agendas_of([found[0].part_id]).get(found[0].part_id, [])
    asked = next((one for one in items if str(one.number) == request.GET.get("item")), None)
    start = {"item": asked.pk, "matter": asked.matter, "question": asked.title[:160]} if asked else {}

    def run(form: OpenForm) -> Outcome:
        said = form.cleaned_data
        questions = questions_about(request.reader, form.asked, form.people)
        if not questions.decision.allowed:
            return Outcome(questions.decision)
        numbers = {name: said[name] or 0 for name in ("issued", "written_for")}
        draft = VoteDraft(said["matter"], said["ballot"], questions.questions, **numbers, item_id=said.get("item"))
        return open_votes(by=actor(request), holding=found[0], draft=draft, rules=_rules(found[0]))

    return act_page(
        request,
        title="开始表决",
        lead=f"{found[0].organisation} · {gathering.title}",
        form=OpenForm(sent(request), items=items, initial=start),
        run=run,
        done="表决已开始，请计票后录入。",
        back=_crumbs(gathering)[-1].url,
        crumbs=_crumbs(gathering),
        submit="开始表决",
    )


def _vote_at(request: ReaderRequest, code: str, pk: int, act: str) -> tuple[Gathering, VoteShown]:
    gathering = gathering_of(request, code, act)
    found = vote_of(request.reader, gathering, act, pk)
    if found is None:
        raise Http404
    return gathering, found


@page(SEE)
def vote(request: ReaderRequest, code: str, vote: int) -> HttpResponse:
    """How it stands; counts of paper side by side once both are in."""
    gathering, found = _vote_at(request, code, vote, SEE)
    records = request.reader.may(RECORD, found.vote.holding.organisation.now_path or "") and found.vote.holding.signed_at is None
    acts = []
    if records and found.open and (found.own is not None or found.entered < (2 if found.paper else 1)):
        acts.append(Act("重新录入" if found.own else "录入计票", reverse("gathering_vote_count", args=[code, vote]), "go"))
    if records and not found.vote.void_because:
        acts.insert(0, Act("作废", reverse("gathering_vote_void", args=[code, vote]), "quiet"))
    context = {
        "head": Head(found.question, gathering.title, _crumbs(gathering), acts),
        "facts": votes_page.facts_of(found),
        "found": found,
        "compared": votes_page.compared(found.counts),
    }
    return render(request, "gatherings/vote.html", context)


@page(RECORD)
def count(request: ReaderRequest, code: str, vote: int) -> HttpResponse:
    """One's own count; of paper the other's numbers are not shown before."""
    gathering, found = _vote_at(request, code, vote, RECORD)
    back = reverse("gathering_vote", args=[code, vote])
    own = found.own
    names = ("counted_by", "for_it", "against", "abstained", "invalid", "returned")
    return act_page(
        request,
        title=f"录入计票：{found.question}",
        lead="两位计票人各数一遍，各用自己的账号录入。" if found.paper else "举手的人数，当场数清后录入。",
        form=CountForm(sent(request), vote=found.vote, initial={name: getattr(own, name) for name in names} if own else {}),
        run=lambda form: count_votes(
            by=actor(request),
            vote=found.vote,
            counted_by=form.cleaned_data["counted_by"],
            count=form.count,
            rules=_rules(found.vote.holding),
        ),
        done="计票已录入。",
        back=back,
        crumbs=[*_crumbs(gathering), Crumb(found.question, back)],
        submit="录入",
    )


@page(RECORD)
def void(request: ReaderRequest, code: str, vote: int) -> HttpResponse:
    """It does not count; it is put again."""
    gathering, found = _vote_at(request, code, vote, RECORD)
    back = reverse("gathering_vote", args=[code, vote])
    return act_page(
        request,
        title=f"作废：{found.question}",
        lead="作废的表决留在记录里，写明原因；需要的话重新表决。",
        form=VoidForm(sent(request)),
        run=lambda form: void_vote(by=actor(request), vote=found.vote, reason=form.cleaned_data["reason"]),
        done="已作废。",
        back=back,
        crumbs=[*_crumbs(gathering), Crumb(found.question, back)],
        submit="作废",
    )
