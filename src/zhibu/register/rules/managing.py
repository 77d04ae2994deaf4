"""Who manages whom: whether a member stands where 《党员教育管理工作条例》第二十五条 wants it, or where else (PRACTICE.md 1.1, 1.2).

A fixed employer with a Party organisation comes first; otherwise the place of residence, the talent service, the park or the
building. Graduates may stay with their school for some years, pensioners of offices and institutions with the old unit where
the street says so. What the register does not know gives no answer but what is missing; nobody is moved by an answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.dates import years_between
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.rules.managing_facts import Branch, MemberFacts
from zhibu.register.terms.managing import ManagedAt, Missing, Nature, Verdict
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory, MarkKind
from zhibu.register.terms.units import Ownership
from zhibu.rulebook.book import Rules

DECISION: Final = "managing_branch"
"""The name under which its cases stand in ``regulations/``."""
EDUCATION, BRANCH_WORK, FLOATING = "education_management", "branch_work", "floating"
OFFICES: Final = frozenset({Ownership.GOVERNMENT_OFFICE, Ownership.PUBLIC_INSTITUTION, Ownership.SCHOOL, Ownership.HOSPITAL})
"""Offices and institutions; schools and hospitals of the street are institutions."""
STILL_EMPLOYED: Final = frozenset({Occupation.OFF_POST, Occupation.EARLY_RETIRED, Occupation.ON_UNPAID_LEAVE})
"""No longer at work, but the labour relation holds."""
OWN_ACCOUNT: Final = frozenset({Occupation.SELF_EMPLOYED, Occupation.FREELANCE, Occupation.MIGRANT_WORKER})
"""At work without an employer: the park, the building or the trade may be where they belong."""
STUDENTS: Final = "3"
"""The statistics' prefix of pupils and students."""


@dataclass(frozen=True, slots=True)
class Managing:
    """The answer: stay, move to a kind of place, or not to be said; with the article and the parameters that were read."""

    verdict: Verdict
    code: str
    reason: str
    article: str
    remedy: str = ""
    place: ManagedAt | None = None
    missing: Missing | None = None
    read: tuple[str, ...] = ()

    @property
    def decision(self) -> Decision:
        """The same as every page shows decisions: an objection against staying where one is, or against saying anything."""
        if self.verdict is Verdict.STAY:
            return Decision(read=self.read)
        return Decision((Objection(self.code, self.reason, self.article, self.remedy),), self.read)


def managing_branch(facts: MemberFacts, rules: Rules) -> Managing:
    """Where a member ought to be managed. Being home-bound or a veteran by mark changes nothing; who is away is asked first."""
    asked = _Asked(facts, rules)
    if rules.day < asked.first_day:
        reason = f"{asked.cited()}自 {asked.first_day.isoformat()} 起施行，这一天还没有可以依据的规定。"
        return asked.unsaid(Missing.RULE, reason, "请看这一天以后的情况。")
    if facts.branch is None:
        return asked.unsaid(Missing.ROLL, "没有组织关系的记录。", "请先登记组织关系。")
    found = _away(asked) or _unclear(asked)
    if found is not None:
        return found
    if facts.category is None:
        return asked.unsaid(Missing.CATEGORY, "没有登记管理类别。", "请登记管理类别。")
    if facts.branch.nature is Nature.PROVISIONAL:
        return _provisional(asked)
    return BY_CATEGORY[facts.category](asked, facts.branch)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question: the rules of its day, and the ways to answer."""

    facts: MemberFacts
    rules: Rules

    @property
    def first_day(self) -> date:
        """From which day the regulation holds."""
        return self.rules.book.sources[EDUCATION].first_day

    def cited(self, article: str = "第二十五条", source: str = EDUCATION) -> str:
        """An article as people cite it."""
        return f"《{self.rules.book.sources[source].short}》{article}"

    def stay(self, code: str, reason: str, article: str = "", *read: str) -> Managing:
        """The branch is the right one."""
        return Managing(Verdict.STAY, code, reason, article or self.cited(), read=read)

    def move(self, code: str, place: ManagedAt, reason: str, article: str = "", *read: str) -> Managing:
        """Another kind of place; the act itself is the national system's."""
        remedy = "核实后采纳，按程序办理组织关系转接；不合适的不采纳，说明理由。"
        return Managing(Verdict.MOVE, code, reason, article or self.cited(), remedy, place=place, read=read)

    def unsaid(self, missing: Missing, reason: str, remedy: str) -> Managing:
        """Not to be said before something is known."""
        return Managing(Verdict.UNSAID, f"unsaid.{missing}", reason, self.cited(), remedy, missing=missing)


