"""评选表彰 as a procedure: called, nominated, reviewed, voted, put up, objections answered, decided; then honours are written.

The order 推荐、考察、公示、讨论决定 is that of published notices (REGULATIONS.md 9); no national rule fixes the days, so that only the
end of nominating is named, and how long a list is up is a local parameter. The 50-year medal is a list that derives itself.
"""

from typing import Final

from zhibu.cases.rules.procedures import NAMED, Procedure, Step, Text
from zhibu.cases.terms import ActorRole

BASIS: Final = "评选通知（本地）"
KEY: Final = "selection"
MEDAL: Final = "fifty_year_medal"
SETTLE: Final = "settle"
UNDONE: Final = ("nominate", "review", "vote", "notice", SETTLE)
"""Steps that are declared void before the decision: what each wrote is written anew when it is done again."""
OF: Final = "selection"
"""The subject of such a case: the organisation that honours."""
NOTICE_DAYS: Final = "honours.notice_working_days"
NUMBER: Final = Text("number", "表彰决定文号", "如：阳光街工委〔2026〕15 号。", long=False)
NOTE: Final = Text("note", "说明", "不写推荐对象的姓名。", required=False)

SELECTION: Final = Procedure(
    KEY,
    1,
    "评选表彰",
    "部署、推荐、考察、表决、公示、表彰；条件由系统按记录核对，落选的推荐在表彰以后封存。",
    (
        Step("nominate", "组织推荐", BASIS, next=("review",), latest=NAMED, texts=(NOTE,)),
        Step("review", "考察", BASIS, ("nominate",), ("vote",), texts=(NOTE,)),
        Step("vote", "会议表决", BASIS, ("review",), ("notice",), texts=(NOTE,)),
        Step("notice", "公示", BASIS, ("vote",), ("settle",)),
        Step(SETTLE, "公示期满", BASIS, ("notice",), ("decide",), texts=(NOTE,)),
        Step("decide", "作出表彰决定", BASIS, ("settle",), role=ActorRole.HEAD, texts=(NUMBER,), final=True),
    ),
    subjects={OF: "评选的党组织"},
)
MEDALS: Final = Procedure(
    MEDAL,
    1,
    "“光荣在党50年”纪念章",
    "名单按入党、转正日期自动生成；核对以后审定。",
    (
        Step("review", "核对名单", BASIS, next=("decide",), latest=NAMED, texts=(NOTE,)),
        Step("decide", "审定名单", BASIS, ("review",), role=ActorRole.HEAD, texts=(NUMBER,), final=True),
    ),
    subjects={OF: "评选的党组织"},
)
KEYS: Final = (KEY, MEDAL)


def procedure_for(*, derived: bool) -> Procedure:
    """The table under which a selection is opened."""
    return MEDALS if derived else SELECTION
