"""What was done, in words: every act that is recorded anywhere stands here once."""

from collections.abc import Mapping
from typing import Final

GROUPS: Final = {
    "account": "账号",
    "grant": "授权",
    "member": "人员",
    "organisation": "党组织",
    "community": "社区",
    "unit": "驻区单位",
    "import": "导入",
    "export": "导出",
    "keeping": "资料保管",
    "file": "附件",
    "message": "消息",
    "letter": "公文",
    "parameter": "本地参数",
    "institution": "制度汇编",
    "study": "中心组学习",
    "gathering": "会议活动",
    "paper": "会议文书",
    "case": "办理事项",
    "register": "名册",
    "trail": "撤回",
    "audit": "审计",
    "demo": "演示",
    "system": "系统",
}
"""The first word of an act says what it concerns."""

ACTS: Final = {
    "account.sign_in": "登录",
    "account.sign_in_failed": "登录失败",
    "account.network_paused": "暂停从一个网络地址登录",
    "account.sign_out": "退出登录",
    "account.add": "新建账号",
    "account.owner": "关联账号与人员",
    "account.owner_refused": "关联人员未成",
    "account.password": "重设密码",
    "account.activate": "启用账号",
    "account.close": "停用账号",
    "account.calendar_open": "开通日历订阅",
    "account.calendar_close": "停用日历订阅",
    "account.factor_phone": "设置手机验证器",
    "account.factor_sheet": "打印验证码单",
    "account.factor_off": "停用二次验证",
    "account.factor_ask": "申请撤销二次验证",
    "account.factor_withdraw": "收回撤销二次验证的申请",
    "account.factor_reset": "撤销二次验证",
    "account.device": "记住设备",
    "account.device_end": "取消记住的设备",
    "account.session_end": "退出别处的登录",
    "account.sessions_end": "退出全部登录",
    "account.slip": "打印登录码",
    "account.token": "开通接口令牌",
    "account.token_end": "停用接口令牌",
    "grant.give": "授权",
    "grant.end": "终止授权",
    "member.register": "登记人员",
    "member.correct": "更正信息",
    "member.left": "转出",
    "member.died": "登记去世",
    "member.expelled": "登记出党",
    "member.cancelled": "取消资格",
    "member.corrected": "撤销误登记",
    "member.status": "变更人员类别",
    "member.category": "变更管理类别",
    "member.mark": "登记标记",
    "member.mark_ended": "终止标记",
    "member.education": "登记学历",
    "member.occupation": "登记工作岗位",
    "member.group": "编入党小组",
    "member.group_left": "退出党小组",
    "member.post": "登记任职",
    "member.post_ended": "登记离任",
    "member.propose_move": "提出转接建议",
    "member.withdraw_move": "处理转接建议",
    "member.accept_move": "采纳归属建议",
    "member.decline_move": "不采纳归属建议",
    "member.reconsider_move": "重新提出归属建议",
    "member.checked": "核实信息",
    "member.merge": "合并重复人员",
    "organisation.found": "新建党组织",
    "organisation.rename": "党组织更名",
    "organisation.change_kind": "变更组织类别",
    "organisation.correct": "更正党组织信息",
    "organisation.move": "调整隶属关系",
    "organisation.dissolve": "撤销党组织",
    "organisation.merge": "合并党组织",
    "organisation.split": "分设党组织",
    "organisation.community": "登记所在社区",
    "community.add": "登记社区",
    "unit.add": "登记驻区单位",
    "unit.correct": "更正驻区单位",
    "unit.close": "登记停业或迁出",
    "unit.head_count": "登记从业人数",
    "unit.organisation": "登记单位党组织",
    "gathering.plan": "安排会议活动",
    "gathering.record": "补录会议活动",
    "gathering.correct": "更正会议信息",
    "gathering.move": "会议改期",
    "gathering.cancel": "取消会议",
    "gathering.attendance": "登记到会情况",
    "gathering.numbers": "登记到会人数",
    "gathering.wall_code": "显示或收起到会码",
    "gathering.check_in": "本人扫码登记到会",
    "gathering.leave_out": "登记不计入应到会",
    "gathering.minutes": "写会议记录",
    "gathering.check": "核对会议记录",
    "gathering.sign": "签批会议记录",
    "gathering.correct_minutes": "更正会议记录",
    "gathering.vote": "表决",
    "gathering.vote_count": "录入计票",
    "gathering.vote_void": "表决作废",
    "gathering.records_from": "登记记录齐全日期",
    "gathering.talks": "登记谈心谈话",
    "paper.template": "更换文书模板",
    "paper.template_back": "恢复自带文书模板",
    "case.open": "立项",
    "case.step": "办理步骤",
    "case.pause": "暂停办理",
    "case.resume": "恢复办理",
    "case.hand": "转交",
    "case.cancel": "取消事项",
    "case.void": "作废步骤",
    "case.reopen": "重新办理",
    "case.document": "登记材料",
    "case.forget": "销毁办理事项的文字",
    "parameter.propose": "提出本地参数",
    "parameter.withdraw": "撤回本地参数建议",
    "parameter.accept": "确定本地参数",
    "parameter.decline": "不采纳本地参数",
    "institution.begin": "登记制度",
    "institution.write": "起草、修订制度",
    "institution.carry": "写明制度定下的本地参数",
    "institution.adopt": "登记制度通过",
    "institution.review": "登记制度复审",
    "institution.repeal": "废止制度",
    "study.plan": "制定学习计划",
    "study.make_up": "登记补学",
    "study.archive": "登记学习档案",
    "import.rosters": "导入名册",
    "export.ask": "申请导出完整号码",
    "export.approve": "同意导出完整号码",
    "export.decline": "不同意导出完整号码",
    "export.make": "生成完整号码文件",
    "export.download": "下载完整号码文件",
    "export.destroyed": "登记导出副本已销毁",
    "keeping.announce": "列入到期名单",
    "keeping.withdraw": "移出到期名单",
    "keeping.hold": "暂缓销毁资料",
    "keeping.lift": "取消暂缓销毁",
    "keeping.erase": "按期销毁资料",
    "keeping.erase_again": "恢复备份后重新销毁资料",
    "message.publish": "发布消息",
    "message.withdraw": "撤回消息",
    "letter.draft": "起草公文",
    "letter.change": "修改公文草稿",
    "letter.send": "签发公文",
    "letter.receive": "签收公文",
    "letter.discard": "作废公文草稿",
    "file.attach": "添加附件",
    "file.remove": "移除附件",
    "file.remove_again": "恢复备份后重新移除附件",
    "register.turn_over": "按日更新名册",
    "trail.take_back": "撤回操作",
    "audit.verify": "核对日志",
    "demo.load": "载入示例数据",
    "demo.persona": "切换演示身份",
}

