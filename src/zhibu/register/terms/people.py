"""What a person is and how they stand to the Party: statuses, categories, marks and the code lists of the national sheets."""

from typing import Final

from zhibu.register.terms.term import CodedTerm, Term, spelled

ERASED_NAME: Final = "资料已按期销毁"
"""Stands in the place of the name wherever a person is named whose data was destroyed at the end of its time."""


class Sex(CodedTerm):
    """性别, GB/T 2261.1-2003 (codes from memory: REGULATIONS.md 10)."""

    MALE = "male", "1", "男", "男性", "m", "male"
    FEMALE = "female", "2", "女", "女性", "f", "female"
    UNKNOWN = "unknown", "0", "未知的性别", "未知"
    UNSPECIFIED = "unspecified", "9", "未说明的性别", "未说明"

    @property
    def tells(self) -> bool:
        """Only these two can agree or disagree with an identity number."""
        return self in {Sex.MALE, Sex.FEMALE}


class MaritalStatus(CodedTerm):
    """婚姻状况, GB/T 2261.2-2003."""

    SINGLE = "single", "10", "未婚"
    MARRIED = "married", "20", "已婚", "有配偶"
    FIRST_MARRIAGE = "first_marriage", "21", "初婚"
    REMARRIED = "remarried", "22", "再婚"
    RESTORED_MARRIAGE = "restored_marriage", "23", "复婚"
    WIDOWED = "widowed", "30", "丧偶"
    DIVORCED = "divorced", "40", "离婚", "离异", "离婚未再婚"
    UNSPECIFIED = "unspecified", "90", "未说明的婚姻状况", "未说明", "不详"


class MemberStatus(Term):
    """人员类别, from the first application to full membership; a *member* is full or probationary."""

    APPLICANT = "applicant", "入党申请人", "申请人", "申请入党人员", "入党申请者"
    ACTIVIST = "activist", "入党积极分子", "积极分子", "建党积极分子"
    PROSPECTIVE_MEMBER = "prospective_member", "发展对象", "党员发展对象", "重点发展对象"
    PROBATIONARY = "probationary", "预备党员", "预备", "中共预备党员", "中国共产党预备党员", "预备期党员", "候补党员"
    FULL = "full", "正式党员", "正式", "中共正式党员", "中共党员", "中国共产党党员", "中国共产党正式党员", "党员"

    @property
    def is_member(self) -> bool:
        """Every roll and count says whom it counts: members are full or probationary."""
        return self in MEMBERS


MEMBERS: Final = frozenset({MemberStatus.FULL, MemberStatus.PROBATIONARY})
NO_MEMBERS: Final = frozenset(
    {
        "群众",
        "共青团员",
        "团员",
        "中国共产主义青年团团员",
        "民主党派",
        "无党派",
        "无党派人士",
        "非党员",
        "普通群众",
    }
)
"""What a sheet writes of somebody outside the Party: a known word, but no status of the register."""


def says_no_member(raw: str | float) -> bool:
    """Whether the cell says that the person stands outside the Party, so that the refusal can say so."""
    return spelled(raw) in NO_MEMBERS


class MembershipState(Term):
    """党籍状态."""

    IN_FORCE = "in_force", "正常", "正常党籍", "党籍正常", "有党籍", "在籍", "有效", "保留党籍", "有"
    SUSPENDED = "suspended", "停止党籍", "停籍", "党籍停止", "已停止党籍", "停止"
    ENDED = (
        "ended",
        "党籍终止",
        "出党",
        "已出党",
        "开除党籍",
        "取消预备党员资格",
        "自行脱党",
        "自行脱党除名",
        "除名",
        "党内除名",
        "退党",
        "劝退",
        "终止",
        "丧失党籍",
        "无党籍",
        "死亡",
        "去世",
        "已去世",
        "已死亡",
        "已故",
        "病故",
    )


