"""The headings of every roster that is read (REGULATIONS.md 10), as data: kind of sheet -> field -> what sheets call it.

Names of fields are those of the columns of the tables. The first heading of a field is the one that a message uses.
"""

from enum import StrEnum
from functools import cache
from typing import Final

from zhibu.exchange.headings import normalise


class SheetKind(StrEnum):
    """What a sheet lists. The order is the order in which sheets and files are taken in."""

    ORGANISATIONS = "organisations"
    UNITS = "units"
    MEMBERS = "members"
    APPLICANTS = "applicants"
    POSTS = "posts"
    GATHERINGS = "gatherings"
    RESPONSIBILITIES = "responsibilities"
    OFFERS = "offers"
    NEEDS = "needs"
    PROJECTS = "projects"
    HONOURS = "honours"

    @property
    def label(self) -> str:
        """The name on screen."""
        return KIND_LABELS[self]

    @property
    def rank(self) -> int:
        """Place in the order of taking in: what others refer to comes first."""
        return tuple(SheetKind).index(self)


KIND_LABELS: Final = {
    SheetKind.ORGANISATIONS: "党组织",
    SheetKind.UNITS: "驻区单位",
    SheetKind.MEMBERS: "党员",
    SheetKind.APPLICANTS: "入党申请人、积极分子、发展对象",
    SheetKind.POSTS: "职务",
    SheetKind.GATHERINGS: "三会一课、主题党日台账",
    SheetKind.RESPONSIBILITIES: "责任分工表",
    SheetKind.OFFERS: "共建资源清单",
    SheetKind.NEEDS: "共建需求清单",
    SheetKind.PROJECTS: "共建项目清单",
    SheetKind.HONOURS: "上级荣誉",
}

Headings = dict[str, tuple[str, ...]]

INDEX: Final = ("序号", "序", "编号顺序", "No", "行号")
"""Counts rows and says nothing of them."""

NUMBER: Final = (
    "公民身份号码",
    "公民身份证号",
    "公民身份证号码",
    "公民身份号",
    "身份证号码",
    "身份证号",
    "身份号码",
    "身份证",
    "居民身份证号码",
    "居民身份证号",
    "证件号码",
    "身份证件号码",
)
BRANCH: Final = (
    "所在党支部",
    "所在支部",
    "所在党组织",
    "党支部",
    "支部",
    "支部名称",
    "党支部名称",
    "所属党支部",
    "所属支部",
    "所属党组织",
    "所在党支部名称",
    "所在党组织名称",
    "组织关系所在党支部",
    "组织关系所在党组织",
    "现所在党支部",
    "党组织",
    "党组织名称",
    "现所在党组织",
)

