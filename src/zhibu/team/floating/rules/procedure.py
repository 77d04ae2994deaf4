"""联系查找: somebody cannot be reached; the branch looks by the ways that it has, writes down what came of each, and people decide.

The list of ways is fixed. A branch asks people and places that it knows of because of the membership; it does not follow devices, accounts,
payments or journeys. What only public security knows is asked by an official letter of the Party organisation or not at all. What the law
lets follow (membership suspended after six months) is decided in a meeting and recorded in the register by hand: no step does it.
What is written of relatives and others is sealed with the case and destroyed the day after it ends.
"""

from typing import Final

from zhibu.cases.rules.procedures import Delay, Procedure, Step, Text
from zhibu.cases.terms import ActorRole
from zhibu.kernel.decisions import LOCAL

KEY: Final = "contact_search"
SUBJECT: Final = "member"
"""Its code is that of the person."""
KEPT: Final = "search_texts"
"""The row of the retention table."""
ARTICLE: Final = "《中国共产党党员教育管理工作条例》第二十四条"
WITHIN: Final = "contact_search.days"
RESULT_HELP: Final = "写联系的日期和结果。这样联系不了的，写明原因。结案的第二天起按期销毁。"
WAYS: Final[tuple[tuple[str, str, str], ...]] = (
    ("phone", "电话、短信联系", "登记过的号码。"),
    ("relatives", "向党支部知道的亲属了解", "只问能不能转告本人；不登记亲属的身份号码和住址。"),
    ("work_unit", "向工作单位了解", "登记的最后一个工作单位。"),
    ("address", "到最后登记的住址走访", "两人同去，不向邻居说明来意。"),
    ("letter", "按最后登记的住址寄信", "信封上不写党组织名称。"),
)
"""Key, what it is called, and how it is done."""


def _way(key: str, name: str, how: str) -> Step:
    result = Text("result", "结果", f"{how}{RESULT_HELP}", private=True)
    return Step(key, name, LOCAL, next=("weigh",), latest=Delay(60, "days", WITHIN), texts=(result,))


CONTACT_SEARCH: Final = Procedure(
    key=KEY,
    version=1,
    title="联系查找",
    lead="联系不上的党员，按规定的途径查找，逐项记下结果，由党组织研究。系统不作任何自动处理。",
    subjects={SUBJECT: "党员"},
    documents={"decision": "党组织研究的记录", "official_letter": "请公安机关协助的公函，或者不发函的记录"},
    opening=(Text("last_contact", "最后一次联系上的情况", "什么时候、怎样联系的。", required=False, private=True),),
    steps=(
        *(_way(*one) for one in WAYS),
        Step(
            "weigh",
            "请公安机关协助，或者不发函",
            LOCAL,
            rests_on=tuple(key for key, _, _ in WAYS),
            next=("decide",),
            role=ActorRole.HEAD,
            needs=("official_letter",),
            texts=(Text("result", "情况", "只能以党组织公函提出；不需要发函的，写明理由。", private=True),),
        ),
        Step(
            "decide",
            "党组织研究",
            ARTICLE,
            rests_on=("weigh",),
            next=("close",),
            role=ActorRole.HEAD,
            needs=("decision",),
            texts=(Text("opinion", "研究意见", "如：继续联系；或者按规定程序研究停止党籍。党籍的变动由有权的党组织决定，另行登记。"),),
        ),
        Step("close", "结案", LOCAL, rests_on=("decide",), role=ActorRole.HEAD),
    ),
    texts_kept=KEPT,
)
