"""The role x act table. A row reads as a sentence: this act is allowed to these roles, in the subtree of their grant."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is trusted with, on an organisation and below."""

    STREET_CLERK = "street_clerk"
    STREET_SECRETARY = "street_secretary"
    COMMUNITY_SECRETARY = "community_secretary"
    BRANCH_SECRETARY = "branch_secretary"
    BRANCH_OFFICER = "branch_officer"
    MEMBER = "member"
    RIGHTS_KEEPER = "rights_keeper"
    AUDITOR = "auditor"
    SYSTEM_KEEPER = "system_keeper"

    @property
    def label(self) -> str:
        """The name on screen."""
        return ROLE_LABELS[self]


ROLE_LABELS: Final = {
    Role.STREET_CLERK: "街道组织干事",
    Role.STREET_SECRETARY: "街道党工委书记",
    Role.COMMUNITY_SECRETARY: "社区党委书记",
    Role.BRANCH_SECRETARY: "党支部书记",
    Role.BRANCH_OFFICER: "党支部委员",
    Role.MEMBER: "党员",
    Role.RIGHTS_KEEPER: "授权管理员",
    Role.AUDITOR: "审计员",
    Role.SYSTEM_KEEPER: "系统管理员",
}

KEEPERS: Final = frozenset({Role.RIGHTS_KEEPER, Role.AUDITOR, Role.SYSTEM_KEEPER})
"""Three powers that three different persons hold (GB/T 22239-2019 8.1.4.2); none of them opens the register."""

CLERK, SECRETARY, COMMUNITY = Role.STREET_CLERK, Role.STREET_SECRETARY, Role.COMMUNITY_SECRETARY
BRANCH, OFFICER, MEMBER = Role.BRANCH_SECRETARY, Role.BRANCH_OFFICER, Role.MEMBER


@dataclass(frozen=True, slots=True)
class Act:
    """One act, its words on screen, the roles that may do it, and whether everybody may do it on the own record."""

    key: str
    label: str
    roles: frozenset[Role]
    own: bool = False


def _act(key: str, label: str, *roles: Role, own: bool = False) -> Act:
    return Act(key, label, frozenset(roles), own)


