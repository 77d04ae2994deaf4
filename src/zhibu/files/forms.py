"""The form of a removal, and the field with which others take files."""

import secrets
from typing import Any, Final

from django import forms

from zhibu.files.intake import Upload, limits
from zhibu.files.rules import may_take
from zhibu.files.terms import ACCEPT, MEBIBYTE, TAKEN
from zhibu.web.fields import FilesField, Refusal
from zhibu.web.forms import PageForm

TOKEN: Final = "upload_token"  # noqa: S105  the name of a field


class AttachmentsField(FilesField):
    """Several files, from the phone's camera or from the disk."""

    def __init__(self, **kwargs: Any) -> None:
        most = limits().file_bytes // MEBIBYTE
        kwargs.setdefault("label", "附件")
        kwargs.setdefault("help_text", f"{TAKEN}；可一次选多个，每个不超过 {most} MB。照片里的拍摄地点等信息会自动去掉。")
        super().__init__(accept=ACCEPT, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """Too large is said before it is read."""
        files = super().clean(data, initial)
        found = [objection for file in files for objection in may_take(file.name or "", file.size or 0, limits()).objections]
        if found:
            raise forms.ValidationError([Refusal(one) for one in found])
        return [Upload.of(file) for file in files]


class AttachForm(PageForm):
    """Files for something that is there already. The token goes along, so that a form sent twice attaches once."""

    attachments = AttachmentsField()
    upload_token = forms.CharField(max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault(TOKEN, secrets.token_hex(16))


class RemoveForm(PageForm):
    """Why a file goes."""

    reason = forms.CharField(label="原因", max_length=200, help_text="例如：传错了、已换成更清楚的。")
