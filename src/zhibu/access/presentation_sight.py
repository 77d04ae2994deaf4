"""Who can see what, in the words of pages."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from zhibu.access.presentation import period
from zhibu.access.queries.sight import Seers, Sight
from zhibu.access.terms import ACTS, ROLE_ACTS, Role
from zhibu.kernel.readers import Reader
from zhibu.register.terms.organisations import PostKind

SHOWN_ACTS: Final = (
    *("see_names", "see_register", "see_record", "see_contact", "reveal_contact", "reveal_number", "see_hardship"),
    *("search_last_four", "export_masked", "edit_members", "edit_posts", "import_rosters", "give_grants", "read_trail", "run_system"),
)
"""Rights worth naming where somebody asks what is seen; in the order of the table."""
ABOUT_A_PERSON: Final = ("see_record", "see_contact", "reveal_contact", "reveal_number", "see_hardship", "edit_members")
ABOUT_AN_ORGANISATION: Final = ("see_register", "see_record", "export_masked", "edit_members", "edit_organisations")


class Line(NamedTuple):
    """Who or what, and under it the grounds."""

    title: str
    why: str


def seer_lines(seers: Seers, reader: Reader | None) -> list[Line]:
    """One line a grant. Of those out of the reader's reach nothing is told but name and role; None asks for the own record."""
    lines = [_line(one, told=reader is None or reader.may("see_register", one.path)) for one in seers.sights]
    if seers.names_only:
        lines.append(Line(f"有账号的党员 {seers.names_only} 人", "只看到姓名"))
    return lines


def _line(one: Sight, *, told: bool) -> Line:
    return Line(f"{one.name} · {one.role.label}", grounds(one) if told else "授权在上级党组织")


def grounds(one: Sight) -> str:
    """On what a sight rests, and from when to when."""
    place = f"授权在{one.organisation}及其下级" if one.organisation else "管理员授权，不限定党组织"
    rests = f"依据职务：{PostKind.word(one.post)}，离任即终止" if one.post else ""
    basis = f"依据：{one.basis}" if one.basis else ""
    return " · ".join(filter(None, (place, period(one.since, one.until), rests, basis)))


def role_lines(roles: Iterable[Role], acts: Sequence[str]) -> list[Line]:
    """What each of these roles may do of these acts, in the order of the roles."""
    wanted = set(roles)
    return [
        Line(role.label, "；".join(ACTS[act].label for act in acts if act in ROLE_ACTS[role]) or "不能查看")
        for role in Role
        if role in wanted
    ]


def account_lines(sights: Iterable[Sight]) -> list[Line]:
    """Each grant of an account with its grounds."""
    return [Line(f"{one.role.label}（{one.organisation or '整个系统'}）", grounds(one)) for one in sights]
