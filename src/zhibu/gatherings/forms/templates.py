"""A Word template in the place of the shipped one."""

from typing import Any

from django import forms

from zhibu.exchange.word import LARGEST_TEMPLATE, TOO_LARGE
from zhibu.kernel.decisions import Objection
from zhibu.web.fields import Refusal
from zhibu.web.forms import PageForm


class TemplateForm(PageForm):
    """One file; what is in it is looked at when it is tried."""

    file = forms.FileField(
        label="模板文件",
        help_text="Word 文档（.docx），不含宏，不超过 2 MB。上传后先用样例试填，有不认识的字段会逐个列出，不会换上。",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self) -> Any:
        """Too large, or plainly something else, is said before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_TEMPLATE:
            message, _, remedy = TOO_LARGE.partition("。")
            raise Refusal(Objection("too_large", f"{message}。", remedy=remedy))
        if not file.name.lower().endswith(".docx"):
            raise Refusal(Objection("not_word", f"“{file.name}”不是 .docx 文件。", remedy="请用 Word 另存为“Word 文档（*.docx）”。"))
        return file
