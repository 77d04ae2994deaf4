"""The table of times: what is kept, from which event, for how long, on what basis. Dated: a row holds until the next one of its key.

Data and nothing else, so that it can move into the rulebook. What nobody has checked against the printed text says so (``verified``);
what is a street's own agreement and no rule from above says so too (``local``). PRACTICE.md 4.10: applicants who were not taken go first.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class End(StrEnum):
    """What ends the keeping."""

    RUN = "run"
    """The daily run destroys the person's key and blanks the record."""
    JOB = "job"
    """A background job throws the thing away."""
    HAND = "hand"
    """Somebody destroys it, outside this program."""
    NEVER = "never"
    """It stays as long as what stands in the column of the period."""


ENDS: Final = {End.RUN: "系统销毁", End.JOB: "系统自动删除", End.HAND: "由人销毁", End.NEVER: "不自动删除"}


@dataclass(frozen=True, slots=True)
class Retention:
    """One row. ``months`` and ``days`` None: as long as ``period`` says."""

    key: str
    label: str
    what: str
    starts_from: str
    months: int | None
    basis: str
    since: date
    ends: End
    days: int | None = None
    period: str = ""
    verified: bool = False
    local: bool = True

    @property
    def period_in_words(self) -> str:
        """As the page says it."""
        if self.months is not None:
            return f"{self.months} 个月"
        return f"{self.days} 天" if self.days is not None else self.period


FIRST: Final = date(2026, 11, 24)
NECESSITY: Final = "《个人信息保护法》第六条（最小必要）、第十九条（最短期限）"
LOGS: Final = "《网络安全法》第二十三条第三项：不少于六个月"
"""Numbered so since 2026-01-01; before, article 21, item 3."""

