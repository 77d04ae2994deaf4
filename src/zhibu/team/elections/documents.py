"""What an election prints: ballot, counting sheet, result, report; each as Word and as PDF, from the same words. Each is logged.

Names stand in the order of pinyin and the paper says so: no library that we use tells the strokes of a surname reliably.
"""

from typing import Final

from zhibu.exchange.papers import ROOMY, Paper, pdf, word
from zhibu.team.elections.presentation import names, posts
from zhibu.team.elections.queries.standing import Round, Stand
from zhibu.team.elections.rules.counting import settle
from zhibu.team.elections.terms import Office, PaperKind
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.html import prose_date

OWN_ROWS: Final = 2
"""Empty lines for names that somebody writes in."""


def ballot_paper(kind: PaperKind, ending: str, *, stand: Stand, one: Round, actor: Actor) -> bytes:
    """A paper of one ballot."""
    made = {PaperKind.BALLOT: _ballot, PaperKind.SHEET: _sheet, PaperKind.RESULT: _result}[kind](stand, one)
    return _made(made, ending, kind, stand, actor)


def report(ending: str, *, stand: Stand, actor: Actor) -> bytes:
    """What goes up: the numbers of every ballot, who was elected to what."""
    row = stand.row
    counted = [one for one in stand.rounds if one.settled is not None and not one.void]
    lines = [f"{row.superior}：", *(f"{prose_date(one.row.opened_on)}{one.title}：{_numbers(stand, one)}" for one in counted)]
    rows = [(str(number), one.who.name, posts(one), str(one.votes)) for number, one in enumerate(stand.elected, 1)]
    after = ["书记、副书记自批复之日起任职，委员报备案。特此报告。"]
    if row.vacant_because:
        after.insert(0, f"空缺情况：{row.vacant_because}")
    title = f"关于{row.organisation.now_name}选举结果的报告"
    paper = Paper(title, lines, ("序号", "姓名", "当选职务", "赞成票"), (1.6, 4, 7, 3), rows, after, (row.organisation.now_name,))
    return _made(paper, ending, PaperKind.REPORT, stand, actor)


def _ballot(stand: Stand, one: Round) -> Paper:
    seats = one.row.seats
    rows = [*((str(number), who.name, "", "", "") for number, who in enumerate(one.names, 1)), *[("", "", "", "", "")] * OWN_ROWS]
    after = [
        f"1. 应选 {seats} 名。赞成的在“赞成”栏画“○”，反对的在“反对”栏画“×”，弃权的不画。",
        f"2. 赞成的人数等于或者少于 {seats} 名的有效，多于 {seats} 名的无效。",
        "3. 另选他人的，在空格里写上姓名，并在“赞成”栏画“○”。",
        "4. 无记名投票，不能代别人投票；不能写字的，可以请候选人以外的人代写。",
        "候选人按姓名拼音排列。",
    ]
    widths = (1.6, 5.4, 3, 3, 3)
    return Paper(f"{stand.row.organisation}{one.title}选票", (), ("序号", "姓名", "赞成", "反对", "弃权"), widths, rows, after)


def _sheet(stand: Stand, one: Round) -> Paper:
    row = one.row
    before = [
        f"应到有选举权 {row.entitled} 人，实到 {row.there} 人；发出选票 {row.issued} 张，收回　　　张，其中无效　　　张。",
        f"应选 {row.seats} 名。两位计票人各填一张，互不对照。",
    ]
    rows = [*((who.name, "", "", "") for who in one.names), *[("", "", "", "")] * OWN_ROWS]
    signed = ("计票人：　　　　　　　　", "监票人：　　　　　　　　")
    headings = ("姓名", "赞成（画“正”字）", "赞成合计", "反对合计")
    return Paper(f"{stand.row.organisation}{one.title}计票表", before, headings, (4, 7, 2.6, 2.6), rows, (), signed)


def _result(stand: Stand, one: Round) -> Paper:
    count = one.settled
    elected = {seat.who.id for seat in stand.elected if seat.ballot_id == one.row.pk}
    rows = []
    for who in sorted(one.everybody, key=lambda each: (-count.of(each.id).for_it if count else 0, each.sort_key, each.id)):
        mark = count.of(who.id) if count else None
        numbers = (str(mark.for_it), str(mark.against), str(count.abstained(who.id))) if mark and count else ("", "", "")
        rows.append((who.name, *numbers, "当选" if who.id in elected else ""))
    before = [_numbers(stand, one)] if count else ["计票还没有结果。"]
    head = ("姓名", "赞成", "反对", "弃权", "结果")
    signed = ("监票人：　　　　　　　　", prose_date(one.row.opened_on))
    return Paper(f"{stand.row.organisation}{one.title}结果", before, head, (5, 2.6, 2.6, 2.6, 3), rows, _chosen(stand, one), signed)


def _numbers(stand: Stand, one: Round) -> str:
    row, count = one.row, one.settled
    if count is None:
        return ""
    settled = settle(count, one.sheet, stand.rules)
    return (
        f"应到有选举权 {row.entitled} 人，实到 {row.there} 人；发出选票 {row.issued} 张，收回 {count.returned} 张，"
        f"有效 {count.valid} 张，无效 {count.invalid} 张。应选 {row.seats} 名，{settled.computation}。"
    )


def _chosen(stand: Stand, one: Round) -> list[str]:
    chosen = [seat.who for seat in stand.elected if seat.ballot_id == one.row.pk]
    lines = [f"当选{one.office.label}：{names(chosen)}。"] if chosen else []
    waits = one.office is not Office.COMMITTEE and chosen
    return [*lines, "书记、副书记报上级党组织批复以后任职。"] if waits else lines


def _made(paper: Paper, ending: str, kind: PaperKind, stand: Stand, actor: Actor) -> bytes:
    footer = footer_of(kind, actor)
    path = stand.row.organisation.now_path
    note_read(actor, "export", field=f"{kind.label}：{stand.row.case.code}", path=path, rows=len(paper.rows))
    return word([paper], ROOMY) if ending == "docx" else pdf([paper], ROOMY, title=paper.title, footer=footer)


def footer_of(kind: PaperKind, actor: Actor) -> str:
    """Who printed it and when; on a ballot nothing, since papers printed at another minute must not differ from the others."""
    return "" if kind is PaperKind.BALLOT else actor.printed
