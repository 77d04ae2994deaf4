"""What letters say of an election, from what is known of it: the request, the candidates, the result, and the replies to them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from django.urls import reverse

from zhibu.cases.presentation import Shown
from zhibu.cases.queries.log import standing
from zhibu.letters.models import Letter
from zhibu.letters.prefills import Prefill, Supply
from zhibu.letters.queries import letters_about
from zhibu.letters.terms import CLOSINGS, WRITE, LetterKind
from zhibu.team.elections.models import Election
from zhibu.team.elections.presentation import names, posts
from zhibu.team.elections.queries.standing import Stand, stand_of
from zhibu.team.elections.rules import procedure
from zhibu.team.elections.terms import SEE, Office, Timing
from zhibu.trail.actors import Actor
from zhibu.web.components import Chip, Item
from zhibu.web.html import prose_date
from zhibu.web.pages import Act

SUBJECT: Final = "election"
ASKED_IN: Final = {
    "request": "request",
    "reply": "request",
    "review": "review",
    "report": "result",
    "approval": "result",
}
"""Which matter is written of while a step waits."""
MATTERS: Final = {"request": "换届选举", "review": "换届候选人", "result": "换届选举结果"}
DRAFTED: Final = {"request": "起草换届请示", "review": "起草候选人请示", "report": "起草结果请示"}
"""At the steps at which something goes up."""
STOPS: Final = ("。", "！", "？")
LOOSE: Final = "，、；：,;:."
REPLIED: Final = ("reply", "review", "approval")


def _known(by: Actor, code: str) -> tuple[Stand, str] | None:
    """The election within reach, and the matter that is on."""
    found = Election.objects.seen_by(by.reader, SEE).filter(case__code=code)
    row = found.select_related("case", "organisation", "superior", "gathering").first()
    if row is None:
        return None
    waits = next((one.step.key for one in standing(row.case).state.waiting), "")
    return (stand_of(row), ASKED_IN[waits]) if waits in ASKED_IN else None


def request_text(by: Actor, code: str) -> Prefill | None:
    """To the superior; one matter a letter."""
    known = _known(by, code)
    if known is None:
        return None
    stand, matter = known
    row = stand.row
    told = {"request": _asks, "review": _candidates, "result": _result}[matter](stand)
    title = f"关于{row.organisation.now_name}{MATTERS[matter]}的{LetterKind.REQUEST.label}"
    return Prefill(title, (*told, CLOSINGS[LetterKind.REQUEST]), sender=str(row.organisation), to=(str(row.superior),))


def reply_text(by: Actor, code: str) -> Prefill | None:
    """From the superior: what was asked is agreed to; whoever means otherwise writes so."""
    known = _known(by, code)
    if known is None:
        return None
    stand, matter = known
    row = stand.row
    agreed = {"request": ("同意你们进行换届选举。",), "review": _agreed(stand), "result": _approved(stand)}[matter]
    title = f"关于{row.organisation.now_name}{MATTERS[matter]}的{LetterKind.REPLY.label}"
    return Prefill(title, (*agreed, CLOSINGS[LetterKind.REPLY]), sender=str(row.superior), to=(str(row.organisation),))


TEXTS: Final[Mapping[LetterKind, Supply]] = {LetterKind.REQUEST: request_text, LetterKind.REPLY: reply_text}


def _asks(stand: Stand) -> Sequence[str]:
    row = stand.row
    ends = f"{row.organisation.now_name}本届任期于{prose_date(row.term_ends)}届满。" if row.term_ends else ""
    why = _ended(f"{Timing.word(row.timing)}的原因：{row.reason}") if row.reason else ""
    deputies = f"、副书记{row.deputies}名" if row.deputies else ""
    seats = f"委员{row.seats}名，其中书记1名{deputies}。" if row.seats else f"书记1名{deputies}。"
    return [text for text in (f"{ends}{why}", f"{row.organisation.now_name}拟选举{seats}") if text]


def _ended(text: str) -> str:
    """What somebody typed, as a sentence: with one stop at its end."""
    said = text.strip()
    return said if said.endswith(STOPS) else f"{said.rstrip(LOOSE)}。"


def _candidates(stand: Stand) -> Sequence[str]:
    lists = [f"{office.label}候选人：{names(stand.candidates[office])}。" for office in Office if stand.candidates.get(office)]
    return [f"{stand.row.organisation.now_name}经酝酿，提出以下候选人（按姓名拼音排列）：", *lists]


def _result(stand: Stand) -> Sequence[str]:
    row = stand.row
    held = f"{row.organisation.now_name}于{prose_date(row.gathering.on)}召开选举大会。" if row.gathering is not None else ""
    chosen = "、".join(f"{one.who.name}当选{posts(one)}" for one in stand.elected)
    vacant = _ended(f"空缺的原因：{row.vacant_because}") if row.vacant_because else ""
    return [text for text in (f"{held}{chosen}。", vacant) if text]


def _agreed(stand: Stand) -> Sequence[str]:
    return [f"同意{names(people)}为{office.label}候选人。" for office in Office if (people := stand.candidates.get(office))]


def _approved(stand: Stand) -> Sequence[str]:
    leading = [f"同意{one.who.name}任{one.office.label}。" for one in stand.elected if one.office is not Office.COMMITTEE]
    return [*leading, "委员选举结果已备案。"] if stand.seated(Office.COMMITTEE) else leading


def sent_about(code: str) -> list[Letter]:
    """What went out, in its order; one query."""
    return list(letters_about(SUBJECT, code).exclude(sent_at=None))


def items(found: Sequence[Letter]) -> list[Item]:
    """Number, day, and whether a request was answered."""
    return [
        Item(one.title, f"{one.number or '没有编号'}，{one.dated}", _chip(one), reverse("letter", args=[one.code]), "查看") for one in found
    ]


def _chip(one: Letter) -> Chip:
    if one.kind == LetterKind.REQUEST:
        return Chip("ok", "已批复") if getattr(one, "is_answered", False) else Chip("check", "待批复")
    return Chip("none", "已发出")


def draft_act(shown: Shown, stand: Stand) -> list[Act]:
    """The way to write what the step that waits sends up."""
    waits = next((one.step.key for one in shown.state.waiting), "")
    if waits not in DRAFTED or not shown.reader.may(WRITE, stand.row.organisation.now_path):
        return []
    return [Act(DRAFTED[waits], f"{reverse('letter_new')}?kind=request&about={SUBJECT}:{shown.it.case.code}")]


def with_papers(shown: Shown, to_do: Sequence[Item], sent: Sequence[Letter]) -> list[Item]:
    """A step whose paper went through here says so: what is left is to look at it and to record it."""
    keys = {one.step.name: one.step.key for one in shown.state.waiting if one.step.key in (*procedure.SENT_UP, *REPLIED)}
    return [_with_paper(shown, item, keys[item.title], sent) if item.title in keys and item.url else item for item in to_do]


def _with_paper(shown: Shown, item: Item, step: str, sent: Sequence[Letter]) -> Item:
    found = paper_of(shown, step, sent)
    if found is None:
        return item
    said = "、".join(filter(None, (found.number, str(found.dated))))
    return replace(item, why=f"《{found.title}》已发出（{said}），日期和文号已填好；{item.why}", act="去登记")


def written_for(shown: Shown, step: str) -> dict[str, object]:
    """Day and number of the letter that a step records, where it went through here: nobody types them again."""
    found = paper_of(shown, step, sent_about(shown.it.case.code))
    return {"on": found.dated, "number": found.number} if found is not None else {}


def paper_of(shown: Shown, step: str, sent: Sequence[Letter]) -> Letter | None:
    """The letter that a step which waits would record."""
    waits = shown.state.waits(step)
    kind = LetterKind.REPLY if step in REPLIED else LetterKind.REQUEST
    used = {
        (number, None if number else line.day)
        for line in shown.it.lines
        if line.step and (line.step in REPLIED) is (step in REPLIED)
        for number in (shown.texts.get(line.number, {}).get("number", ""),)
    }
    found = [one for one in sent if one.kind == kind and (one.number, None if one.number else one.dated) not in used]
    return next((one for one in reversed(found) if waits is not None and one.dated is not None and one.dated >= waits.since), None)
