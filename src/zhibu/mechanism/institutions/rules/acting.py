"""What stands against drafting, adopting, reviewing and repealing; all objections at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from zhibu.kernel.decisions import Decision, Objection
from zhibu.mechanism.institutions.rules.standing import History


@dataclass(frozen=True, slots=True)
class Carried:
    """A clause of a version: its article, a local parameter and the value that it lays down."""

    parameter: str
    value: str
    article: str


@dataclass(frozen=True, slots=True)
class Adoption:
    """By what, from when, and when to look at it again. A resolution in the records brings its own day and words."""

    adopted_on: date | None
    adopted_by: str
    valid_from: date
    review_due: date
    resolution_id: int | None = None


def may_begin(title: str, others: Collection[str]) -> Decision:
    """One of a name at a time in an organisation."""
    remedy = "需要改的，请在原来的制度上修订；确实是另一项的，请换一个名称。"
    return Decision.of(
        None if title.strip() else Objection("no_title", "没有写名称。", remedy="照文件的标题写，不加书名号。", field="title"),
        Objection("same_title", f"《{title.strip()}》已经登记。", remedy=remedy, field="title") if title.strip() in others else None,
    )


def may_write(*, seen: int, stored: int) -> Decision:
    """Nobody writes over somebody else's words without having read them; a text that nobody has saved is at revision 0."""
    changed = Objection("changed", "在您修改期间，另一位同志保存了这份文稿。", remedy="下面列出已保存的内容，请核对后再保存一次。")
    return Decision.of(changed if seen != stored else None)


def may_adopt(adoption: Adoption, history: History, *, today: date, has_text: bool, may_carry: bool) -> Decision:
    """A text that is there, adopted by something on a day that has come, in force after what it follows."""
    draft, before = history.draft(today), history.spans[-1] if history.spans else None
    return Decision.of(
        Objection("no_draft", "没有待通过的文稿。", remedy="请先起草或修订。") if draft is None else None,
        Objection("no_text", "文稿是空的，也没有附文件。", remedy="请先写正文，或者把定稿作为附件添加。")
        if draft and not has_text
        else None,
        *_adopted(adoption, today),
        Objection(
            "too_early", f"现行版本从 {before.since.isoformat()} 起施行。", remedy="新版本的施行日期要晚于这一天。", field="valid_from"
        )
        if before and adoption.valid_from <= before.since
        else None,
        Objection("review_first", "复审日期不晚于施行日期。", remedy="例如施行一年以后。", field="review_due")
        if adoption.review_due <= adoption.valid_from
        else None,
        None
        if may_carry
        else Objection("not_yours", "这一版带有本地参数，通过以后要提出数值。", remedy="请由有权提出本地参数的组织干事登记。"),
    )


def _adopted(adoption: Adoption, today: date) -> Sequence[Objection | None]:
    on = adoption.adopted_on
    if on is None or not adoption.adopted_by.strip():
        remedy = "请选一项会议决议；决议不在系统里的，写明会议和通过日期。"
        return [Objection("no_adoption", "没有写由什么会议、哪一天通过。", remedy=remedy, field="resolution")]
    return [
        Objection("not_yet", "通过日期在今天以后。", remedy="会议通过以后再登记。", field="adopted_on") if on > today else None,
        Objection("before_adoption", "施行日期早于通过日期。", remedy="请核对两个日期。", field="valid_from")
        if adoption.valid_from < on
        else None,
    ]


def may_review(history: History, *, on: date, next_due: date, today: date) -> Decision:
    """What is in force is looked at again on a day that has come; the next look is later."""
    span = history.in_force(on)
    return Decision.of(
        Objection("not_in_force", "这一天没有施行中的版本。", remedy="请核对复审日期。", field="on") if span is None else None,
        Objection("not_yet", "复审日期在今天以后。", remedy="复审以后再登记。", field="on") if on > today else None,
        Objection("next_first", "下次复审不晚于这一次。", remedy="例如一年以后。", field="next_due") if next_due <= on else None,
    )


def may_repeal(history: History, *, on: date, because: str, may_carry: bool) -> Decision:
    """What is in force ends on a day after its beginning, by something that is named."""
    span = history.in_force(on)
    return Decision.of(
        Objection("not_in_force", "这一天没有施行中的版本。", remedy="请核对废止日期。", field="on") if span is None else None,
        Objection("same_day", "废止日期就是施行的当天。", remedy="施行日期登记错了的，请在当天撤回那次登记。", field="on")
        if span and span.since == on
        else None,
        None if because.strip() else Objection("no_reason", "没有写依据。", remedy="写由什么会议或文件废止。", field="because"),
        None
        if may_carry
        else Objection("not_yours", "本街道有参数按这项制度确定，废止以后要提出恢复。", remedy="请由有权提出本地参数的组织干事登记。"),
    )


def cited(title: str, number: int, article: str) -> str:
    """How a value names the article that it rests on, in findings and in the history of a parameter."""
    return f"《{title}》（第 {number} 版）{article}"


def changed_values(new: Sequence[Carried], old: Sequence[Carried], resting: Collection[str]) -> list[Carried]:
    """What a version asks for: its own values, and the default again where the version before laid something down that this one leaves out.

    ``resting`` are the parameters whose value now rests on the version before; a street's value with another basis is left alone.
    """
    named = {one.parameter for one in new}
    return [*new, *(Carried(one.parameter, "", one.article) for one in old if one.parameter in resting and one.parameter not in named)]
