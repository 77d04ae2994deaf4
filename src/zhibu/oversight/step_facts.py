"""Steps of cases as subjects: which step, whose turn, and its last day. Pure: rows come in, subjects go out."""

from collections.abc import Iterable

from zhibu.cases.queries.measures.steps import StepOn
from zhibu.cases.registry import step_name, title_of
from zhibu.oversight.facts import Subject


def step_subjects(rows: Iterable[StepOn]) -> list[Subject]:
    """In the order of the tree, then of the cases. A case is named by its kind and number; its title is read on its own page."""
    return [_step(row) for row in sorted(rows, key=lambda one: (one.path, one.case_id, one.step))]


def _step(row: StepOn) -> Subject:
    title, step = title_of(row.procedure), step_name(row.procedure, row.version, row.step)
    facts = {
        "procedure": row.procedure,
        "role": row.role,
        "step_key": f"{row.procedure}.{row.step}",
        "latest": row.latest,
        "step": step,
    }
    evidence = (f"{row.code} {title}：“{step}”自 {row.entered.isoformat()} 起由{row.organisation}办理，最迟 {row.latest.isoformat()}",)
    return Subject("step", row.case_id, row.code, f"{row.organisation} {title}{row.code}", row.path, facts, {"latest": evidence})