QUIET: Final[Mapping[str, str]] = {"member.care": "member.mark", "member.care_ended": "member.mark_ended"}
"""Acts of the sealed area of two roles (PRACTICE.md 4.7), each with the act under whose name it goes: a name of its own would tell."""

READS: Final = {
    "page": "打开个人页",
    "reveal": "查看完整号码",
    "copy": "逐项复制",
    "file": "查看附件",
    "case": "查看反映人",
    "export": "导出",
    "export_full": "导出完整号码",
    "own": "本人查看",
    "audit": "审计查看",
    "command": "命令行查看",
}
"""How somebody read: values of ``ReadEntry.kind``."""

CHANNELS: Final = {"web": "网页", "command": "命令行", "import": "导入", "demo": "演示", "job": "后台"}
"""By which way in: values of ``Operation.channel``."""
BY_TOKEN: Final = "api:"  # noqa: S105  a word of the trail
"""Another system, by the number of its token."""


def act_label(act: str) -> str:
    """An act in words; one that is no longer known stays as it was written."""
    return ACTS.get(QUIET.get(act, act), act)


def acts_alike(act: str) -> list[str]:
    """An act with those that go under its name."""
    return [act, *(quiet for quiet, name in QUIET.items() if name == act)]


def read_label(kind: str) -> str:
    """A way of reading in words."""
    return READS.get(kind, kind)


def channel_label(channel: str) -> str:
    """A way in, in words."""
    if channel.startswith(BY_TOKEN):
        return f"接口（令牌 {channel.removeprefix(BY_TOKEN)}）"
    return CHANNELS.get(channel, channel)
