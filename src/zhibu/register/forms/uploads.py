"""Files to import."""

from typing import Any

from zhibu.exchange.limits import DEFAULT as LIMITS
from zhibu.kernel.decisions import Objection
from zhibu.register.forms.fields import day
from zhibu.web.fields import FilesField, Refusal
from zhibu.web.forms import PageForm


class UploadForm(PageForm):
    """Rosters to import."""

    rosters = FilesField(label="名册文件", help_text="Excel（.xlsx、.xls）或 CSV，可一次选多个；单个文件不超过 50 MB，合计不超过 128 MB。")
    on = day("名册截止日期", help_text="名册反映的是哪一天的情况，默认今天。")

    def clean_rosters(self) -> Any:
        """Too large is said before anything is read."""
        for file in self.cleaned_data["rosters"]:
            if file.size > LIMITS.file_bytes:
                raise Refusal(Objection("too_large", f"“{file.name}”超过 {LIMITS.file_bytes // 2**20} MB。", remedy="请分成几个文件导入。"))
        return self.cleaned_data["rosters"]
