"""What a token may, told to whoever holds it."""

from datetime import date

from django.urls import path
from pydantic import Field

from zhibu.access.queries.tokens import token_by_number
from zhibu.access.terms import ACTS, TOKEN_ACTS
from zhibu.api.answering import endpoint
from zhibu.api.bodies import Told
from zhibu.api.operations import Call, operation
from zhibu.trail.terms import BY_TOKEN
from zhibu.web.gate import ANYBODY


class ActTold(Told):
    """One right."""

    act: str = Field(description="权限的英文名")
    label: str = Field(description="中文说明")


class TokenTold(Told):
    """The token that was shown."""

    name: str = Field(description="给谁用")
    owner: str = Field(description="以谁的名义读写；写入都记在这个账号名下")
    organisation: str = Field(description="范围：这个党组织及其下级的编号")
    acts: list[ActTold] = Field(description="现在实际可以办的事：令牌的范围和账号现有授权的交集")
    valid_from: date = Field(description="起始日期")
    valid_until: date = Field(description="终止日期，当天起无效")


@operation(act=ANYBODY, tag="token", summary="令牌自己的范围和期限", tells=TokenTold, about="对接时先问这一个：令牌是否有效、能做什么。")
def token(call: Call) -> TokenTold:
    """Whoever connects a system asks this first."""
    found = token_by_number(int(call.by.channel.removeprefix(BY_TOKEN)))
    acts = [ActTold(act=act, label=ACTS[act].label) for act in TOKEN_ACTS if act in call.reader.acts]
    return TokenTold(
        name=found.name,
        owner=call.reader.label,
        organisation=found.organisation.code,
        acts=acts,
        valid_from=found.valid_from,
        valid_until=found.valid_to,
    )


urlpatterns = [path("token", endpoint(get=token), name="api_token")]
