"""What may be sent, declared once: read with every mistake named at once, and described in the OpenAPI document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetCoreSchemaHandler, StringConstraints, ValidationError
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import literal_schema

from zhibu.api.problems import Refused
from zhibu.api.terms import MOST_ROWS, ROWS
from zhibu.kernel.decisions import Objection


class Sent(BaseModel):
    """What a request holds, in its address or as its body; a name that is not known is a mistake, not a surprise."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Told(BaseModel):
    """What is answered."""

    model_config = ConfigDict(extra="forbid", frozen=True)


S = TypeVar("S", bound=Sent)

FIRST: Final = date(1900, 1, 1)
LAST: Final = date(2100, 12, 31)
PLAIN: Final = r"^[^\x00]*$"
"""No database keeps the sign that is left out."""


def _sensible(day: date) -> date:
    if not FIRST <= day <= LAST:
        message = "day out of range"
        raise PydanticCustomError("day_range", message)
    return day


@dataclass(frozen=True, slots=True)
class Among:
    """One of the words of a list of the program, which the document names: ``Annotated[str, Among(Term)]``."""

    words: Iterable[str]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """As pydantic writes ``Literal``."""
        return literal_schema([str(word) for word in self.words])


Day = Annotated[date, AfterValidator(_sensible)]
Name = Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)]
Line = Annotated[str, StringConstraints(max_length=120, pattern=PLAIN)]
Sentence = Annotated[str, StringConstraints(max_length=300, pattern=PLAIN)]
Words = Annotated[str, StringConstraints(max_length=20_000, pattern=PLAIN)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,20}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
Hour = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
After = Annotated[str, StringConstraints(max_length=300, pattern=r"^[A-Za-z0-9_-]*$")]


class Paged(Sent):
    """Every list: so many rows, behind the last one of the page before."""

    after: After = Field("", description="上一页回答里的 next；第一页不填")
    limit: int = Field(ROWS, ge=1, le=MOST_ROWS, description="一页多少行")


SAID: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("没有写。", "请补上这一项。"),
    "extra_forbidden": ("不认识这一项。", "请去掉，或核对名称的写法。"),
    "string_too_long": ("太长。", "请缩短。"),
    "string_too_short": ("太短。", "请写全。"),
    "string_pattern_mismatch": ("写法不对。", "请核对写法。"),
    "too_long": ("项数太多。", "请分几次提交。"),
    "too_short": ("项数太少。", "请至少写一项。"),
    "day_range": (f"日期不在 {FIRST.year}年到 {LAST.year}年之间。", "请核对年份。"),
    "greater_than_equal": ("数目太小。", "请核对。"),
    "less_than_equal": ("数目太大。", "请核对。"),
}
"""By pydantic's kind of mistake; the kinds that tell of a wrong type share one sentence."""
BY_TYPE: Final = ("类型或写法不对。", "日期写成 2026-01-31，数目不带引号，是否写成 true 或 false。")
CHOICE: Final = frozenset({"literal_error", "enum"})
UNREADABLE: Final = frozenset({"json_invalid", "model_type", "model_attributes_type"})


def read_body(kind: type[S], body: bytes) -> S:
    """The body as it was declared; otherwise every mistake at once."""
    try:
        return kind.model_validate_json(body, strict=True)
    except ValidationError as error:
        raise Refused(*_objections(error)) from error


def read_asked(kind: type[S], asked: Mapping[str, str]) -> S:
    """The same for what stands behind the question mark."""
    try:
        return kind.model_validate(dict(asked))
    except ValidationError as error:
        raise Refused(*_objections(error)) from error


def _objections(error: ValidationError) -> list[Objection]:
    return [_objection(dict(one)) for one in error.errors(include_url=False, include_input=False)]


def _objection(one: Mapping[str, Any]) -> Objection:
    field = ".".join(map(str, one["loc"]))
    if one["type"] in UNREADABLE:
        return Objection("unreadable", "不是一个 JSON 对象。", remedy="请核对括号、引号和逗号。", field=field)
    if one["type"] in CHOICE:
        return Objection("choice", "不是可用的值。", remedy=f"可用：{one['ctx']['expected']}。", field=field)
    message, remedy = SAID.get(one["type"], BY_TYPE)
    return Objection(one["type"] if one["type"] in SAID else "type", message, remedy=remedy, field=field)
