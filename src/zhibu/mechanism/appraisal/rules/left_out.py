"""What no table here appraises, by the words that a row uses: not an organisation's own duty, or barred as a burden.

A table that comes from Excel may hold such rows; they are named and left out, each with the reason and where it stands.
"""

import re
from typing import Final, NamedTuple

OWN_DUTIES: Final = "本系统的边界：只考评党组织自己的职责"
LIGHTENED: Final = "《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕12号，据公开转载，未核对原文）"


class LeftOut(NamedTuple):
    """Why a row stays out."""

    what: str
    reason: str
    article: str


_KINDS: Final[tuple[tuple[re.Pattern[str], LeftOut], ...]] = tuple(
    (re.compile(words), LeftOut(what, reason, article))
    for words, what, reason, article in (
        ("信访|上访|进京访|缠访|闹访", "信访", "居民的信访不作为考评党组织的指标。", OWN_DUTIES),
        ("计生|计划生育|生育率|出生率|节育", "生育", "居民的生育不作为指标。", OWN_DUTIES),
        ("宗教|信教|教徒", "宗教信仰", "个人的宗教信仰不作为指标。", OWN_DUTIES),
        ("舆情|网评|思想动向|思想动态|言论|意见领袖", "意见和言论", "个人的意见和言论不作为指标。", OWN_DUTIES),
        ("维稳|重点人员|稳控|管控对象", "居民管控", "对居民的管控不作为指标。", OWN_DUTIES),
        ("学习强国|学习时长|在线时长|学习时间|学习积分|人均学时", "学习时长", "学习和在线的时长、积分不作为考评依据。", LIGHTENED),
        ("打卡|扫码签到|人脸|定位|轨迹", "打卡", "打卡、定位不作为考评依据。", LIGHTENED),
        (
            "点击|阅读量|浏览量|转发|点赞|投票数|关注数|关注率|粉丝|下载量|安装率|注册率|激活率",
            "点击",
            "点击、转发、安装的数量不作为考评依据。",
            LIGHTENED,
        ),
        ("志愿服务时长|服务时长|服务小时|人均服务", "个人服务时长", "志愿服务自愿参加，个人的时长不作为指标。", OWN_DUTIES),
        ("排名|位次", "排名", "名次由别人的得分决定，不能说明自己的职责办得怎样。", OWN_DUTIES),
    )
)
VETO: Final = LeftOut(
    "一票否决", "一票否决要有依据文件；有依据的，在办法里另加一项并写明文件名称和文号。", "本系统的边界：没有依据文件的不设一票否决"
)
CONTENT: Final = LeftOut(
    "满意度", "满意度由不记名的征求意见得出，不满 8 份不显示；在办法里写明满意度所占的权重。", "本系统的边界：满意度不由人打分"
)
_VETO: Final = re.compile("一票否决")
_CONTENT: Final = re.compile("满意度|满意率|群众评价|群众测评|群众评议")


def left_out(text: str) -> LeftOut | None:
    """Why a row with these words is left out; None for one that may stand."""
    for pattern, why in _KINDS:
        if pattern.search(text):
            return why
    return None


def not_a_row(text: str) -> LeftOut | None:
    """The same of a sheet, where rows also say things that a table here says elsewhere."""
    found = left_out(text)
    if found is None and _VETO.search(text):
        return VETO
    return CONTENT if found is None and _CONTENT.search(text) else found
