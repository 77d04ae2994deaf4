"""One member's answer and the facts that it stands on, in words."""

from collections.abc import Iterable
from typing import Final

from django.urls import reverse

from zhibu.register.rules.managing_facts import Branch, MemberFacts
from zhibu.register.terms.managing import Nature, Verdict
from zhibu.register.terms.units import Ownership
from zhibu.team.managing.queries.answers import Answer
from zhibu.team.managing.queries.counted import Waiting
from zhibu.team.managing.queries.one import One
from zhibu.team.managing.queries.proposals import Line
from zhibu.team.managing.tables import CATEGORIES, SHORT
from zhibu.web.components import Chip, Fact, Item
from zhibu.web.panels import Panel

NATURES: Final = {
    Nature.COMMUNITY: "社区的党支部",
    Nature.UNIT: "单位的党支部",
    Nature.TALENT_SERVICE: "人才服务机构的党支部",
    Nature.FLOATING: "流动党员党支部",
    Nature.PROVISIONAL: "临时党支部",
    Nature.OTHER: "没有登记设在哪里",
}
TITLES: Final = {Verdict.STAY: "在应在的党支部", Verdict.MOVE: "一般不在这里管理", Verdict.UNSAID: "还不能判断"}
DERIVED: Final = "由工作岗位自动生成"


def facts_considered(one: One) -> list[Fact]:
    """What the rule asked, each with the way to correct it."""
    answer, facts = one.answer, one.facts
    if answer is None or facts is None:
        return []
    code = answer.member.code
    work = Fact("工作单位及职务", facts.work_written or "没有填写", note=_employer(facts), edit=reverse("member_correct", args=[code]))
    shown = [
        Fact("现在的党支部", answer.branch.called if answer.branch else "", note=_since(answer)),
        Fact("党支部设在", _branch(facts.branch)),
        Fact(
            "管理类别",
            CATEGORIES.get(answer.member.category or "", "没有登记"),
            note=DERIVED if facts.derived else "",
            edit=reverse("member_category", args=[code]),
        ),
        Fact("工作岗位", facts.occupation.label if facts.occupation else "没有登记", edit=reverse("member_occupation", args=[code])),
        work,
    ]
    if facts.graduate_since is not None:
        told = facts.graduated_on.isoformat() if facts.graduated_on else "没有登记"
        shown.append(Fact("毕业时间", told, edit=reverse("member_education", args=[code])))
    marks = "、".join(mark.label for mark in sorted(facts.marks))
    return [*shown, Fact("标记", marks, edit=reverse("member_mark", args=[code]))] if marks else shown


def _since(answer: Answer) -> str:
    return f"{answer.member.since.isoformat()} 起"


def _branch(branch: Branch | None) -> str:
    if branch is None:
        return ""
    owners = "、".join(sorted(_ownerships(branch.ownerships)))
    return f"{NATURES[branch.nature]}（{owners}）" if owners else NATURES[branch.nature]


def _ownerships(found: Iterable[Ownership | None]) -> list[str]:
    return [one.label if one is not None else "类别未登记" for one in found]


def _employer(facts: MemberFacts) -> str:
    employer = facts.employer
    if employer is None:
        return "登记的驻区单位里没有这个单位" if facts.work_written else ""
    return f"{employer.name}：{'有党组织' if employer.organised else '没有党组织'}"


def said_panels(line: Line | None, *, settle: bool) -> list[Panel]:
    """On the page of the person; nothing where nothing is proposed."""
    if line is None:
        return []
    url = reverse("managing_member", args=[line.code]) if settle else ""
    item = Item(line.reason, line.article, Chip("check", "归属建议"), url, "去处理")
    return [Panel("归属建议", [item], "只是建议，不移动组织关系。登记的情况不对的，请告诉所在党支部更正。")]


def desk_panels(found: Waiting) -> list[Panel]:
    """On the start page, in one line; nothing where nothing waits, but above a street the way to the streets."""
    number = found.by_category.total()
    if not number and not found.wide:
        return []
    kinds = "、".join(f"{label} {found.by_category[kind]}" for kind, label in {**SHORT, "": "未分类"}.items() if found.by_category[kind])
    why = "只列导入的名册和人工提出的；按规定判断的，点开选一个街道看。" if found.wide else f"{kinds}。只是建议，不会自动移动任何人。"
    item = Item(f"{number} 条归属建议待处理", why, Chip("check", "归属建议"), reverse("settling_proposals"), "看建议")
    return [Panel("分类管理", [item])]
