"""What partners of the sample street did together with its communities in two years; invented, and of no person."""

from dataclasses import dataclass
from typing import Final

from zhibu.mechanism.coordination.terms import PartnerKind, ResourceKind

UNIT, ARMY, TOWNSHIP = PartnerKind.UNIT, PartnerKind.ARMY, PartnerKind.TOWNSHIP
RETIRED, POLICE = PartnerKind.RETIRED, PartnerKind.POLICE
VENUE, PEOPLE, EXPERTS, GOODS = ResourceKind.VENUE, ResourceKind.PEOPLE, ResourceKind.EXPERTS, ResourceKind.GOODS
CULTURE, LEARNING = ResourceKind.CULTURE, ResourceKind.LEARNING
CHENGUANG, LIUYIN, WENLAN = "晨光社区党委", "柳荫社区党委", "文澜社区党委"
CLINIC, SCHOOL, LIBRARY = "向阳街道社区卫生服务中心", "向阳小学", "云溪区图书馆"
COMPANY, VETERANS, OFFICER = "驻向阳某部三连", "晨光社区老干部宣讲队", "晨光派出所社区警务室"
TOWN, JUSTICE = "青石镇青石村党总支", "云溪区司法局向阳司法所"

PARTNERS: Final = (
    (CHENGUANG, UNIT, CLINIC),
    (CHENGUANG, UNIT, JUSTICE),
    (CHENGUANG, ARMY, COMPANY),
    (CHENGUANG, RETIRED, VETERANS),
    (CHENGUANG, POLICE, OFFICER),
    (CHENGUANG, TOWNSHIP, TOWN),
    (LIUYIN, UNIT, SCHOOL),
    (WENLAN, UNIT, LIBRARY),
)


@dataclass(frozen=True, slots=True)
class Story:
    """A need and what came of it; ``reached``: 0 waits, 1 matched, 2 agreed, 3 delivered, 4 confirmed, 5 thanked for."""

    home: str
    partner: str
    kind: ResourceKind
    wanted: str
    given: str
    title: str
    ago: int
    what: str = ""
    outcome: str = ""
    reached: int = 5
    ours: bool = False
    """The partner asked, and the community gave."""
    back: str = ""
    """It went back with this reason instead."""


STORIES: Final = (
    Story(CHENGUANG, CLINIC, EXPERTS, "为高龄居民量血压、查血糖", "每季度派医护到社区义诊", "春季义诊进社区", 690,
          "中心出四名医护和器材，社区出场地和引导志愿者", "在社区服务站义诊半天，服务居民八十六人次"),
    Story(CHENGUANG, COMPANY, PEOPLE, "重阳节为老人理发、清洁", "官兵志愿服务队", "重阳节助老服务", 640,
          "连队出二十名官兵，社区列出需要服务的楼栋", "清洁楼道十二处，理发三十一人次"),
    Story(LIUYIN, SCHOOL, VENUE, "暑期托管班要两间教室", "暑假可借用教室两间", "暑期托管班", 505,
          "学校出教室，社区出志愿者和保险", "托管四周，四十二名学生参加"),
    Story(CHENGUANG, VETERANS, LEARNING, "给青年党员讲街道发展史", "三个宣讲题目", "老干部讲党课", 480,
          "宣讲队讲课，社区组织党员参加", "讲课一次，到会七十三人"),
    Story(CHENGUANG, COMPANY, VENUE, "官兵子女周末阅读的地方", "社区图书室周末开放", "军营子女阅读角", 430,
          "社区周六开放图书室，连队安排接送", "开放二十个周六", ours=True),
    Story(WENLAN, LIBRARY, CULTURE, "社区阅览室缺少新书", "流动图书每季度轮换", "流动图书进社区", 410,
          "图书馆每季度轮换三百册，社区管理借阅", "轮换四次，共一千二百册"),
    Story(CHENGUANG, OFFICER, EXPERTS, "防电信诈骗宣传", "反诈宣讲和资料", "反诈宣传进楼院", 360,
          "警务室宣讲，社区组织楼长参加", "宣讲三场，发放资料四百份"),
    Story(CHENGUANG, TOWN, GOODS, "帮助销售青石村的秋梨", "社区广场周末摊位", "消费助农集市", 330,
          "社区提供摊位两个周末，村里负责质量和运输", "售出秋梨三千二百斤", ours=True),
    Story(CHENGUANG, CLINIC, EXPERTS, "家庭医生签约集中办理", "家庭医生团队到站办理", "家庭医生签约日", 270,
          "中心出两个团队，社区通知和登记", "当天签约一百零四户"),
    Story(CHENGUANG, JUSTICE, EXPERTS, "居民公约要法律审查", "公益法律咨询", "居民公约法律体检", 210,
          "司法所审查文本，社区征求意见", "审查二十一条，修改六条"),
    Story(LIUYIN, SCHOOL, PEOPLE, "放学时段护学", "社区志愿者护学岗", "护学岗", 150,
          "社区每天出四名志愿者，学校划定岗位", "一个学期护学九十二天", ours=True),
    Story(CHENGUANG, COMPANY, LEARNING, "国防教育课", "军史馆开放和讲解", "国防教育开放日", 100,
          "连队开放军史馆，社区组织参观", "参观两批，一百一十人", 4),
    Story(WENLAN, LIBRARY, LEARNING, "老年人学用手机", "数字阅读培训课", "老年人手机课", 60,
          "图书馆出讲师，社区出教室", "上课四次，二十六人学完", 3),
    Story(CHENGUANG, CLINIC, EXPERTS, "夏季急救知识培训", "急救培训讲师", "急救培训", 34,
          "中心出讲师和模拟人，社区出场地", "", 2),
    Story(CHENGUANG, VETERANS, LEARNING, "给青年讲社区的老故事", "座谈两次", "老故事座谈", 12, "", "", 1),
    Story(CHENGUANG, JUSTICE, VENUE, "调解室要一间安静的屋子", "", "", 400, back="社区用房已满，请联系街道综治中心的调解室。", ours=True),
    Story(CHENGUANG, COMPANY, PEOPLE, "搬迁社区图书室需要十名志愿者", "", "", 26, reached=0),
    Story(CHENGUANG, CLINIC, VENUE, "接种日要能坐八十人的大厅", "", "", 6, reached=0, ours=True),
)  # fmt: skip
STANDING: Final = (
    (CHENGUANG, COMPANY, VENUE, "连队礼堂可坐二百人", 300),
    (CHENGUANG, "", VENUE, "社区多功能厅工作日可借用", 280),
    (CHENGUANG, COMPANY, PEOPLE, "每月一次官兵志愿服务", 200),
    (LIUYIN, SCHOOL, VENUE, "操场周末对居民开放", 250),
)
"""Offers that stand: whose lists, whose (empty: the community's own), what, how long ago."""
