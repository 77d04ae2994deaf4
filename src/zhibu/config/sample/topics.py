"""What the sample's working committee talked about, in our own words; invented like everything else in the sample."""

from typing import Final, NamedTuple

from zhibu.mechanism.sessions.terms import TopicKind


class Told(NamedTuple):
    """A topic, what was decided, and of which kind it is."""

    title: str
    decision: str
    kind: TopicKind = TopicKind.ORDINARY
    party: bool = False
    proposed_as: str = "党政办"


TOLD: Final = (
    Told("研究基层党建年度重点任务分工", "同意分工，按季度报进度。", party=True, proposed_as="党建办"),
    Told("研究老旧小区加装电梯的补助办法", "同意第二种方案，先在两个小区试行。", proposed_as="建设办"),
    Told("研究社区食堂改造项目", "同意立项，造价控制在预算以内。", TopicKind.PROJECT, proposed_as="民生办"),
    Told("研究采购防汛物资的经费", "同意列支，由两人验收。", TopicKind.FUNDS, proposed_as="应急办"),
    Told("研究党群服务中心延时开放", "同意周三、周六延至晚八点。", party=True, proposed_as="党建办"),
    Told("研究物业服务联席会商办法", "原则同意，征求业委会意见后印发。", proposed_as="建设办"),
    Told("研究先进党支部的表彰", "同意表彰三个党支部，公示五天。", TopicKind.SANCTIONS, party=True, proposed_as="党建办"),
    Told("研究社区党委班子成员调整", "同意提名，按程序办理。", TopicKind.APPOINTMENTS, proposed_as="党建办"),
    Told("研究非机动车充电棚布点", "同意十二处布点，年内建成八处。", TopicKind.PROJECT, proposed_as="建设办"),
    Told("听取信访积案化解情况", "逐件明确联系领导，月底前回访。", proposed_as="综治办"),
    Told("研究新就业群体服务阵地建设", "同意选址，添置充电和饮水设施。", party=True, proposed_as="党建办"),
    Told("研究街道内控制度修订", "同意修订稿，自下月起施行。", TopicKind.DECISION, proposed_as="财政所"),
    Told("研究困难群众冬季慰问方案", "同意方案，慰问款按规定发放。", TopicKind.FUNDS, proposed_as="民生办"),
    Told("研究网格员考核办法", "原则同意，试行半年后再评估。", proposed_as="综治办"),
)
WAITING: Final = (
    Told("研究社区口袋公园建设方案", "", TopicKind.PROJECT, proposed_as="建设办"),
    Told("研究明年党员教育培训计划", "", party=True, proposed_as="党建办"),
)
"""On the agenda of the session that comes next."""
READY: Final = (
    Told("研究垃圾分类驿站的管理费用", "", TopicKind.FUNDS, proposed_as="城管办"),
    Told("研究楼道长队伍建设", "", party=True, proposed_as="党建办"),
)
PROPOSED: Final = (
    Told("商请协调菜场周边停车", "", proposed_as="社区"),
    Told("申请增加一处社区助餐点", "", TopicKind.PROJECT, proposed_as="社区"),
)
SENT_BACK: Final = Told("研究文化广场灯光改造", "", TopicKind.PROJECT, proposed_as="社区")
LISTED: Final = (
    (TopicKind.DECISION, "街道年度计划、重要制度的制定和修改", False),
    (TopicKind.APPOINTMENTS, "社区党组织书记、副书记和街道中层干部的任免", True),
    (TopicKind.PROJECT, "造价五十万元以上的项目", True),
    (TopicKind.FUNDS, "单笔五万元以上的支出", True),
    (TopicKind.SANCTIONS, "以党工委名义的表彰，党员和干部的处分", True),
)