def _away(asked: _Asked) -> Managing | None:
    """Whose life is elsewhere just now is not moved: suspended, out of contact, abroad, floating."""
    facts = asked.facts
    if facts.suspended:
        return asked.stay("stay.suspended", "停止党籍期间，不提归属建议。", asked.cited("第二十四条"))
    if MarkKind.OUT_OF_CONTACT in facts.marks:
        return asked.unsaid(Missing.WHEREABOUTS, "登记为失去联系。", "取得联系后终止“失联”标记，再看归属。")
    if MarkKind.ABROAD in facts.marks or facts.occupation is Occupation.OVERDUE_ABROAD:
        return asked.stay("stay.abroad", "出国（境）期间，由原来的党支部保持联系。", asked.cited("", FLOATING))
    if MarkKind.FLOATING_OUT in facts.marks:
        return asked.stay("stay.floating", "流动党员的组织关系在流出地，在流入地参加组织生活。", asked.cited("", FLOATING))
    if facts.occupation is Occupation.LEFT_CADRE_STATUS:
        return asked.stay("stay.kept", "按所登记的工作岗位，组织关系仍在原单位。")
    return None


def _unclear(asked: _Asked) -> Managing | None:
    """A category that nothing stands on, or that the occupation contradicts, decides nothing."""
    facts = asked.facts
    if facts.derived and facts.occupation is None:
        return asked.unsaid(Missing.OCCUPATION, "没有工作岗位，管理类别只是暂列的。", "请登记工作岗位或管理类别。")
    if facts.occupation is None or facts.category is None or facts.occupation in STILL_EMPLOYED:
        return None
    in_unit = ManagementCategory.IN_UNIT
    if (facts.category is in_unit) != (facts.occupation.category is in_unit):
        reason = f"管理类别是{facts.category.label}，工作岗位是{facts.occupation.label}，两处不一致。"
        return asked.unsaid(Missing.CATEGORY, reason, "请核对后更正其中一项。")
    return None


def _provisional(asked: _Asked) -> Managing:
    """A provisional branch organises education and activities; the organisation relationship stays outside it."""
    employer = asked.facts.employer
    at_unit = asked.facts.category is ManagementCategory.IN_UNIT and employer is not None and employer.organised
    place = ManagedAt.UNIT if at_unit else ManagedAt.RESIDENCE
    reason = "现在登记在临时党支部；临时党支部只组织教育和活动，组织关系不转入。"
    return asked.move(f"{place}.provisional", place, reason, asked.cited("第八条", BRANCH_WORK))


def _at_work(asked: _Asked, branch: Branch) -> Managing:
    """The employer's Party organisation, where there is one; a street's roll does not hold the in-service members of other units."""
    employer = asked.facts.employer
    if employer is None:
        return _employer_unknown(asked, branch)
    if employer.here:
        return asked.stay("stay.unit", f"在{employer.name}工作，在所在单位的党组织。")
    if employer.organised:
        reason = f"在{employer.name}工作，单位有党组织：组织关系一般在所在单位，社区只作报到。"
        return asked.move("unit.organised", ManagedAt.UNIT, reason)
    if branch.nature is Nature.OTHER:
        return _branch_unknown(asked)
    if branch.nature is Nature.UNIT and not branch.joint:
        reason = f"在{employer.name}工作，单位没有党组织，现在的党支部设在别的单位：一般转到居住地，或园区、楼宇的党组织。"
        return asked.move("residence.no_organisation", ManagedAt.RESIDENCE, reason)
    return asked.stay("stay.no_organisation", f"{employer.name}没有党组织，可以在居住地或园区、楼宇的党组织。")