TABLE: Final = (
    Retention(
        "mistaken",
        "登记有误的人员",
        "误登记的全部内容",
        "按“登记有误”减少之日",
        3,
        NECESSITY,
        FIRST,
        End.RUN,
    ),
    Retention(
        "applicant_ended",
        "未被接收或退出的申请人、积极分子、发展对象",
        "个人信息、经历、号码、电话、住址",
        "离开名册之日",
        12,
        NECESSITY,
        FIRST,
        End.RUN,
    ),
    Retention(
        "transferred_out",
        "组织关系转出的党员",
        "个人信息、经历、号码、电话、住址；党员档案在接收的党组织",
        "组织关系转出之日",
        24,
        NECESSITY,
        FIRST,
        End.RUN,
    ),
    Retention(
        "died",
        "去世的党员",
        "个人信息、经历、号码、电话、住址",
        "去世之日",
        36,
        NECESSITY,
        FIRST,
        End.RUN,
    ),
    Retention(
        "membership_ended",
        "出党的党员、取消资格的预备党员",
        "个人信息、经历、号码、电话、住址",
        "出党或取消资格之日",
        60,
        "《中国共产党纪律处分条例》：五年内不得重新入党，须能核对",
        FIRST,
        End.RUN,
    ),
    Retention(
        "in_force",
        "在册人员",
        "名册登记的全部内容",
        "登记之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="在册期间",
    ),
    Retention(
        "contacts",
        "驻区单位、居民委员会的联系人",
        "姓名、电话",
        "登记之日",
        None,
        NECESSITY,
        FIRST,
        End.HAND,
        period="任职期间",
    ),
    Retention(
        "uploads",
        "上传的名册和未导入的行",
        "上传的文件原文，加密保存",
        "上传之时",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=7,
    ),
    Retention(
        "drafts",
        "草稿",
        "填了没有提交的表单，加密保存",
        "最后一次保存",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=30,
    ),
    Retention(
        "export_files",
        "完整号码文件",
        "等待下载的加密文件；下载一次即删",
        "同意导出之时",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=1,
    ),
    Retention(
        "attachments",
        "附件",
        "照片、PDF、Word、Excel、文本，加密保存；照片不留拍摄地点；移除或到期即销毁密钥，旧备份里也读不出",
        "所属记录登记之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与所属记录相同",
    ),
    Retention(
        "messages",
        "消息",
        "标题、摘要、正文，谁发布、发给谁",
        "发布之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与日志相同",
    ),
    Retention(
        "message_reads",
        "消息的已读标记",
        "哪个账号打开过哪条消息；只有本人看得到",
        "消息收起之日",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=30,
    ),
    Retention(
        "letters",
        "公文",
        "标题、正文、发文字号，谁起草、签发、签收；草稿作废即删",
        "成文日期",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与纸质公文相同",
    ),
    Retention(
        "polls",
        "征求意见",
        "问题和每个选项的人数；不记谁选的、什么时候选的；不到八份的不保留",
        "结束之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与会议记录相同",
    ),
    Retention(
        "poll_boxes",
        "没有结束的答卷",
        "加密存放的计数、谁答过、意见；结束时连同密钥销毁，旧备份里也读不出",
        "截止之日",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=1,
    ),
    Retention(
        "publications",
        "门户上公布的内容",
        "证书的种类和日期、光荣册、给驻区单位联络人的清单；撤下即删，门户上在下一次往来时删",
        "公布之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="到公布期限或撤下之日",
    ),
    Retention(
        "arrivals",
        "门户来件",
        "外面的人在门户上填写的内容；处理后即删，没有接收的到期删除。门户上只有密封件，收到后即删",
        "收到之日",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=30,
    ),
    Retention(
        "copies",
        "导出副本",
        "谁、何时、为什么导出了多少行，副本何时销毁",
        "导出之时",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与日志相同",
    ),
    Retention(
        "gatherings",
        "会议活动",
        "日期、地点、议程、会议记录、决议、计票和到会人数；到会名单随本人资料一同销毁",
        "会议召开之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与纸质会议记录相同",
    ),
    Retention(
        "institutions",
        "制度汇编",
        "制度的各版文本、附件、通过和废止的依据、复审；不含个人信息",
        "登记之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与纸质文件相同",
    ),
    Retention(
        "life_talks",
        "谈心谈话",
        "谁和谁、哪一天谈过；不记内容，谈话人的资料销毁时一同删除",
        "谈话之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与本人资料相同",
    ),
    Retention(
        "study",
        "中心组学习",
        "学习计划、学习档案存放处；补学登记随本人资料一同销毁",
        "登记之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与纸质学习档案相同",
    ),
    Retention(
        "grades",
        "民主评议结果",
        "每人每年一个等次；资料销毁时一同删除。测评的逐人票数在结果报送时删除，不记谁投了什么票",
        "评定之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与本人资料相同",
    ),
    Retention(
        "responsibilities",
        "党建责任",
        "责任分工、工作交接、重点任务、五同事项；人员资料销毁后责任人和交接人不留姓名",
        "登记之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与任职登记相同",
    ),
    Retention(
        "secretary_reports",
        "述职评议考核",
        "述职会议、测评票数、综合评价和理由；资料销毁时一同删除。不记谁投了什么票",
        "评定之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与本人资料相同",
    ),
    Retention(
        "envelopes",
        "检查封存件登记",
        "封存件的编号、范围、指纹、大小，谁在哪天制作、交给谁；文件本身和口令不保存",
        "制作之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与导出副本登记相同",
    ),
    Retention(
        "appraisal_years",
        "年度考评",
        "年度说明、评分和理由、加分申请、意见和答复、公布的结果和明细；只说党组织，不说个人",
        "公布之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与纸质责任书相同",
    ),
    Retention(
        "topics",
        "党工委议题",
        "议题名称、情况说明、审核意见、不同意见、缺席成员的意见，“三重一大”清单；回避的人和原因随本人资料一同销毁",
        "提出之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与会议记录相同",
    ),
    Retention(
        "coordination",
        "共驻共建",
        "共建方、资源、需求、项目，联络员链接的期限和来件；只写单位和社区的事，不含个人信息",
        "登记之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与共建协议相同",
    ),
    Retention(
        "appraisal",
        "目标考评",
        "考评办法、指标、计分规则，目标责任书，评分和理由，加分申请；得分由记录算出，不另存",
        "年度结束之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与会议记录相同",
    ),
    Retention(
        "ceremony_guests",
        "庆祝活动的来宾",
        "来宾的姓名、单位和职务；活动的议程、座次和人数不删",
        "活动举行之日",
        12,
        NECESSITY,
        FIRST,
        End.JOB,
    ),
    Retention(
        "case_texts",
        "办理事项的文字",
        "事项名称、反映人、答复和原因，每件一个密钥；步骤和日期不删",
        "办结或取消之日",
        24,
        NECESSITY,
        FIRST,
        End.JOB,
    ),
    Retention(
        "elections",
        "换届选举",
        "名额、候选人、每次投票的票数、当选和任职；人员资料销毁后只留票数，不留姓名。纸质选票不在系统里",
        "选举大会之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与纸质会议记录相同",
    ),
    Retention(
        "selections",
        "评选表彰",
        "评选的类别、名额、公示和表彰的日期；授予的荣誉和上级荣誉，人员资料销毁后不留姓名。公示异议加密保存，随办理事项的文字销毁",
        "部署之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与表彰决定相同",
    ),
    Retention(
        "nominations",
        "落选的推荐",
        "表彰以后用本人密钥封存，任何页面都不列出，到期整条删除；评选取消的当天删除",
        "作出表彰决定之日",
        12,
        NECESSITY,
        FIRST,
        End.JOB,
    ),
    Retention(
        "search_texts",
        "联系查找的文字",
        "联系查找中写下的亲属、单位和其他人的情况，每件一个密钥；步骤和日期不删",
        "结案或取消之日",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=1,
    ),
    Retention(
        "steering",
        "指导委员会",
        "委员会、会议议题和协调事项的对应；名册以外的成员的姓名和单位职务，离任满期后销毁，只留任职的起止",
        "离任之日",
        24,
        NECESSITY,
        FIRST,
        End.JOB,
    ),
    Retention(
        "visits",
        "走访的文字",
        "走访内容、走访记录的文字、去的是哪个联系点；走访的日期和次数不删",
        "走访之日",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        period="街道本地参数规定的月数",
    ),
    Retention(
        "links",
        "联系点和联系人",
        "楼道、居民小组、单位的名称，谁从哪一天起联系；不记住户",
        "登记之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="联系人随本人资料一同销毁",
    ),
    Retention(
        "floating",
        "流动登记和联系记录",
        "登记的途径、号码、日期；联系的日期、方式和联系人",
        "登记之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与本人资料相同",
    ),
    Retention(
        "sessions",
        "登录会话",
        "登录、退出的时间和网络地址，记住的设备，用过和过期的登录码；每个账号最近一次登录除外",
        "登录之日",
        6,
        LOGS,
        FIRST,
        End.JOB,
        verified=True,
        local=False,
    ),
    Retention(
        "tokens",
        "接口令牌",
        "给哪个系统用、范围、起止日期、最近使用的日子；令牌只存校验值",
        "开通之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与日志相同",
    ),
    Retention(
        "answers",
        "接口的回答",
        "其他系统写入后得到的编号，用来防止重复写入",
        "写入之时",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=1,
    ),
    Retention(
        "failures",
        "未成功的登录",
        "网络地址和时间，用来防止猜密码",
        "登录之时",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=1,
    ),
    Retention(
        "accounts",
        "账号、授权",
        "登录名、姓名、角色；密码和验证码只存校验值",
        "建立之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与日志相同",
    ),
    Retention(
        "audit",
        "操作日志",
        "谁在什么时候办了什么；涉及个人的内容随本人资料一同销毁",
        "操作之时",
        None,
        LOGS,
        FIRST,
        End.NEVER,
        period="至少 6 个月",
        verified=True,
        local=False,
    ),
    Retention(
        "reads",
        "查阅记录",
        "谁看过谁的资料，为什么",
        "查阅之时",
        None,
        LOGS,
        FIRST,
        End.NEVER,
        period="至少 6 个月",
        verified=True,
        local=False,
    ),
    Retention(
        "backups",
        "备份文件",
        "备份当时的全部数据；已销毁的号码、电话、住址在旧备份里也读不出，姓名仍在文件中",
        "备份之日",
        6,
        NECESSITY,
        FIRST,
        End.HAND,
    ),
)

NOT_KEPT: Final = (
    "屏幕上不记名征求意见时，谁选了什么、什么时候选的。",
    "直系亲属和主要社会关系的材料：只登记有没有、谁看过，不扫描、不保存。",
    "思想汇报、对照检查材料的内容。",
    "位置、轨迹、浏览时间。",
)
"""What this program does not hold at all."""

NOTICE_DAYS: Final = 30
"""Nobody is destroyed who has not stood on the list for so long."""
SOON_DAYS: Final = 90
"""The list begins so long before the end."""


def table_on(day: date) -> tuple[Retention, ...]:
    """The rows in force on a day: of each key the newest."""
    newest: dict[str, Retention] = {}
    for row in sorted(TABLE, key=lambda one: one.since):
        if row.since <= day or row.key not in newest:
            newest[row.key] = row
    return tuple(newest[key] for key in dict.fromkeys(row.key for row in TABLE))


def row_of(key: str, day: date) -> Retention:
    """The row of a key in force on a day."""
    return next(row for row in table_on(day) if row.key == key)
