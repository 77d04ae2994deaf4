"""资源、需求、项目清单 in: they come by the way of rosters (数据导入, ``zhibu import``), each sheet told by its headings.

What a row says again changes nothing; the sheets are taken in the order resources, needs, projects, so that a project finds both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from zhibu.exchange.cells import Sheet
from zhibu.mechanism.coordination.imports.headings import recognise
from zhibu.mechanism.coordination.imports.needs import NeedRows
from zhibu.mechanism.coordination.imports.offers import OfferRows
from zhibu.mechanism.coordination.imports.projects import ProjectRows
from zhibu.mechanism.coordination.imports.taking import Taking
from zhibu.mechanism.coordination.services.publishing import refresh
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.findings import SheetResult
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.session import Session
from zhibu.register.imports.simple_rows import rows_of
from zhibu.trail.door import Work, recording


@dataclass
class Listed:
    """One of the three, as the imports of the register are told of it."""

    kind: SheetKind
    seen_at: str
    seen_as: str
    asks: str
    rows: Callable[[SheetResult, Session, Work], Taking]

    def recognise(self, sheet: Sheet) -> Table | None:
        """By its headings."""
        return recognise(sheet, self.kind)

    def take(self, table: Table, result: SheetResult, session: Session, work: Work) -> None:
        """Row by row, so that a later row sees what an earlier one wrote.

        Pages at the portal follow in an operation of their own: the trail hides their content, so that it could not be put back; after an
        import was taken back the hourly job renews them.
        """
        taking = self.rows(result, session, work)
        for row, group in rows_of(table):
            taking.take(row, group)
        if not session.writes:
            return
        work.flush()
        if taking.touched and not session.rehearsal:
            with recording(session.actor, "coordination.pages") as pages:
                refresh(pages, taking.touched)


LISTS: Final = (
    Listed(
        SheetKind.PROJECTS, "coordination_projects", "看项目清单", "共建项目清单要有“项目名称”和“共建单位”，标题里写“项目清单”", ProjectRows
    ),
    Listed(SheetKind.NEEDS, "coordination", "看需求清单", "共建需求清单要有“需求名称”和“提出单位”，标题里写“需求清单”", NeedRows),
    Listed(SheetKind.OFFERS, "coordination_offers", "看资源清单", "共建资源清单要有“资源名称”和“提供单位”，标题里写“资源清单”", OfferRows),
)
"""Projects first: their sheets have headings of the two others as well."""
