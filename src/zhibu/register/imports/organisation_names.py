"""The organisation that a cell of a unit or post names: any kind, by the same care as branches."""

from zhibu.register.imports.directory import Entry
from zhibu.register.imports.reading_cells import Bad
from zhibu.register.imports.session import Session
from zhibu.register.rules.matching import clear_candidate, identity_of


def find(raw: str, session: Session, *, within: Entry | None = None) -> Entry | Bad:
    """Exactly that name or code, inside ``within`` where several bear it; a likely one only on request."""
    directory = session.directory
    settled = {identity_of(name): organisation for name, organisation in session.options.mapping.items()}.get(identity_of(raw))
    if settled is not None and settled in directory.by_id:
        return directory.by_id[settled]
    found = directory.named(raw)
    if len(found) > 1 and within is not None:
        found = directory.below(found, within) or found
    if len(found) == 1:
        return found[0]
    if found:
        names = "、".join(f"“{one.name}”" for one in found[:5])
        return Bad("unclear_organisation", f"“{raw}”对应 {len(found)} 个党组织。", f"请写全称或党组织代码；可能是：{names}。")
    candidates = directory.candidates(raw, branches=False)
    clear = clear_candidate(candidates)
    if clear is not None and session.options.accept_candidates:
        return directory.by_id[clear.key]
    reason = f"没有名称或简称为“{raw}”的党组织。"
    if not candidates:
        return Bad("unknown_organisation", reason, "请核对名称，或先导入党组织表。")
    listed = "、".join(f"“{one.name}”（{one.closeness.label}）" for one in candidates)
    return Bad("unclear_organisation", reason, f"可能是：{listed}。请改成准确的名称。")
