"""What a sheet may not be used for: a right that is missing on the page is missing here."""

from typing import Final

from zhibu.register.imports.findings import SheetResult
from zhibu.register.imports.people_facts import PeopleBlock
from zhibu.register.imports.reading_cells import Bad
from zhibu.register.imports.session import Session
from zhibu.register.terms.people import MarkKind

NO_RIGHT: Final = Bad("no_right", "您没有登记、调整这里的党组织和驻区单位的权限。", "请由街道组织干事导入。")
HARDSHIP: Final = "hardship"
MARK: Final = f"mark:{MarkKind.HARDSHIP}"


def leave_out_hardship(people: PeopleBlock, organisations: list[int | None], result: SheetResult, session: Session) -> None:
    """Of people who stand outside that sealed area for whoever imports, the column counts as not given: no answer is compared or told."""
    column, heading = people.facts.get(MARK), people.table.heading(HARDSHIP)
    if column is None or heading is None:
        return
    entries = session.directory.by_id
    for at, organisation in enumerate(organisations):
        if organisation is None or not session.options.sees_hardship(entries[organisation].path):
            column[at] = None
            people.notes[at] = [note for note in people.notes.get(at, ()) if note.field != HARDSHIP]
            if heading not in result.untaken:
                result.untaken = (*result.untaken, heading)