class ManagementCategory(Term):
    """管理类别: exactly one at a time; no national sheet has it, so it is proposed from 工作岗位 or read from its own column."""

    RESIDENT = "resident", "居民党员", "居民", "社区居民", "社区居民党员", "普通居民"
    LAID_OFF = "laid_off", "下岗职工党员", "下岗职工", "下岗", "下岗失业", "下岗失业人员", "失业", "下岗党员", "下岗失业党员"
    RETIRED = "retired", "离退休党员", "离退休", "退休", "离休", "离退休人员", "退休党员", "离退休干部", "退休人员", "离退休职工"
    UNEMPLOYED_GRADUATE = (
        "unemployed_graduate",
        "未就业毕业生党员",
        "未就业毕业生",
        "未就业大学毕业生",
        "毕业未就业",
        "待业毕业生",
        "未就业高校毕业生",
        "大学毕业生",
        "毕业生",
        "未就业大学生",
    )
    VETERAN = "veteran", "退伍军人党员", "退伍军人", "退役军人", "复员退伍军人", "复转军人", "退役军人党员", "转业退伍军人", "退伍"
    IN_UNIT = "in_unit", "在单位党员", "在单位", "在职党员", "在职", "单位党员", "单位在职", "在岗", "在岗职工"


class MarkKind(Term):
    """Independent dated marks beside the category (PRACTICE.md 1)."""

    EX_SERVICE = "ex_service", "退役", "退伍", "退役军人", "退伍军人", "转业", "复员", "曾服役"
    FLOATING_OUT = "floating_out", "流出", "流出党员", "外出流动党员", "流动党员（流出）", "外出"
    FLOATING_IN = "floating_in", "流入", "流入党员", "外来流动党员", "流动党员（流入）"
    HOME_BOUND = "home_bound", "行动不便", "年老体弱", "行动不便党员", "卧病", "年老体弱行动不便"
    HARDSHIP = "hardship", "困难", "困难党员", "生活困难", "生活困难党员"
    ABROAD = "abroad", "出国（境）", "出国", "出境", "出国境", "境外", "在国外"
    OUT_OF_CONTACT = "out_of_contact", "失联", "失联党员", "失去联系"
    MIGRANT_WORKER = "migrant_worker", "农民工", "农民工党员"


class MembershipRelation(Term):
    """How a person belongs to an organisation; the roll is exactly one at a time, the group lies within its branch."""

    ROLL = "roll", "组织关系"
    GROUP = "group", "所在党小组"
    HOST = "host", "流入地参加组织生活"
    PROVISIONAL = "provisional", "临时党组织"


class JoiningType(Term):
    """入党类型: the words of provincial member pages, from memory, unverified; the raw text is kept beside it."""

    ADMITTED = "admitted", "新发展", "发展", "发展入党", "组织发展", "吸收入党", "新吸收为预备党员", "接收预备党员", "正常发展", "入党"
    READMITTED = "readmitted", "重新入党", "重新发展入党"
    RESTORED = "restored", "恢复党籍"
    POSTHUMOUS = "posthumous", "追认入党", "追认", "追认党员", "追认为党员"


class ConfirmationOutcome(Term):
    """转正情况 (admission rules Art 32 to 33); the words of sheets from memory, unverified."""

    ON_TIME = "on_time", "按期转正", "按时转正", "正常转正", "已转正", "转正"
    EXTENDED = "extended", "延长预备期", "延期转正", "延长预备期转正", "延长"
    CANCELLED = "cancelled", "取消预备党员资格", "取消资格"
    PENDING = "pending", "预备期未满", "未转正", "预备期", "未到期", "在预备期"


class OutOfContactCause(Term):
    """失联情形, the seven of REGULATIONS.md 10."""

    WORK_ELSEWHERE = "work_elsewhere", "外出务工经商", "①外出务工经商"
    UNIT_DISSOLVED = "unit_dissolved", "单位改制或破产", "②单位改制或破产"
    GRADUATED = "graduated", "毕业后去向不明", "③毕业后去向不明"
    UNIT_CHANGED = "unit_changed", "工作单位改变", "④工作单位改变"
    ABROAD = "abroad", "出国（境）", "⑤出国(境)"
    MOVED_HOUSE = "moved_house", "居住地改变", "⑥居住地改变"
    OTHER = "other", "其他", "⑦其他"