PERSON: Final[Headings] = {
    "name": ("姓名", "党员姓名", "人员姓名", "申请人姓名"),
    "id_number": NUMBER,
    "sex": ("性别",),
    "ethnicity": ("民族", "族别"),
    "birth_date": ("出生日期", "出生年月", "出生年月日", "出生时间", "生日", "出生"),
    "native_place": ("籍贯", "祖籍"),
    "marital_status": ("婚姻状况", "婚姻", "婚姻情况"),
    "education": ("学历", "文化程度", "最高学历", "学历情况", "学历层次"),
    "degree": ("学位", "最高学位", "学位情况"),
    "school": ("毕业院校", "毕业学校", "毕业院校名称", "毕业院校系"),
    "subject": ("专业", "所学专业", "专业名称"),
    "status": ("人员类别", "党员类别", "党员类型", "党员状态", "党员身份", "发展阶段"),
    "political": ("政治面貌", "政治面目"),
    "branch": BRANCH,
    "affiliated": ("隶属党组织",),
    "accepting": ("接受申请党组织", "接收申请党组织", "受理申请党组织", "接受申请党支部"),
    "superior": ("上级党组织", "上级党组织名称", "所在党委", "所属党委", "所在分党委", "所在二级党组织", "所属社区", "所在社区"),
    "applied_on": (
        "申请入党日期",
        "入党申请时间",
        "申请入党时间",
        "入党申请日期",
        "递交入党申请书时间",
        "递交申请书时间",
        "提交入党申请书时间",
    ),
    "activist_on": (
        "确定入党积极分子日期",
        "确定为积极分子时间",
        "确定为入党积极分子时间",
        "确定为入党积极分子日期",
        "确定积极分子时间",
        "确定积极分子日期",
        "列为积极分子时间",
        "列为入党积极分子时间",
        "确定入党积极分子时间",
        "确定为积极分子日期",
    ),
    "prospective_on": (
        "确定发展对象日期",
        "确定为发展对象时间",
        "确定为发展对象日期",
        "确定发展对象时间",
        "列为发展对象时间",
        "列为发展对象日期",
    ),
    "joined_on": (
        "入党日期",
        "入党时间",
        "加入党组织日期",
        "加入党组织时间",
        "入党年月",
        "加入中国共产党时间",
        "加入中国共产党日期",
        "加入中共日期",
        "何时入党",
    ),
    "confirmed_on": (
        "转正日期",
        "转正时间",
        "转为正式党员日期",
        "转为正式党员时间",
        "转正年月",
        "预备党员转正时间",
        "预备党员转正日期",
        "转为正式党员年月",
    ),
    "joining_type": ("入党类型", "入党方式"),
    "confirmation_note": ("转正情况", "转正类型"),
    "probation_extended_to": ("延长预备期时间", "延长预备期至", "延长预备期日期", "预备期延长至"),
    "joined_at_branch": ("入党时所在支部", "入党时所在党支部", "入党支部"),
    "standing_correction": ("党龄校正值", "党龄校正", "党龄修正值"),
    "league_joined_on": ("入团日期", "入团时间"),
    "work_started_on": ("参加工作日期", "参加工作时间", "参加工作年月"),
    "work_unit_and_post": (
        "工作单位及职务",
        "工作单位及职务职称",
        "单位及职务",
        "工作单位职务",
        "现工作单位及职务",
        "工作单位",
        "现工作单位",
        "单位职务",
    ),
    "occupation": ("工作岗位", "岗位", "职业", "现工作岗位"),
    "technical_post": (
        "从事专业技术职务",
        "技术职称",
        "专业技术职务",
        "从事专业技术服务(职务)",
        "从事专业技术服务",
        "职称",
        "技术职务",
        "聘任专业技术职务",
    ),
    "new_stratum": ("新社会阶层类型", "新的社会阶层", "新社会阶层", "新的社会阶层类型", "新社会阶层人员"),
    "front_line": ("一线情况",),
    "training": ("培训情况", "培训"),
    "migrant_worker": ("是否农民工", "农民工"),
    "archive_unit": ("党员档案所在单位", "档案所在单位", "党员档案保管单位", "档案保管单位", "档案所在地", "党员档案所在地"),
    "phone": ("手机号码", "手机号", "手机", "移动电话", "手机电话", "本人手机", "手机联系方式"),
    "landline": ("固定电话", "家庭电话", "座机", "座机号码", "办公电话", "住宅电话", "宅电"),
    "contact": ("联系电话", "联系方式", "电话", "电话号码", "联系号码", "本人联系电话", "本人联系方式"),
    "residence": (
        "现居住地",
        "家庭住址",
        "现居住地址",
        "居住地址",
        "家庭地址",
        "现住址",
        "住址",
        "常住地址",
        "居住地",
        "详细住址",
        "家庭详细住址",
        "现家庭住址",
    ),
    "household": ("户籍所在地", "户籍地址", "户口所在地", "户籍", "户籍地", "户籍所在地址", "户口所在地址"),
    "state": ("党籍状态", "党籍情况", "党籍"),
    "floating": ("是否为流动党员", "是否流动党员", "流动党员", "是否流动", "流动情况", "流动状态"),
    "floating_to": ("外出流向", "流向", "外出地点", "流动去向", "流出地点", "外出流动地点", "流入地", "外出地"),
    "floating_on": ("外出时间", "外出日期", "流出时间", "流出日期"),
    "out_of_contact": ("是否失联党员", "是否为失联党员", "失联党员", "是否失联", "失联"),
    "out_of_contact_on": ("失联日期", "失去联系日期", "失联时间", "失去联系时间"),
    "out_of_contact_cause": ("失去联系情形", "失联情形", "失联原因", "失去联系原因"),
    "hardship": ("是否困难党员", "困难党员", "是否生活困难党员", "生活困难党员", "是否困难"),
    "home_bound": ("是否行动不便", "行动不便党员", "是否年老体弱", "是否年老体弱党员", "行动不便", "年老体弱党员"),
    "ex_service": ("是否退役军人", "退役军人", "是否退伍军人", "是否军队退役", "是否转业退伍军人"),
    "abroad": ("是否出国(境)", "是否出国", "是否出国境", "出国(境)情况", "出国境情况"),
    "category": ("管理类别", "分类管理类别", "分类管理", "党员分类", "管理分类", "党员管理类别"),
    "code": ("编号", "人员编号", "党员编号"),
}

