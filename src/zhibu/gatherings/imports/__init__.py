"""Past ledgers in: they come by the way of rosters (数据导入, ``zhibu import``) and become gatherings."""

from zhibu.exchange.cells import Sheet
from zhibu.gatherings.imports import recognising, taking
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.findings import SheetResult
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.session import Session
from zhibu.trail.door import Work


class Ledgers:
    """What the imports of the register are told of ledgers."""

    kind = SheetKind.GATHERINGS
    seen_at = "ledgers"
    seen_as = "看台账"
    asks = "三会一课、主题党日台账要有“会议名称”（或“活动名称”）、“实际会议时间”和“会议类型”"

    def recognise(self, sheet: Sheet) -> Table | None:
        """By its headings."""
        return recognising.recognise(sheet)

    def take(self, table: Table, result: SheetResult, session: Session, work: Work) -> None:
        """As gatherings."""
        taking.take(table, result, session, work)


LEDGERS = Ledgers()