def _employer_unknown(asked: _Asked, branch: Branch) -> Managing:
    """In a unit's branch nothing speaks against it; elsewhere the employer has to be known."""
    if branch.nature is Nature.UNIT:
        return asked.stay("stay.at_unit", "登记为在单位，在单位的党支部。")
    if branch.nature is Nature.OTHER:
        return _branch_unknown(asked)
    if asked.facts.work_written:
        reason = f"工作单位写的是“{asked.facts.work_written}”，登记的驻区单位里没有，不知道它有没有党组织。"
        return asked.unsaid(Missing.UNIT_ORGANISATION, reason, "单位有党组织的，组织关系一般在单位；请核实工作单位。")
    return asked.unsaid(Missing.WORK_UNIT, "登记为在单位，没有写明工作单位。", "请在“更正信息”里填写工作单位及职务。")


def _retired(asked: _Asked, branch: Branch) -> Managing:
    """At the place of residence; with the old unit where it is an office or institution and the street lets them stay."""
    if branch.nature is not Nature.UNIT:
        in_own = branch.nature is Nature.OTHER and branch.for_retired
        return asked.stay("stay.retired_branch", "在离退休党支部。") if in_own else _without_employer(asked, branch)
    if asked.facts.occupation in STILL_EMPLOYED:
        return asked.stay("stay.labour", "内部退养，仍与单位保留劳动关系。")
    owners = branch.ownerships or {None}
    if owners <= OFFICES:
        return _retired_of_office(asked)
    if branch.for_retired:
        return asked.stay("stay.retired_branch", "单位为离退休党员设立了党支部。")
    if None in owners or owners & OFFICES:
        return asked.unsaid(Missing.OWNERSHIP, "不清楚原单位是机关、事业单位还是企业。", "请在单位页面登记单位类别。")
    reason = "已离退休，现在的党支部设在企业或社会组织：组织关系一般转到居住地。"
    return asked.move("residence.retired", ManagedAt.RESIDENCE, reason)


def _retired_of_office(asked: _Asked) -> Managing:
    """As the street decided."""
    rules = asked.rules.book.on(asked.rules.day, asked.rules.local)
    article = rules.article("retired.may_stay_with_office")
    if rules.number("retired.may_stay_with_office"):
        reason = "机关、事业单位的离退休党员可以留在原单位。"
        return asked.stay("stay.retired_office", reason, article, *rules.read)
    reason = "已离退休；本街道规定机关、事业单位的离退休党员转到居住地。"
    return asked.move("residence.retired_office", ManagedAt.RESIDENCE, reason, article, *rules.read)


def _laid_off(asked: _Asked, branch: Branch) -> Managing:
    """Without an employer; who still has a labour relation may stay with the unit."""
    if branch.nature is not Nature.UNIT:
        return _without_employer(asked, branch)
    if asked.facts.occupation in STILL_EMPLOYED:
        return asked.stay("stay.labour", "已离岗，仍与单位保留劳动关系。")
    reason = "已离开工作单位，没有固定工作单位：组织关系一般转到居住地。"
    return asked.move("residence.laid_off", ManagedAt.RESIDENCE, reason)