ORGANISATION: Final[Headings] = {
    "name": ("名称", "党组织名称", "组织名称", "党组织全称", "全称", "党支部名称", "党组织", "支部名称", "党组织名称(全称)"),
    "short_name": ("简称", "党组织简称", "组织简称", "党支部简称", "党组织名称(简称)"),
    "superior": (
        "上级党组织",
        "上级",
        "上级党组织名称",
        "上级组织",
        "隶属党组织",
        "所属上级党组织",
        "上级党组织全称",
        "所属党委",
        "直接上级",
        "隶属上级党组织",
        "直属上级党组织",
        "上级党委",
        "所属党组织",
    ),
    "kind": ("组织类别", "类别", "党组织类别", "组织类型", "党组织类型", "类型", "党组织属性"),
    "official_code": ("党组织代码", "组织代码", "党组织编码", "党组织编号", "组织编码", "代码", "党组织统一代码"),
    "founded_on": (
        "成立时间",
        "成立日期",
        "建立时间",
        "建立日期",
        "党组织成立时间",
        "组建时间",
        "批准成立时间",
        "批准建立日期",
        "批准成立日期",
    ),
    "contact": ("联系人", "党组织联系人", "党务联系人"),
    "phone": ("联系电话", "电话", "党组织联系电话", "联系方式", "联系人电话", "党务联系电话"),
    "unit_situation": ("所在单位情况", "党组织所在单位情况", "单位情况"),
    "joint": ("是否联合党支部", "是否联合支部", "是否为联合党支部", "是否联合"),
    "provisional": ("是否临时党支部", "是否临时党组织", "是否临时"),
    "code": ("编号",),
}

UNIT: Final[Headings] = {
    "name": ("单位名称", "企业名称", "社会组织名称", "单位全称", "机构名称", "驻区单位名称", "驻区单位"),
    "ownership": ("单位类别", "单位性质", "单位类型", "类别", "单位性质类别", "企业类型", "经济类型"),
    "community": ("所在社区", "所属社区", "社区", "所在社区名称", "属地社区", "社区名称"),
    "head_count": ("从业人数", "从业人员", "从业人员数", "职工人数", "员工人数", "职工数", "从业人员人数", "在岗职工数", "员工数"),
    "organisation": ("党组织", "党组织名称", "单位党组织", "所在党组织", "党组织情况", "建立党组织名称", "所属党组织", "所建党组织"),
    "mode": ("组建方式", "组建形式", "党组织组建方式", "单位建立组织情况", "单位建立党组织情况", "建立方式", "建立党组织方式"),
    "district_owned": ("是否区属", "区属", "是否区属单位", "隶属关系"),
    "social_credit_code": ("统一社会信用代码", "社会信用代码", "单位代码", "信用代码", "机构代码", "法人单位代码", "组织机构代码"),
    "contact": ("联系人", "单位联系人", "负责人", "法定代表人", "单位负责人"),
    "phone": ("联系电话", "电话", "联系方式", "单位电话"),
    "code": ("编号",),
}

POST: Final[Headings] = {
    "organisation": ("党组织", *(one for one in BRANCH if one != "党组织"), "任职党组织", "任职组织", "所在党委", "组织名称"),
    "superior": ("上级党组织", "上级", "上级党组织名称", "所属社区", "所在社区"),
    "name": ("姓名", "党员姓名"),
    "post": (
        "职务",
        "党内职务",
        "党组织职务",
        "党内职务名称",
        "现任职务",
        "任职",
        "支部职务",
        "支委职务",
        "班子职务",
        "职务名称",
        "现任党内职务",
    ),
    "held_from": (
        "任职日期",
        "任职时间",
        "任命时间",
        "任命日期",
        "任职起始日期",
        "当选时间",
        "当选日期",
        "任职年月",
        "任现职时间",
        "现任职务时间",
        "开始日期",
    ),
    "held_until": ("离任日期", "离任时间", "免职日期", "免职时间", "卸任日期", "任职终止日期", "离职日期", "结束日期"),
    "id_number": NUMBER,
    "birth_date": ("出生日期", "出生年月", "出生年月日", "出生时间"),
}

FIELDS: Final = {
    SheetKind.ORGANISATIONS: ORGANISATION,
    SheetKind.UNITS: UNIT,
    SheetKind.MEMBERS: PERSON,
    SheetKind.APPLICANTS: PERSON,
    SheetKind.POSTS: POST,
}


@cache
def synonyms(kind: SheetKind) -> dict[str, str]:
    """Every spelling of a heading, evened out, and the field it names; two fields with one heading would be a mistake of ours."""
    table: dict[str, str] = {}
    for field, headings in FIELDS[kind].items():
        for heading in headings:
            known = table.setdefault(normalise(heading), field)
            if known != field:
                raise ValueError(f"{heading} names {known} and {field}")
    return table


@cache
def index_headings() -> frozenset[str]:
    """Headings of the column that counts rows."""
    return frozenset(normalise(one) for one in INDEX)
