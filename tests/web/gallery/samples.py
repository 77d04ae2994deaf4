"""Declarations of the components with believable words."""

from datetime import date

from zhibu.kernel.decisions import Decision, Objection
from zhibu.web.charts import Branch, Chart, Series
from zhibu.web.components import Bar, Chip, Event, Fact, Figure, Item, Step
from zhibu.web.tree import Node

FIGURES = (
    Figure("本季度党员大会", "81", "/members/", "97", "余 16 个支部，季末前 37 天"),
    Figure("将到期换届", "3", "/organisations/", note="最早：枫桥第二支部，12月18日"),
    Figure("在册党员", "4,216", "/members/", note="其中预备党员 23 名"),
    Figure("党组织", "112", "/organisations/", note="党委 4、党总支 5、党支部 103"),
)
ITEMS = (
    Item(
        "回复枫桥社区党委关于延期换届的请示",
        "依据《基层组织选举工作条例》第三条：延长一般不超过 1 年",
        Chip("late", "逾期 2 天"),
        "/members/",
        "去批复",
    ),
    Item(
        "审签10月党工委会议决定事项《老旧楼道照明》督办报告",
        "第一责任人 陈立 · 直接责任人 王珊 · 具体责任人 李想",
        Chip("due", "3 天内"),
        "/members/",
        "去审签",
    ),
    Item(
        "5 名党员的管理支部可能不合适：退休后仍在原单位支部",
        "依据《党员教育管理工作条例》第二十五条 · 接受后生成转接草稿，不会直接移动",
        Chip("check", "需核实"),
        "/members/",
        "看建议",
    ),
    Item(
        "和平里支部 2025年以前的会议记录尚未导入",
        "不计为未开展；有旧台账时可整本导入",
        Chip("none", "资料未录"),
        "/members/",
        "导入",
    ),
)
COMMUNITIES = ("枫桥社区", "柳荫社区", "和平里社区", "桥南社区", "石榴园社区", "新城社区")
BARS = tuple(Bar(name, value) for name, value in zip(COMMUNITIES, (84, 92, 96, 77, 90, 81), strict=True))
STEPS = (
    Step("请示", "done", "10-20"),
    Step("批复", "done", "10-28"),
    Step("提名候选人", "now", "11-30 前"),
    Step("选举大会"),
    Step("报告结果"),
)
EVENTS = (
    Event(
        date(2026, 11, 20),
        "更正联系电话",
        "枫桥第一支部 书记 陈立",
        "手机：138******07 → 139******07；原因：本人告知",
        Chip("ok", "当日可撤回"),
    ),
    Event(date(2026, 7, 1), "列入光荣在党50年名单", "系统自动生成，依据党龄 53 年", chip=Chip("honour", "光荣在党50年")),
    Event(date(2024, 3, 18), "组织关系转入枫桥第一支部", "街道组织办 周敏", "由 向阳机械厂退休职工党支部 转来", url="/organisations/"),
    Event("1973年6月", "加入中国共产党", "2026年11月1日 名册导入"),
)
FACTS = (
    Fact("姓名", "张淑兰", "name"),
    Fact("公民身份号码", "999**********18", reveal="/reveal/"),
    Fact("性别", "女", "sex"),
    Fact("出生日期", "1952年3月8日", "birth", note="74 岁"),
    Fact("手机", "139******07", reveal="/reveal/", edit="/members/new/"),
    Fact("所在党支部", "枫桥第一支部", "branch", url="/organisations/"),
    Fact("管理类别", "离退休", "category", chip=Chip("check", "系统推定"), edit="/members/new/"),
    Fact("转为正式党员日期", ""),
)
DECISION = Decision.of(
    Objection(
        "probation",
        "张䶮同志预备期未满，2027年1月9日起才能讨论转正。",
        "《中国共产党发展党员工作细则》第三十一条",
        "请先完成预备期考察，到期前本人提出书面申请。",
    ),
    Objection(
        "quorum",
        "有表决权的到会党员 17 名，未超过应到会 36 名的半数。",
        "《中国共产党发展党员工作细则》第二十二条",
        "另定时间召开支部大会；外出党员不因请假减少应到会人数。",
    ),
)
TREE = (
    Node(
        "向阳街道党工委",
        "/organisations/",
        "4,216 名",
        "党工委",
        (
            Node(
                "枫桥社区党委",
                "/organisations/",
                "612 名",
                "党委",
                (
                    Node("枫桥第一支部", "/organisations/", "38 名", "党支部", current=True),
                    Node("枫桥第二支部", "/organisations/", "41 名", "党支部"),
                    Node("向阳商务楼联合党支部", "/organisations/", "12 名", "联合党支部"),
                ),
                opened=True,
            ),
            Node("柳荫社区党总支", "/organisations/", "187 名", "党总支", fetch="/branches/"),
            Node("街道机关党支部", "/organisations/", "33 名", "党支部"),
        ),
        opened=True,
    ),
)
BRANCHES = (Node("柳荫第一支部", "/organisations/", "44 名", "党支部"), Node("柳荫第二支部", "/organisations/", "39 名", "党支部"))
CHART = Chart(
    key="by-community",
    title="各社区党员人数",
    kind="columns",
    names=COMMUNITIES,
    series=(Series("正式党员", (598, 402, 377, 511, 466, 540)), Series("预备党员", (14, 6, 3, 9, 5, 8))),
    links=tuple(f"/members/?community={number}" for number in range(6)),
    unit="名",
    stacked=True,
)
PICTURE = Chart(
    key="organisation-picture",
    title="组织结构图",
    kind="tree",
    root=Branch(
        "向阳街道党工委",
        "/organisations/",
        (Branch("枫桥社区党委", "/organisations/", (Branch("枫桥第一支部"), Branch("枫桥第二支部"))), Branch("柳荫社区党总支")),
    ),
)
