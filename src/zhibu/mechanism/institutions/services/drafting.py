"""A text is begun, written as often as one likes, and given the values that it carries; nothing holds yet."""

from typing import Final

from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.institutions.models import Institution, InstitutionClause, InstitutionVersion
from zhibu.mechanism.institutions.queries.histories import histories, history_of
from zhibu.mechanism.institutions.rules.acting import Carried, may_begin, may_write
from zhibu.mechanism.institutions.rules.standing import VersionFacts
from zhibu.mechanism.institutions.terms import PREFIX, Standing
from zhibu.parameters.rules import range_of, read_value, within_bounds
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.rulebook.loading import rulebook
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "办理制度时在锁定之下重新读取"


def begin_institution(*, by: Actor, organisation: Organisation, title: str, named: str = "", text: str = "") -> Outcome:
    """Its name, and a first text that may still be empty."""
    with recording(by, "institution.begin") as work:
        fresh = held(organisation)
        decision = may_begin(title, _titles(fresh, by))
        if not decision.allowed:
            return Outcome(decision)
        (number,) = work.reserve(Institution, 1)
        work.add(Institution, id=number, code=f"{PREFIX}{number:06d}", organisation_id=fresh.pk, title=title.strip(), named=named)
        _version(work, number, 1, by, text=text)
    return Outcome(row_id=number)


def _titles(organisation: Organisation, by: Actor) -> set[str]:
    """Of what is not repealed there."""
    rows = dict(Institution.objects.unguarded(WHY).filter(organisation=organisation).values_list("pk", "title"))
    return {rows[pk] for pk, history in histories(rows).items() if history.standing(by.day) is not Standing.REPEALED}


def _version(work: Work, institution: int, number: int, by: Actor, *, text: str, changes: str = "") -> int:
    return work.add(
        InstitutionVersion,
        institution_id=institution,
        number=number,
        text=text.strip(),
        changes=changes.strip(),
        written_on=by.day,
        written_by=by.label,
    )


def write_version(*, by: Actor, institution: Institution, text: str, changes: str = "", seen: int = 0) -> Outcome:
    """Over the draft, or as a new version behind the last, which takes over what that one carries; ``seen`` is what was read."""
    with recording(by, "institution.write") as work:
        fresh = held(institution)
        history = history_of(fresh.pk)
        draft = history.draft(by.day)
        stored = _stored(draft)
        decision = may_write(seen=seen, stored=stored)
        if not decision.allowed:
            return Outcome(decision)
        if draft is not None:
            work.change(InstitutionVersion, draft.id, text=text.strip(), changes=changes.strip(), revision=stored + 1)
            return Outcome(row_id=draft.id)
        last = history.versions[-1]
        row_id = _version(work, fresh.pk, last.number + 1, by, text=text, changes=changes)
        rows = InstitutionClause.objects.unguarded(WHY).filter(version_id=last.id).order_by("pk")
        for article, parameter, value in rows.values_list("article", "parameter", "value"):
            work.add(InstitutionClause, institution_id=fresh.pk, version_id=row_id, article=article, parameter=parameter, value=value)
    return Outcome(row_id=row_id)


def _stored(draft: VersionFacts | None) -> int:
    """The revision of the draft; 0 where there is none."""
    if draft is None:
        return 0
    revision: int = InstitutionVersion.objects.unguarded(WHY).values_list("revision", flat=True).get(pk=draft.id)
    return revision


def carry(*, by: Actor, institution: Institution, clause: Carried) -> Outcome:
    """An article of the draft fixes a local parameter; a second article on the same one takes the place of the first."""
    with recording(by, "institution.carry") as work:
        fresh = held(institution)
        draft = history_of(fresh.pk).draft(by.day)
        decision = _may_carry(clause, draft)
        if draft is None or not decision.allowed:
            return Outcome(decision)
        kept = InstitutionClause.objects.unguarded(WHY).filter(version_id=draft.id, parameter=clause.parameter)
        values = {"article": clause.article.strip(), "value": str(read_value(clause.value))}
        known = kept.values_list("pk", flat=True).first()
        if known is None:
            known = work.add(InstitutionClause, institution_id=fresh.pk, version_id=draft.id, parameter=clause.parameter, **values)
        else:
            work.change(InstitutionClause, known, **values)
    return Outcome(row_id=known)


def _may_carry(clause: Carried, draft: VersionFacts | None) -> Decision:
    parameter = rulebook().parameters.get(clause.parameter)
    value = read_value(clause.value)
    unknown = parameter is None or not parameter.local
    wrong = parameter is not None and (value is None or not within_bounds(parameter, value))
    remedy = f"请填 {range_of(parameter)}，整数。" if parameter is not None else ""
    return Decision.of(
        Objection("no_draft", "已经通过的版本不再改动。", remedy="请先修订，另成一版。") if draft is None else None,
        Objection("unknown", "没有这个本地参数。", remedy="请从列表中选一个。", field="parameter") if unknown else None,
        Objection("out_of_bounds", f"“{clause.value}”不在可选范围内。", remedy=remedy, field="value") if wrong else None,
        Objection("no_article", "没有写条款。", remedy="例如：第五条。", field="article") if not clause.article.strip() else None,
    )


def carry_no_more(*, by: Actor, institution: Institution, clause_id: int) -> Outcome:
    """Taken out of the draft."""
    with recording(by, "institution.carry") as work:
        fresh = held(institution)
        draft = history_of(fresh.pk).draft(by.day)
        found = InstitutionClause.objects.unguarded(WHY).filter(pk=clause_id, version_id=draft.id if draft else 0)
        if not found.exists():
            return Outcome.refused(Objection("gone", "这一条已经不在文稿里，或者文稿已经通过。", remedy="请返回查看。"))
        work.remove(InstitutionClause, [clause_id])
    return Outcome(row_id=fresh.pk)
