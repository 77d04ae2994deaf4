"""Files to import."""

from typing import Any

from django import forms

from zhibu.exchange.limits import DEFAULT as LIMITS
from zhibu.kernel.decisions import Objection
from zhibu.register.forms.fields import day
from zhibu.web.fields import Refusal
from zhibu.web.forms import PageForm


class ManyFiles(forms.ClearableFileInput):
    """A file box that takes several at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; each is looked at by content later, here only the size."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A list, also for a single file."""
        files = data if isinstance(data, (list, tuple)) and data else [data or None]
        return [super(ManyFilesField, self).clean(one, initial) for one in files]


class UploadForm(PageForm):
    """Rosters to import."""

    rosters = ManyFilesField(
        label="名册文件", help_text="Excel（.xlsx、.xls）或 CSV，可一次选多个；单个文件不超过 50 MB，合计不超过 128 MB。"
    )
    on = day("名册截止日期", help_text="名册反映的是哪一天的情况，默认今天。")

    def clean_rosters(self) -> Any:
        """Too large is said before anything is read."""
        for file in self.cleaned_data["rosters"]:
            if file.size > LIMITS.file_bytes:
                raise Refusal(Objection("too_large", f"“{file.name}”超过 {LIMITS.file_bytes // 2**20} MB。", remedy="请分成几个文件导入。"))
        return self.cleaned_data["rosters"]
