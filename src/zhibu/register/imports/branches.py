"""Which branch a row means. For identity spaces and width are evened out; everything looser is proposed, never taken silently."""

from dataclasses import dataclass
from typing import Final

from zhibu.register.imports.directory import Directory, Entry
from zhibu.register.imports.findings import BranchQuestion
from zhibu.register.imports.options import Options
from zhibu.register.imports.reading_cells import Bad
from zhibu.register.models.organisations import PATH
from zhibu.register.rules.matching import Candidate, Closeness, clear_candidate, identity_of
from zhibu.register.rules.name_shapes import shape_of
from zhibu.register.terms.organisations import KindReading, OrganisationKind, kind_by_ending

NO_BRANCH: Final = Bad(
    "no_branch",
    "没有写明所在党支部，表题、分组行和工作表名称中也没有。",
    "请在“所在党支部”一栏填写党支部名称，或把工作表命名为党支部名称。",
)


@dataclass(frozen=True, slots=True)
class NewBranch:
    """A branch that a row names and nobody knows, to be made on request."""

    name: str
    kind: KindReading
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of a name: an organisation, a branch to make, or an objection."""

    entry: Entry | None = None
    fresh: NewBranch | None = None
    bad: Bad | None = None
    remark: str = ""
    question: BranchQuestion | None = None


class Branches:
    """Resolves the branch names of an import; each name is looked at once."""

    def __init__(self, directory: Directory, options: Options) -> None:
        self._directory = directory
        self._options = options
        self._known: dict[tuple[str | None, str | None], Resolved] = {}
        self._fresh: dict[str, str] = {}
        self._settled = {identity_of(raw): organisation for raw, organisation in options.mapping.items()}

    def resolve(self, raw: str | None, superior: str | None) -> Resolved:
        """The branch of a name, within the organisation above it where that is told."""
        key = raw, superior
        if key not in self._known:
            self._known[key] = self._resolve(raw, superior) if raw else Resolved(bad=NO_BRANCH)
        return self._known[key]

    def forget(self) -> None:
        """Organisations were made: names may mean them now."""
        self._known = {key: found for key, found in self._known.items() if found.entry is not None}

    def _resolve(self, raw: str, superior: str | None) -> Resolved:
        settled = self._settled.get(identity_of(raw))
        if settled is not None and settled in self._directory.by_id:
            entry = self._directory.by_id[settled]
            return self._into(entry, raw, remark=f"“{raw}”按确认记入“{entry.title}”")
        top = self._superior(superior)
        found = self._narrowed(self._directory.named(raw), top)
        if len(found) == 1:
            return self._into(found[0], raw)
        if found:
            return self._ambiguous(raw, found)
        return self._unknown(raw, top)

    def _superior(self, superior: str | None) -> Entry | None:
        found = self._directory.named(superior) if superior else []
        return found[0] if len(found) == 1 else None

    def _narrowed(self, found: list[Entry], top: Entry | None) -> list[Entry]:
        """Among several of one name, those that hold members; among these, those below the organisation that the row names."""
        holding = [entry for entry in found if entry.holds_members] or found
        if len(holding) > 1 and top is not None:
            return self._directory.below(holding, top) or holding
        return holding

    def _into(self, entry: Entry, raw: str, *, remark: str = "") -> Resolved:
        if entry.holds_members:
            return Resolved(self._branch_of(entry), remark=remark)
        kind = OrganisationKind.stored(entry.kind).label if entry.kind else "党组织"
        return Resolved(
            bad=Bad(
                "not_a_branch", f"“{raw}”是{kind}，人员登记在党支部。", "请填写党支部名称（《中国共产党党员教育管理工作条例》第二十五条）。"
            )
        )

    def _branch_of(self, entry: Entry) -> Entry:
        """Somebody of a group is on the roll of the group's branch."""
        if entry.kind == OrganisationKind.GROUP and entry.parent_id in self._directory.by_id:
            return self._directory.by_id[entry.parent_id]
        return entry

    def _ambiguous(self, raw: str, found: list[Entry]) -> Resolved:
        names = "、".join(f"“{self._full_name(entry)}”" for entry in found[:5])
        bad = Bad("unclear_branch", f"“{raw}”对应 {len(found)} 个党组织。", f"请写全称，或填写上级党组织；可能是：{names}。")
        return Resolved(bad=bad, question=BranchQuestion(raw, 0, tuple((one.id, self._full_name(one), "同名") for one in found[:5])))

    def _full_name(self, entry: Entry) -> str:
        above = self._directory.by_id.get(entry.parent_id or 0)
        return f"{entry.name}（{above.title}）" if above else entry.name

    def _unknown(self, raw: str, top: Entry | None) -> Resolved:
        candidates = self._directory.candidates(raw, branches=True)
        if top is not None:
            candidates = tuple(one for one in candidates if self._directory.by_id[one.key].path.startswith(top.path)) or candidates
        clear = clear_candidate(candidates)
        if clear is not None and self._options.accept_candidates:
            entry = self._directory.by_id[clear.key]
            return self._into(entry, raw, remark=f"“{raw}”记入“{entry.title}”（{clear.closeness.label}）")
        if self._may_make(top) and all(one.closeness is Closeness.LOOKS_ALIKE for one in candidates):
            return self._make(raw, top)
        return self._refused(raw, candidates)

    def _may_make(self, top: Entry | None) -> bool:
        """On request, by whoever may do it by hand; where it isn't clear below what, that is said when it comes to it."""
        if not self._options.create_organisations:
            return False
        parent, unclear = self._parent(top)
        path = self._directory.by_id[parent].path if parent is not None else ""
        return bool(self._options.organisations) if unclear else self._options.may_organise(path)

    def _refused(self, raw: str, candidates: tuple[Candidate[int], ...]) -> Resolved:
        if not candidates:
            remedy = "请核对名称；确为新的党组织，请先导入党组织表，或在导入时选择“按名称新建”。"
            return Resolved(bad=Bad("unknown_branch", f"没有名称或简称为“{raw}”的党组织。", remedy), question=BranchQuestion(raw, 0, ()))
        named = [(one.key, self._full_name(self._directory.by_id[one.key]), one.closeness.label) for one in candidates]
        listed = "、".join(f"“{name}”（{how}）" for _, name, how in named)
        bad = Bad(
            "unclear_branch", f"没有名称或简称为“{raw}”的党组织，但有相近的。", f"可能是：{listed}。请改成准确的名称，或在导入时确认。"
        )
        return Resolved(bad=bad, question=BranchQuestion(raw, 0, tuple(named)))

    def _make(self, raw: str, top: Entry | None) -> Resolved:
        kind = kind_by_ending(raw)
        if kind is None:
            return Resolved(
                bad=Bad("unknown_kind", f"从名称“{raw}”看不出是哪一类党组织，不能新建。", "请写全称（如“××党支部”），或先导入党组织表。")
            )
        if kind.kind is not OrganisationKind.BRANCH:
            return Resolved(bad=Bad("not_a_branch", f"“{raw}”是{kind.label}，人员登记在党支部。", "请填写党支部名称。"))
        parent, bad = self._parent(top)
        if bad is None and parent is not None and len(self._directory.by_id[parent].path) >= PATH:
            bad = Bad("too_deep", "上下级超过 16 层。", "请核对上级党组织。")
        if bad is not None:
            return Resolved(bad=bad)
        if self._fresh.setdefault(self._shape(raw), identity_of(raw)) != identity_of(raw):
            return Resolved(bad=Bad("unclear_branch", f"“{raw}”与本表中另一个要新建的党支部只是写法不同。", "请统一成同一个名称。"))
        return Resolved(fresh=NewBranch(raw, kind, parent))

    @staticmethod
    def _shape(raw: str) -> str:
        return shape_of(identity_of(raw)).words

    def _parent(self, top: Entry | None) -> tuple[int | None, Bad | None]:
        """Below ``under``; else below what the row names; else below the one root."""
        if top is not None:
            return top.id, None
        if self._options.under is not None:
            return self._options.under, None
        roots = self._directory.roots
        if len(roots) > 1:
            return None, Bad("no_superior", "不知道新的党支部隶属于哪个党组织。", "请用 --under 指明上级党组织，或在表中填写上级党组织。")
        return (roots[0].id if roots else None), None
