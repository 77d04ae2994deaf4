"""Findings for other systems, as the reader sees them on the page; those about persons for whoever sees them there."""

from typing import Annotated, Final, Literal

from django.urls import path
from pydantic import Field, StringConstraints

from zhibu.api.answering import endpoint
from zhibu.api.bodies import Code, Day, Paged
from zhibu.api.operations import Call, operation
from zhibu.api.problems import Refused
from zhibu.api.shapes import Listed, RowsOf, edge_of
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Objection
from zhibu.oversight.findings import Finding
from zhibu.oversight.queries.findings import SEE, Asked
from zhibu.oversight.queries.kept import kept_findings, recorded_for
from zhibu.oversight.tables import FINDINGS, TO_DO
from zhibu.register.models import Organisation
from zhibu.register.queries.organisations import path_on
from zhibu.web.gate import reach
from zhibu.web.tables import Column, Table

ROWS: Final = RowsOf[Finding](
    "FindingRow",
    Table[Finding](
        columns=(
            Column("clause", "规定要求的代码", lambda one: one.clause.id),
            Column("kind", "对象的种类：organisation、person、unit", lambda one: one.subject.kind),
            Column("code", "对象的编号", lambda one: one.subject.code),
            Column("state_code", "状态代码：overdue、due、check、unknown", lambda one: one.state.value),
            *FINDINGS.columns,
        ),
        order=FINDINGS.order,
    ),
    without=frozenset({TO_DO}),
)
"""The columns of page and sheet, and the codes by which a machine finds again what it has seen."""
WIDE: Final = Objection("too_wide", "范围在一个街道以上，提醒事项太多。", remedy="请用 within 写一个街道或其下级的编号。", field="within")


class FindingsAsked(Paged):
    """Which findings."""

    on: Day | None = Field(None, description="按日期查看；不填是今天")
    within: Code | None = Field(None, description="只要这个党组织及其下级（编号）")
    clause: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.]{1,60}$")] | None = Field(None, description="规定要求的代码")
    state: Literal["overdue", "due", "check", "unknown"] | None = Field(None, description="已逾期、将到期、需核实、资料未录")


@operation(
    act=SEE,
    tag="findings",
    summary="提醒事项",
    tells=ROWS,
    asks=FindingsAsked,
    about="由记录和规定自动生成，不保存；每条带依据的条款。按组织树的顺序。",
)
def findings(call: Call, *, asked: FindingsAsked) -> Listed:
    """In the order of the tree."""
    on = asked.on or today()
    place = reach(Organisation.objects.all(), call.reader, SEE, code=asked.within.upper()) if asked.within else None
    path = path_on(place, on, today=today()) if place else ""
    if place and not path:
        return ROWS.page([], call.reader.acts, None)
    at = recorded_for(path or call.reader.home_path, on=on)
    if at.wide:
        raise Refused(WIDE)
    found = sorted(kept_findings(Asked.by(call.reader, on=on, scope=path), at), key=_key)
    chosen = [one for one in found if (not asked.state or one.state == asked.state) and (not asked.clause or one.clause.id == asked.clause)]
    edge = edge_of(asked.after, (str, str, str, str))
    behind = [one for one in chosen if edge is None or _key(one) > edge]
    page = behind[: asked.limit]
    return ROWS.page(page, call.reader.acts, _key(page[-1]) if len(behind) > len(page) else None)


def _key(one: Finding) -> tuple[str, str, str, str]:
    """Where it stands in the list: subject, clause, span."""
    span = "/".join(day.isoformat() if day else "" for day in (one.since, one.until))
    return one.subject.path, one.subject.code, one.clause.id, span


urlpatterns = [path("findings", endpoint(get=findings), name="api_findings")]
