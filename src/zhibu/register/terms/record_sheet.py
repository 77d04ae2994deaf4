"""The fields of a person's record in words: labels, groups on the page, the order of the official sheet (REGULATIONS.md 10)."""

from typing import Final

LABELS: Final = {
    "name": "姓名",
    "sex": "性别",
    "ethnicity": "民族",
    "birth_date": "出生日期",
    "age": "年龄",
    "native_place": "籍贯",
    "marital_status": "婚姻状况",
    "education": "学历",
    "degree": "学位",
    "school": "毕业院校及专业",
    "status": "人员类别",
    "organisation": "所在党支部",
    "group": "党小组",
    "category": "管理类别",
    "state": "党籍状态",
    "joined_on": "加入党组织日期",
    "confirmed_on": "转为正式党员日期",
    "confirmation_note": "转正情况",
    "probation_extended_to": "延长预备期至",
    "standing": "党龄",
    "joining_type": "入党类型",
    "joined_at_branch": "入党时所在支部",
    "occupation": "工作岗位",
    "technical_post": "从事专业技术职务",
    "new_stratum": "新社会阶层类型",
    "front_line": "一线情况",
    "work_unit_and_post": "工作单位及职务",
    "work_started_on": "参加工作日期",
    "league_joined_on": "入团日期",
    "applied_on": "申请入党日期",
    "activist_on": "确定入党积极分子日期",
    "prospective_on": "确定发展对象日期",
    "training": "培训情况",
    "migrant_worker": "是否农民工",
    "archive_unit": "党员档案所在单位",
    "marks": "标记",
    "floating": "是否为流动党员",
    "out_of_contact": "是否失联党员",
    "id_number": "公民身份号码",
    "phone": "手机号码",
    "landline": "固定电话",
    "residence": "现居住地",
    "household": "户籍所在地",
}

DAYS: Final = (
    "birth_date",
    "applied_on",
    "activist_on",
    "prospective_on",
    "joined_on",
    "confirmed_on",
    "probation_extended_to",
    "league_joined_on",
    "work_started_on",
)
"""The dates that are columns of the person, in the order in which ``month_only`` names them."""

GROUPS: Final = (
    (
        "党内信息",
        (
            *("status", "organisation", "group", "category", "marks", "joined_on", "confirmed_on", "confirmation_note"),
            *("probation_extended_to", "standing", "state", "applied_on", "activist_on", "prospective_on", "joining_type"),
            *("joined_at_branch", "league_joined_on", "training"),
        ),
    ),
    ("基本信息", ("sex", "birth_date", "age", "ethnicity", "native_place", "marital_status", "education", "degree", "school")),
    (
        "工作和联系",
        (
            *("occupation", "work_unit_and_post", "technical_post", "new_stratum", "front_line", "migrant_worker", "work_started_on"),
            *("archive_unit", "phone", "landline", "residence", "household", "id_number"),
        ),
    ),
)
"""Headings of the page with the names of their fields."""

ALWAYS: Final = frozenset(
    ("status", "organisation", "category", "joined_on", "confirmed_on", "sex", "birth_date", "ethnicity", "education", "occupation")
)
"""Shown also when nothing is recorded, so that a gap is seen."""

OFFICIAL: Final = (
    *("name", "organisation", "id_number", "sex", "ethnicity", "birth_date", "education", "status", "joined_on", "confirmed_on"),
    *("occupation", "phone", "landline", "residence", "state", "floating", "out_of_contact"),
)
"""The order of the national collection sheet."""