def _graduate(asked: _Asked, branch: Branch) -> Managing:
    """May stay with the school for some years after graduation."""
    if branch.nature is not Nature.UNIT:
        return _without_employer(asked, branch)
    if branch.ownerships != {Ownership.SCHOOL}:
        reason = "毕业未就业，没有固定工作单位，现在的党支部不是学校的：组织关系一般转到居住地。"
        return asked.move("residence.graduate", ManagedAt.RESIDENCE, reason)
    rules = asked.rules.book.on(asked.rules.day, asked.rules.local)
    years = rules.number("graduates.stay_years")
    article = rules.article("graduates.stay_years")
    since = asked.facts.graduated_on or asked.facts.graduate_since
    if since is not None and years_between(since, rules.day) >= years:
        reason = f"毕业未就业已满 {years} 年，不再留在学校：组织关系一般转到居住地。"
        return asked.move("residence.graduate_over", ManagedAt.RESIDENCE, reason, article, *rules.read)
    if asked.facts.graduated_on is not None:
        reason = f"毕业未满 {years} 年，组织关系可以留在学校。"
        return asked.stay("stay.school", reason, article, *rules.read)
    return asked.unsaid(Missing.GRADUATION, "不知道毕业时间。", "请在“学历”里登记毕业的日期。")


def _veteran(asked: _Asked, branch: Branch) -> Managing:
    """Awaiting placement, without an employer."""
    if branch.nature is not Nature.UNIT:
        return _without_employer(asked, branch)
    reason = "退役后尚未安置就业，没有固定工作单位：组织关系一般转到居住地。"
    return asked.move("residence.veteran", ManagedAt.RESIDENCE, reason)


def _resident(asked: _Asked, branch: Branch) -> Managing:
    """Without a fixed employer: the residence; for those on their own account also the joint branch of a park, a building, a trade."""
    student = asked.facts.occupation is not None and asked.facts.occupation.prefix == STUDENTS
    if asked.facts.employer is not None and asked.facts.employer.organised:
        reason = f"管理类别是居民党员，工作单位写的是{asked.facts.employer.name}，两处不一致。"
        return asked.unsaid(Missing.CATEGORY, reason, "请核对后更正其中一项。")
    if student and branch.ownerships == {Ownership.SCHOOL}:
        return asked.stay("stay.student", "在校学生，在学校的党支部。")
    if student and branch.nature is not Nature.OTHER:
        return asked.unsaid(
            Missing.SCHOOL, "在校学生，不知道就读的学校和它的党组织。", "请核实组织关系是否应在学校；已经毕业的，请变更工作岗位。"
        )
    if branch.nature is not Nature.UNIT:
        return _without_employer(asked, branch)
    if branch.joint and (asked.facts.occupation is None or asked.facts.occupation in OWN_ACCOUNT):
        return asked.stay("stay.joint", "没有固定工作单位，在园区、楼宇、行业的联合党支部。")
    return asked.move("residence.resident", ManagedAt.RESIDENCE, "没有固定工作单位，现在的党支部设在单位：组织关系一般转到居住地。")


def _without_employer(asked: _Asked, branch: Branch) -> Managing:
    """Outside the units: everywhere right but where nothing is known of the branch."""
    if branch.nature is Nature.OTHER:
        return _branch_unknown(asked)
    where = {Nature.TALENT_SERVICE: "人才服务机构的党支部", Nature.FLOATING: "流动党员党支部"}.get(branch.nature, "社区的党支部")
    return asked.stay(f"stay.{branch.nature}", f"没有固定工作单位，在{where}。")


def _branch_unknown(asked: _Asked) -> Managing:
    remedy = "设在单位的，请在单位页面登记单位的党组织。"
    return asked.unsaid(Missing.BRANCH, "不清楚现在的党支部设在哪个单位或社区。", remedy)


BY_CATEGORY: Final[Mapping[ManagementCategory, Callable[[_Asked, Branch], Managing]]] = {
    ManagementCategory.IN_UNIT: _at_work,
    ManagementCategory.RETIRED: _retired,
    ManagementCategory.LAID_OFF: _laid_off,
    ManagementCategory.UNEMPLOYED_GRADUATE: _graduate,
    ManagementCategory.VETERAN: _veteran,
    ManagementCategory.RESIDENT: _resident,
}
