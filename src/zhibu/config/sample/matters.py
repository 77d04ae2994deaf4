"""What is told of the matters of the sample street: invented, over two years, the same on every day of loading."""

from typing import Final, NamedTuple

Move = tuple[str, int]
"""A step or another act, and how many days after the opening."""


class Story(NamedTuple):
    """One matter: when it was opened, who takes it, and what was done on which day."""

    title: str
    matter: str
    ago: int
    to: str
    moves: tuple[Move, ...]
    told: str = ""
    """The answer, or what came of it."""
    asker: str = ""


CHENGUANG, FENGQIAO, CUIHU = "晨光社区党委", "枫桥社区党委", "翠湖社区党委"
SETTLED: Final = (("assign", 1), ("answer", 6), ("confirm", 9))

BROUGHT_UP: Final = (
    Story("楼道灯不亮", "二号楼三层的灯坏了，晚上看不见台阶。", 702, CHENGUANG, SETTLED, "物业已换灯并检查了全部楼层。"),
    Story("健身器材松动", "小广场的太空漫步机有响声。", 655, CHENGUANG, SETTLED, "已请厂家加固，贴了检修日期。", "李叔，可到社区找"),
    Story("下水道返水", "下雨后一楼下水道返水。", 610, CHENGUANG, (("assign", 2), ("answer", 22), ("confirm", 25)),
          "管道已疏通，雨季前再清一次。"),
    Story("想办老年食堂", "独居老人多，做饭不方便。", 540, CHENGUANG,
          (("assign", 2), ("answer", 9), ("reopen", 20), ("answer", 29), ("confirm", 36)),
          "已与邻近单位食堂商定，工作日中午对老人开放。"),
    Story("电动车乱停", "单元门口停满电动车。", 488, CHENGUANG, SETTLED, "划了停车线，加装了充电插座。"),
    Story("路口缺斑马线", "学校门口过马路不安全。", 431, CHENGUANG,
          (("assign", 1), ("pause", 4), ("resume", 46), ("answer", 52), ("confirm", 60)),
          "已报交警部门，标线已补画。"),
    Story("重复登记的一件", "与前一件相同。", 430, CHENGUANG, (("cancel", 1),), "与前一件重复。"),
    Story("菜市场地面湿滑", "冬天结冰，老人容易摔。", 362, CHENGUANG, SETTLED, "市场管理方铺了防滑垫。"),
    Story("晾衣绳不够", "阴面楼栋没有地方晒被子。", 301, CHENGUANG, SETTLED, "在空地加装了晾衣架。"),
    Story("广场音响太响", "晚上九点以后还在放。", 244, CHENGUANG,
          (("assign", 3), ("void", 4), ("assign", 5), ("answer", 11), ("confirm", 15)),
          "和几支队伍商定，八点半以后用小音箱。"),
    Story("公告栏换得慢", "通知贴出来时报名已经结束。", 180, CHENGUANG, SETTLED, "公告栏改为每周一更新，并同时贴到楼门口。"),
    Story("快递柜位置挡路", "轮椅过不去。", 96, CHENGUANG, SETTLED, "快递柜已移到车棚旁。", "匿名，贴在楼道里即可"),
    Story("树枝伸到窗边", "大风天打玻璃。", 33, CHENGUANG, (("assign", 1), ("answer", 9)), "园林队已修剪。"),
    Story("楼顶漏水", "顶层住户屋里渗水。", 40, CHENGUANG, (("assign", 1),)),
    Story("想学用手机挂号", "老人不会在网上挂号。", 6, CHENGUANG, (("assign", 1),)),
    Story("垃圾桶满得早", "周末下午就满了。", 3, CHENGUANG, (("assign", 1),)),
    Story("门前路灯太暗", "下夜班看不清路。", 12, CHENGUANG, (("assign", 1), ("pause", 5)), asker="小周，电话已告诉社区"),
    Story("井盖有响声", "车一压就响。", 1, CHENGUANG, ()),
)  # fmt: skip

RESOLVED: Final = (
    Story("整治楼道杂物", "三个月内清理全部楼道，消除火灾隐患。", 400, CHENGUANG,
          (("resolution", 0), ("charge", 2), ("progress_report", 40), ("report", 41), ("result", 80), ("finish", 82), ("check", 88)),
          "三十六个单元全部清理，建立巡查表。"),
    Story("落实离退休党员学习点", "每个社区至少一个就近的学习点。", 120, CHENGUANG,
          (("resolution", 0), ("charge", 3), ("progress_report", 50), ("report", 52)), "已选定两处，正在配桌椅。"),
    Story("修订议事规则", "按上级新要求修订，提交下次会议。", 60, CHENGUANG, (("resolution", 0), ("charge", 1)), ""),
    Story("与共建单位签年度清单", "年底前逐家对接需求和资源。", 20, CHENGUANG, (("resolution", 1), ("charge", 2)), ""),
    Story("梳理空白点", "把没有党组织的企业列成清单。", 2, CHENGUANG, (), ""),
)  # fmt: skip
REPORT_WITHIN: Final = 55
"""Days after the posts were named by which a report is due."""
POSTS: Final = {"first_post": "街道党工委书记", "direct_post": "街道党工委副书记", "executing_post": "社区党委书记"}
