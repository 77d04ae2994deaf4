"""A refusal names its article and the values it stands on; where there is a page of them, it leads there."""

from collections.abc import Iterator

import pytest
from django import forms
from django.template import Context, Template

from zhibu.kernel.decisions import Decision, Objection, Reading
from zhibu.web import citing
from zhibu.web.forms import PageForm

LAW = Reading("probation.months", says="预备期", value="12 个月", article="《细则》第三十二条")
OWN = Reading("own", says="提前<天>", value="30 天", article="向党工〔2026〕3 号")
REFUSED = Decision(
    (Objection("early", "预备期未满。", "《细则》第三十二条", "到期再办。", "on"), Objection("few", "人数不够。", "某文件<3>")),
    (LAW, OWN, "a name alone says nothing"),
)
ARTICLE = '<a href="/rules/probation.months/">《细则》第三十二条</a>'
READINGS = (
    '<div class="readings"><h3>依据的数值</h3><ul>'
    f'<li><a href="/rules/probation.months/">预备期</a>：12 个月 <span class="why">{ARTICLE}</span></li>'
    '<li>提前&lt;天&gt;：30 天 <span class="why">向党工〔2026〕3 号</span></li></ul></div>'
)


class Shelf:
    def article(self, cited: str) -> str:
        return "/rules/probation.months/" if cited == "《细则》第三十二条" else ""

    def rule(self, name: str) -> str:
        return "/rules/probation.months/" if name == "probation.months" else ""


class Empty:
    def article(self, cited: str) -> str:
        return ""

    def rule(self, name: str) -> str:
        return ""


@pytest.fixture
def shelf() -> Iterator[None]:
    there = list(citing._shelf)
    citing.use(Shelf())
    yield
    citing._shelf[:] = there


def printed(template: str, **given: object) -> str:
    text = Template("{% load web %}" + template).render(Context(given))
    return "".join(line.strip() for line in text.splitlines())


@pytest.mark.usefixtures("shelf")
def test_an_article_that_is_known_leads_to_its_page() -> None:
    page = printed("{% decision found %}", found=REFUSED)
    assert page == (
        '<div class="summary" role="alert"><h2>现在还不能办理</h2><ul class="objections">'
        f'<li>预备期未满。<span class="why">依据：{ARTICLE}</span><div class="remedy">怎么办：到期再办。</div></li>'
        f'<li>人数不够。<span class="why">依据：某文件&lt;3&gt;</span></li></ul>{READINGS}</div>'
    )


@pytest.mark.usefixtures("shelf")
def test_what_may_be_done_says_its_values_too() -> None:
    page = printed("{% decision found allowed='可以办理' %}", found=Decision(read=REFUSED.read))
    assert page == f'<div class="summary allowed" role="status"><h2>可以办理</h2>{READINGS}</div>'


@pytest.mark.usefixtures("shelf")
def test_a_form_that_was_refused_says_the_same() -> None:
    class OnForm(PageForm):
        on = forms.CharField(label="日期")

    form = OnForm({"on": "2026-01-01"})
    assert form.is_valid()
    form.refuse(REFUSED)
    form.refuse(Decision(read=REFUSED.read))
    page = printed("{{ form }}", form=form)
    assert page.count(READINGS) == 1
    assert f"依据：{ARTICLE}</span>" in page


@pytest.mark.usefixtures("shelf")
def test_where_no_rules_have_pages_articles_are_plain_words() -> None:
    citing.use(Empty())
    assert printed("{{ article|cited }}", article="《细则》<第三十二条>") == "《细则》&lt;第三十二条&gt;"
    assert "<a" not in printed("{% decision found %}", found=REFUSED)
