"""What the sheets ask of somebody's work besides the job itself: unit and post, title, stratum, where the file is kept."""

from typing import Final

from zhibu.config.sample.draw import Draw
from zhibu.config.sample.life import Life
from zhibu.config.sample.tree import Trade
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory
from zhibu.register.terms.strata import NewStratum

ENDINGS: Final = ("联合党支部", "第一党支部", "第二党支部", "党支部")
TITLES: Final = {
    Trade.OFFICE: ("科员", "主任科员", "副科长", "网格专干", "办公室主任"),
    Trade.SCHOOL: ("教师", "教师", "教研组长", "教务主任", "总务主任"),
    Trade.HOSPITAL: ("医师", "护士", "护士长", "药师", "科主任"),
    Trade.STATE: ("工人", "班组长", "技术员", "车间主任", "科长"),
    Trade.PRIVATE: ("职员", "部门经理", "技术员", "店长", "总经理"),
    Trade.SOCIAL: ("专职工作人员", "项目主管", "理事", "教师", "秘书长"),
    Trade.COMMUNITY: ("社区专职工作者", "网格员", "社区综合服务岗", "物业项目经理"),
}
SPECIALISTS: Final = {
    Occupation.INSTITUTION_SPECIALIST: ("一级教师", "高级教师", "主治医师", "主管护师", "助理研究员"),
    Occupation.PUBLIC_ENTERPRISE_SPECIALIST: ("助理工程师", "工程师", "高级工程师", "会计师"),
    Occupation.PRIVATE_ENTERPRISE_SPECIALIST: ("助理工程师", "工程师", "经济师"),
    Occupation.NON_PROFIT_SPECIALIST: ("社会工作师", "助理社会工作师", "三级律师"),
}
STRATA: Final = {
    Occupation.PRIVATE_ENTERPRISE_MANAGER: NewStratum.PRIVATE_OWNER,
    Occupation.PRIVATE_ENTERPRISE_SPECIALIST: NewStratum.TECHNOLOGY_ENTERPRISE,
    Occupation.NON_PROFIT_SPECIALIST: NewStratum.INTERMEDIARY,
    Occupation.SELF_EMPLOYED: NewStratum.SELF_EMPLOYED,
    Occupation.FREELANCE: NewStratum.FREELANCE,
}
WORKERS: Final = frozenset({Occupation.PUBLIC_SECTOR_WORKER, Occupation.PRIVATE_ENTERPRISE_WORKER, Occupation.INSTITUTION_WORKER})
FILES: Final = {ManagementCategory.IN_UNIT: "所在单位", ManagementCategory.RETIRED: "云溪区社会保险服务中心"}


def work_details(draw: Draw, life: Life, category: ManagementCategory) -> None:
    """By category, trade and job."""
    rng, job = draw.rng, life.occupation
    life.archive_unit = FILES.get(category, "云溪区人才服务中心") if rng.random() < 0.85 else ""
    if job is None:
        return
    if category is ManagementCategory.IN_UNIT:
        life.work_unit_and_post = f"{_unit(life)}{rng.choice(TITLES.get(life.branch.trade, ('职工',)))}"
    if job in SPECIALISTS:
        life.technical_post = rng.choice(SPECIALISTS[job])
    if job in STRATA and rng.random() < 0.6:
        life.new_stratum = STRATA[job].value
    if job in WORKERS:
        life.front_line = "生产工作一线" if rng.random() < 0.7 else ""
        life.migrant_worker = rng.random() < 0.25
    if job is Occupation.MIGRANT_WORKER:
        life.migrant_worker = True


def _unit(life: Life) -> str:
    branch = life.branch
    if branch.community and branch.trade is Trade.COMMUNITY:
        return branch.community
    name = branch.short_name
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return name