ACTS: Final = {
    act.key: act
    for act in (
        _act("see_names", "查看本组织人员姓名", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER, MEMBER, own=True),
        _act("see_register", "查看组织、名册和职务", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER),
        _act("see_record", "查看个人信息", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER, own=True),
        _act("see_contact", "查看打码的电话和住址", CLERK, COMMUNITY, BRANCH, OFFICER, own=True),
        _act("reveal_contact", "查看完整电话和住址（留痕）", CLERK, COMMUNITY, BRANCH, OFFICER, own=True),
        _act("reveal_number", "查看完整身份号码（留痕）", CLERK, BRANCH, own=True),
        _act("see_hardship", "查看、登记生活困难情况", CLERK, BRANCH),
        _act("search_last_four", "按身份号码后四位查找", CLERK, BRANCH),
        _act("edit_members", "登记、更正党员信息", CLERK, COMMUNITY, BRANCH),
        _act("edit_organisations", "登记、调整党组织和驻区单位", CLERK),
        _act("edit_posts", "登记职务、责任分工", CLERK, COMMUNITY),
        _act("keep_priorities", "登记重点任务、五同事项", CLERK, SECRETARY, COMMUNITY, BRANCH),
        _act("merge_persons", "合并重复人员", CLERK),
        _act("import_rosters", "导入名册", CLERK, COMMUNITY),
        _act("undo_import", "撤回导入", CLERK),
        _act("export_masked", "导出名册（号码打码）", CLERK, SECRETARY, COMMUNITY, BRANCH),
        _act("see_findings", "查看本组织的提醒事项", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER),
        _act("see_person_findings", "查看关于个人的提醒事项", CLERK, BRANCH, own=True),
        _act("see_grades", "查看个人的民主评议结果", CLERK, BRANCH, own=True),
        _act("record_grades", "登记民主评议结果", CLERK, BRANCH),
        _act("see_managing", "查看按规定判断的归属", CLERK, BRANCH),
        _act("see_rules", "查看规章依据", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER, MEMBER),
        _act("see_calendar", "查看本组织的会议活动安排", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER, MEMBER),
        _act("see_gatherings", "查看会议记录和到会情况", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER, own=True),
        _act("record_gatherings", "安排、记录会议活动", CLERK, COMMUNITY, BRANCH, OFFICER),
        _act("sign_minutes", "签批会议记录", CLERK, SECRETARY, COMMUNITY, BRANCH),
        _act("sign_on_behalf", "照纸质签字代录签批", CLERK),
        _act("export_ledgers", "导出台账、打印会议文书", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER),
        _act("edit_templates", "更换文书模板", CLERK),
        _act("edit_institutions", "登记、修订本组织的制度", CLERK, SECRETARY, COMMUNITY, BRANCH),
        _act("propose_parameters", "提出本地参数", CLERK),
        _act("decide_parameters", "确定本地参数", SECRETARY),
        _act("export_full", "导出完整号码（登记副本）", CLERK, BRANCH),
        _act("confirm_export", "复核完整号码的导出", CLERK, SECRETARY),
        _act("see_copies", "查看导出副本", CLERK, SECRETARY, COMMUNITY, BRANCH),
        _act("hold_erasure", "查看到期资料、登记暂缓", CLERK),
        _act("publish_messages", "发布消息", CLERK, SECRETARY, COMMUNITY, BRANCH),
        _act("see_letters", "查看公文往来", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER),
        _act("write_letters", "起草、签收公文", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER),
        _act("sign_letters", "签发公文", CLERK, SECRETARY, COMMUNITY, BRANCH),
        _act("hold_polls", "在屏幕上征求意见", CLERK, SECRETARY, COMMUNITY, BRANCH),
        _act("print_slips", "打印登录码", CLERK, BRANCH),
        _act("see_cases", "查看办理事项", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER),
        _act("act_in_cases", "办理轮到本组织的步骤", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER),
        _act("decide_in_cases", "办理由负责人办的步骤", SECRETARY, COMMUNITY, BRANCH),
        _act("steer_cases", "立项、暂停、转交、取消、作废办理事项", CLERK, SECRETARY, COMMUNITY, BRANCH),
        _act("see_topics", "查看本组织提出的党工委议题", CLERK, SECRETARY, COMMUNITY),
        _act("propose_topics", "提出党工委议题", CLERK, SECRETARY, COMMUNITY),
        _act("screen_topics", "审核党工委议题、修改“三重一大”清单", CLERK, SECRETARY),
        _act("see_appraisal", "查看目标考评的办法和得分", CLERK, SECRETARY, COMMUNITY, BRANCH, OFFICER),
        _act("prepare_appraisal", "制定考评办法、组织目标考评", CLERK),
        _act("sign_agreements", "签订目标责任书", CLERK, SECRETARY, COMMUNITY, BRANCH),
        _act("answer_appraisal", "报送年度说明、申请加分、对考评结果提出意见", CLERK, COMMUNITY, BRANCH, OFFICER),
        _act("see_reports", "查看书记述职评议考核结果", CLERK, SECRETARY, COMMUNITY, own=True),
        _act("count_reports", "录入书记述职测评计票", CLERK, SECRETARY, COMMUNITY),
        _act("record_reports", "安排、登记书记述职评议考核", CLERK, COMMUNITY),
        _act("hold_tokens", "开通接口令牌，供其他系统读写", CLERK, SECRETARY, COMMUNITY, BRANCH),
        _act("give_grants", "管理账号与授权", Role.RIGHTS_KEEPER),
        _act("read_trail", "查阅日志", Role.AUDITOR),
        _act("run_system", "查看系统状态、备份和门户往来", Role.SYSTEM_KEEPER),
        _act("confirm_reset", "确认撤销二次验证", Role.RIGHTS_KEEPER, Role.SYSTEM_KEEPER),
    )
}


TOKEN_ACTS: Final = (
    "see_names",
    "see_register",
    "see_record",
    "edit_members",
    "edit_posts",
    "see_calendar",
    "see_gatherings",
    "record_gatherings",
    "see_cases",
    "act_in_cases",
    "decide_in_cases",
    "steer_cases",
    "see_findings",
    "see_person_findings",
)
"""What a token may carry, in the order of the form. Nothing that opens numbers, hardship, exports, grants, or that signs or votes."""

ROLE_ACTS: Final = {role: frozenset(act.key for act in ACTS.values() if role in act.roles) for role in Role}
OWN_ACTS: Final = frozenset(act.key for act in ACTS.values() if act.own)


def who_may(act: str) -> list[str]:
    """The names of the roles that may do an act, for the page that explains a refusal."""
    return [ROLE_LABELS[role] for role in Role if role in ACTS[act].roles]


TAKEN_BACK_BY: Final = (
    ("member.care", "see_hardship"),
    ("member.post", "edit_posts"),
    ("member.merge", "merge_persons"),
    ("member.", "edit_members"),
    ("organisation.link", "record_gatherings"),
    ("organisation.", "edit_organisations"),
    ("community.", "edit_organisations"),
    ("unit.", "edit_organisations"),
    ("parameter.propose", "propose_parameters"),
    ("parameter.withdraw", "propose_parameters"),
    ("parameter.accept", "decide_parameters"),
    ("parameter.decline", "decide_parameters"),
    ("institution.adopt", "edit_institutions"),
    ("institution.review", "edit_institutions"),
    ("institution.repeal", "edit_institutions"),
)
"""Beginning of what was done, and the right that doing it needs; whatever is missing here is not taken back by hand."""


def act_to_take_back(done: str) -> str:
    """The right needed to take back what was done; empty when it is none of the register's."""
    return next((act for beginning, act in TAKEN_BACK_BY if done.startswith(beginning)), "")
