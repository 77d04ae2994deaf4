"""Word from templates: named fields and nothing else, in a process of its own."""

import zipfile
from io import BytesIO

import pytest
from docx import Document

from zhibu.exchange.word import LARGEST_TEMPLATE, Data, Fields, Refused, word
from zhibu.exchange.word_building import Grid, Line, document

FIELDS = Fields(("会议名称", "地点"), {"议程": ("序号", "议题")})
DATA: Data = {"会议名称": "党员大会", "地点": "", "议程": [{"序号": "1", "议题": "学习"}, {"序号": "2", "议题": "表决"}]}
ROWS = Grid((2, 8), ("序号", "议题"), (["{%tr for 行 in 议程 %}"], ("{{行.序号}}", "{{行.议题}}"), ["{%tr endfor %}"]))


def text(made: bytes) -> list[str]:
    found = Document(BytesIO(made))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in found.paragraphs if one.text), *cells]


def faults(*lines: str) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        word(document([Line(line) for line in lines]), FIELDS, DATA)
    return refusal.value.faults


def repacked(content: bytes, **parts: str) -> bytes:
    """With other parts put in."""
    stream = BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package:
        for name, body in parts.items():
            package.writestr(name.replace("__", "/"), body)
    return stream.getvalue()


def test_fields_rows_and_conditions_are_filled() -> None:
    template = document([Line("{{会议名称}}"), Line("{%p if 地点 %}"), Line("地点：{{地点}}"), Line("{%p endif %}"), ROWS])
    assert text(word(template, FIELDS, DATA)) == ["党员大会", "序号", "议题", "1", "学习", "2", "表决"]


def test_what_people_typed_is_text_whatever_it_looks_like() -> None:
    typed = "<w:p/> & {{地点}} {% for %}\n第二行"
    made = word(document([Line("{{会议名称}}")]), FIELDS, {**DATA, "会议名称": typed})
    assert text(made) == [typed]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{{身份号码}}", "没有“身份号码”这个字段。请改成字段表里的名称，或去掉。"),
        ("{{会议名称.__class__}}", "{{ }} 里只能写字段名，不能写算式、函数或别的内容。"),
        ("{{ ''.join }}", "{{ }} 里只能写字段名，不能写算式、函数或别的内容。"),
        ("{{会议名称|safe}}", "{{ }} 里只能写字段名，不能写算式、函数或别的内容。"),
        ("{% set a = 会议名称 %}", "模板里有不认识的指令。只能用 for、if 和字段名。"),
        ("{% include '/etc/passwd' %}", "模板里有不认识的指令。只能用 for、if 和字段名。"),
        ("{{会议名称", "模板里的 {{ }} 或 {% %} 没有写完整。请检查每一个标记是否成对。"),
        ("{% for a in 名单 %}{% endfor %}", "没有“名单”这个列表。可用的列表：议程。"),
        ("{% for a in 议程 %}{{a.电话}}{% endfor %}", "列表“议程”没有“电话”这一栏。可用的有：序号、议题。"),
        ("{% for a in 议程 %}{% for b in 议程 %}{% endfor %}{% endfor %}", "循环里不能再有循环。"),
    ],
)
def test_everything_else_is_refused_with_a_remedy(line: str, fault: str) -> None:
    assert fault in faults(line)


def test_all_faults_are_told_at_once() -> None:
    assert len(faults("{{电话}} {{住址}}", "{{会议名称.upper()}}")) == 3


def test_a_file_that_is_no_plain_word_document_is_refused() -> None:
    plain = document([Line("{{会议名称}}")])
    for content, said in (
        (b"%PDF-1.7", "不是 Word 文档"),
        (repacked(plain, word__vbaProject_bin="x").replace(b"vbaProject_bin", b"vbaProject.bin"), "有宏或嵌入的对象"),
        (
            repacked(plain, word___rels__document_xml_rels='<Relationship Id="a" Target="http://x/" TargetMode="External"/>').replace(
                b"document_xml_rels", b"document.xml.rels"
            ),
            "指向外部文件",
        ),
        (b"x" * (LARGEST_TEMPLATE + 1), "超过 2 MB"),
    ):
        with pytest.raises(Refused, match=said):
            word(content, FIELDS, DATA)


def test_the_same_words_make_the_same_file() -> None:
    assert document([ROWS]) == document([ROWS])
