"""Documents of a case in words: what has come, what it came out of, what is still needed."""

from zhibu.cases.presentation import Shown, subject_url
from zhibu.cases.queries.log import DocumentRow
from zhibu.cases.registry import paper_of_subject
from zhibu.web.components import Chip, Fact, Item


def documents(shown: Shown) -> list[Item]:
    """What has come and where it is kept; what a step that waits still needs."""
    names = shown.table.documents
    there = [*_itself(shown), *(_there(shown, one) for one in shown.documents)]
    open_steps = {key for one in shown.state.open_steps for key in one.step.needs}
    needed = [key for key in names if key not in shown.it.documents]
    url = shown.url("case_document") if shown.handles and not shown.state.status.ended else ""
    chips = {True: Chip("check", "还缺"), False: Chip("none", "以后需要")}
    return [*there, *(Item(names[key], "", chips[key in open_steps], url, "登记") for key in needed)]


def _itself(shown: Shown) -> list[Item]:
    """The record that the case came out of is a document that is there, though nobody has registered it."""
    case = shown.it.case
    paper = paper_of_subject(case.subject_kind)
    if paper not in shown.it.documents or paper in {one.document for one in shown.documents}:
        return []
    return [Item(shown.table.documents[paper], f"系统内已有：{case.subject_code}", Chip("ok", "已有"), subject_url(case), "查看")]


def _there(shown: Shown, one: DocumentRow) -> Item:
    case = shown.it.case
    if one.document == paper_of_subject(case.subject_kind) and not shown.papers.get(one.number) and subject_url(case):
        return Item(shown.table.documents[one.document], _kept(one), Chip("ok", "已有"), subject_url(case), "查看")
    papers, changes = len(shown.papers.get(one.number, ())), shown.handles and not shown.state.status.ended
    why = f"{_kept(one)}；附件 {papers} 个" if papers else _kept(one)
    url = shown.url("case_paper", str(one.number)) if papers or changes else ""
    return Item(shown.table.documents.get(one.document, one.document), why, Chip("ok", "已有"), url, "查看" if papers else "加照片")


def paper_facts(one: DocumentRow) -> list[Fact]:
    """One document: when it came, where it lies, who has seen it."""
    return [Fact("收到", one.present_on.isoformat()), Fact("存放在", one.kept_at), Fact("核对人", one.seen_by)]


def _kept(one: DocumentRow) -> str:
    return f"{one.present_on.isoformat()} 收到；存放在{one.kept_at}；{one.seen_by}核对"
