"""Forms of signing in, of accounts and grants."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator

from zhibu.access.terms import KEEPERS, Role
from zhibu.accounts.terms import DEVICE_KEPT
from zhibu.exchange.values import parse_date
from zhibu.kernel.dates import FAR
from zhibu.web.fields import DayField
from zhibu.web.forms import PageForm

USERNAME: Final = RegexValidator(r"^[\w.@-]+$", "登录名只能用字母、数字、汉字和 . _ - @，不能有空格。", code="username")


def password_input(purpose: str) -> forms.PasswordInput:
    """A box that the browser's own store of passwords understands."""
    return forms.PasswordInput(attrs={"autocomplete": purpose})


class SignInForm(PageForm):
    """Name and password; ``next`` is where to go on."""

    username = forms.CharField(
        label="登录名", max_length=64, widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"})
    )
    password = forms.CharField(label="密码", max_length=200, strip=False, widget=password_input("current-password"))
    next = forms.CharField(required=False, widget=forms.HiddenInput)


def code_input(purpose: str = "off") -> forms.TextInput:
    """A box for digits: the keypad of a phone comes up."""
    return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": purpose, "class": "code"})


class SlipForm(PageForm):
    """A log-in code on paper; ``next`` is where to go on."""

    code = forms.CharField(label="登录码", max_length=40, widget=code_input(), help_text="纸条上的一行数字，共 16 位；空格可以不输。")
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class SecondForm(PageForm):
    """A code of phone or sheet."""

    code = forms.CharField(
        label="验证码", max_length=40, widget=code_input("one-time-code"), help_text="手机上正在显示的 6 位数字，或码单上没有用过的一行。"
    )
    remember = forms.BooleanField(label=f"这台设备 {DEVICE_KEPT.days} 天内不再问（公用电脑请不要选）", required=False)
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class AgainForm(PageForm):
    """The own password once more, before the second factor is changed."""

    password = forms.CharField(label="您的密码", max_length=200, strip=False, widget=password_input("current-password"))

    def __init__(self, *args: Any, ask: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ask:
            del self.fields["password"]


class PhoneForm(AgainForm):
    """The code that the phone shows; ``setup`` carries the secret, sealed."""

    code = forms.CharField(label="手机上显示的 6 位数字", max_length=20, widget=code_input("one-time-code"))
    setup = forms.CharField(widget=forms.HiddenInput, required=False)


class PasswordForm(PageForm):
    """The present password and twice the new one."""

    current = forms.CharField(label="现在的密码", max_length=200, strip=False, widget=password_input("current-password"))
    new_password = forms.CharField(
        label="新密码",
        max_length=200,
        strip=False,
        widget=password_input("new-password"),
        help_text="至少 10 个字符，不能全是数字；可以用一句好记的话。",
    )
    again = forms.CharField(label="再输入一次新密码", max_length=200, strip=False, widget=password_input("new-password"))

    def clean_again(self) -> str:
        """Twice the same."""
        again: str = self.cleaned_data["again"]
        if "new_password" in self.cleaned_data and again != self.cleaned_data["new_password"]:
            raise forms.ValidationError("两次输入的新密码不一样。", code="differs")
        return again


class AccountForm(PageForm):
    """A new account."""

    display_name = forms.CharField(label="姓名", max_length=64, help_text="使用人的真实姓名；一人一个账号，不共用。")
    username = forms.CharField(
        label="登录名",
        max_length=64,
        validators=[USERNAME],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    person_code = forms.CharField(
        label="党员编号",
        max_length=12,
        required=False,
        help_text="本人在党员名册中时填写，如 R000123；关联后可以查看自己的信息。编号和姓名须相符。",
    )


class PersonForm(PageForm):
    """Whose account it is."""

    person_code = forms.CharField(
        label="党员编号", max_length=12, required=False, help_text="如 R000123；编号和账号上的姓名须相符。留空则取消关联。"
    )


class ReasonForm(PageForm):
    """Why something is done to an account."""

    reason = forms.CharField(label="原因", max_length=200, help_text="会记入日志。")


class GrantForm(PageForm):
    """A role for a span; the organisation was chosen before, keepers have none."""

    role = forms.ChoiceField(label="角色")
    post = forms.TypedChoiceField(
        label="依据职务", coerce=int, empty_value=None, required=False, help_text="选了职务，离任时授权自动终止。"
    )
    valid_from = DayField(label="开始日期", parse=parse_date, future=True)
    last_day = DayField(label="截止日期", parse=parse_date, future=True, required=False, help_text="当天仍有效；不填为长期。如 2026-11-24")
    basis = forms.CharField(label="依据", max_length=200, required=False, help_text="任职文件、会议决定等，可写文号。")

    def __init__(self, *args: Any, keepers: bool, posts: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role in Role if (role in KEEPERS) == keepers]
        self.choose("role", [("", "请选择"), *((str(role), role.label) for role in roles)])
        if posts:
            self.choose("post", [("", "不依据职务"), *posts])
        else:
            del self.fields["post"]

    @property
    def valid_to(self) -> date:
        """The first day on which the grant no longer holds."""
        last: date | None = self.cleaned_data["last_day"]
        return last + timedelta(days=1) if last and last < FAR else FAR


class EndGrantForm(PageForm):
    """From when on a grant no longer holds, and why."""

    on = DayField(label="从哪一天起终止", parse=parse_date, future=True)
    reason = forms.CharField(label="原因", max_length=200, help_text="会记入日志。")


class TokenForm(PageForm):
    """A token for another system; whoever makes it shows once more who it is."""

    groups = (
        ("用途和期限", ("name", "valid_from", "last_day")),
        ("范围", ("organisation", "acts")),
        ("再确认一次是您本人", ("password", "code")),
    )

    name = forms.CharField(label="给谁用", max_length=60, help_text="哪个系统、谁负责，如“区政务平台，信息中心王工”。")
    valid_from = DayField(label="开始日期", parse=parse_date, future=True)
    last_day = DayField(label="截止日期", parse=parse_date, future=True, help_text="当天仍有效，最长一年。")
    organisation = forms.ChoiceField(label="党组织", help_text="只能读写这个党组织及其下级。")
    acts = forms.MultipleChoiceField(
        label="可以办的事", widget=forms.CheckboxSelectMultiple, help_text="只勾对方用得着的。您的授权变小，令牌随之变小。"
    )
    password = forms.CharField(label="您的密码", max_length=200, strip=False, widget=password_input("current-password"))
    code = forms.CharField(
        label="二次验证码", max_length=40, widget=code_input("one-time-code"), help_text="手机上正在显示的 6 位数字，或码单上的一行。"
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], acts: Sequence[tuple[str, str]], second: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("organisation", places)
        self.choose("acts", acts)
        if not second:
            del self.fields["code"]

    @property
    def valid_to(self) -> date:
        """The first day on which it no longer holds."""
        last: date = self.cleaned_data["last_day"]
        return last + timedelta(days=1)
