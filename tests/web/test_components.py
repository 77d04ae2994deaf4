"""Parts of a page as they are printed."""

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from zhibu.kernel.decisions import Decision, Objection
from zhibu.web.charts import Branch, Chart, Series
from zhibu.web.components import Fact, Progress
from zhibu.web.html import chip, link, prose_date, route, thousands
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.state import PageState
from zhibu.web.tree import Node, render_branches, render_tree

TODAY = date(2026, 11, 24)


def printed(tag: str, **given: object) -> str:
    return " ".join(Template(f"{{% load web %}}{{% {tag} %}}").render(Context(given)).split())


def test_words_and_figures() -> None:
    assert (prose_date(date(2026, 1, 9)), thousands(4216)) == ("2026年1月9日", "4,216")
    assert chip("late", "逾期 2 天") == '<span class="chip late">逾期 2 天</span>'
    assert link("/?a=1&b=2", "<b>", kind="link") == '<a href="/?a=1&amp;b=2" class="link">&lt;b&gt;</a>'


@pytest.mark.usefixtures("gallery")
def test_addresses_of_rows() -> None:
    assert [route("member")(key) for key in (1, 12)] == ["/members/1/", "/members/12/"]


def test_head_with_crumbs_acts_and_draft() -> None:
    head = Head("登记<党员", "先登记", (Crumb("党员名册", "/members/"),), (Act("登记离开", "/left/", "harm", dialog=True),), draft=True)
    assert head.html == (
        '<nav aria-label="位置"><ol class="crumbs"><li><a href="/members/">党员名册</a></li></ol></nav>'
        '<div class="head"><div><div class="title"><h1>登记&lt;党员</h1><span class="draft-state" role="status"></span></div>'
        '<div class="lead">先登记</div></div><div class="acts"><a class="btn harm" href="/left/" data-dialog>登记离开</a></div></div>'
    )


def test_head_of_another_day_says_so() -> None:
    state = PageState.read(RequestFactory().get("/?on=2026-06-30&sort=age"), today=TODAY)
    html = Head("党员名册", as_of=state).html
    assert html.endswith('<p class="note" role="status">正在查看 2026年6月30日 的情况，不是今天的。<a href="?sort=age">回到今天</a></p>')
    assert html.count('<input type="date" name="on" value="2026-06-30" min="1900-01-01">') == 1
    assert html.count('<input type="hidden" name="sort" value="age">') == 1


def test_tree_of_links_with_branches_that_open() -> None:
    leaf = Node("枫桥第一支部", "/o/2/", "38 名", "党支部", current=True)
    assert render_tree([Node("枫桥社区党委", "/o/1/", children=(leaf,), opened=True)], label="党组织") == (
        '<ul class="tree" aria-label="党组织"><li><a href="/o/1/"><span>枫桥社区党委</span></a><details open>'
        '<summary><span class="only-read">枫桥社区党委的下级</span></summary><ul>'
        '<li><a href="/o/2/" aria-current="true"><span>枫桥第一支部 <small class="why">党支部</small></span>'
        '<span class="count">38 名</span></a></li></ul></details></li></ul>'
    )


def test_a_large_branch_is_fetched_when_it_is_opened() -> None:
    assert render_branches([Node("柳荫社区党委", "/o/9/", fetch="/o/9/below/")]) == (
        '<li><a href="/o/9/"><span>柳荫社区党委</span></a><details hx-get="/o/9/below/" hx-trigger="toggle once" hx-target="find ul">'
        '<summary><span class="only-read">柳荫社区党委的下级</span></summary><ul></ul></details></li>'
    )


def test_decision_gives_every_objection_with_article_and_remedy() -> None:
    decision = Decision.of(Objection("a", "预备期未满。", "细则第三十一条", "到期再办。"), Objection("b", "不足半数。"))
    assert printed("decision d", d=decision) == (
        '<div class="summary" role="alert"> <h2>现在还不能办理</h2> <ul class="objections"> <li> 预备期未满。 '
        '<span class="why">依据：细则第三十一条</span> <div class="remedy">怎么办：到期再办。</div> </li> '
        "<li> 不足半数。 </li> </ul> </div>"
    )
    assert printed("decision d", d=Decision()) == ""
    assert printed("decision d allowed='可以表决'", d=Decision()) == (
        '<div class="summary allowed" role="status"> <h2>可以表决</h2> </div>'
    )


def test_fact_with_reveal_but_nothing_to_copy() -> None:
    html = printed(
        "facts f", f=[Fact("公民身份号码", "999***18", reveal="/reveal/"), Fact("姓名", "张", "name"), Fact("籍贯", key="origin")]
    )
    assert (html.count('href="/reveal/" data-dialog'), html.count('data-copy="fact-name" hidden'), html.count("data-copy")) == (1, 1, 1)


def test_progress_asks_again_until_it_is_done() -> None:
    assert printed("progress p", p=Progress("导入", 1, 2, "/p/")).count('hx-get="/p/" hx-trigger="every 1s"') == 1
    assert printed("progress p", p=Progress("导入", 2, 2)).count("hx-") == 0


def test_chart_is_a_table_for_everyone() -> None:
    chart = Chart("c", "人数", "columns", ("甲", "乙"), (Series("正式", (2, 1)), Series("预备", (0, 1))), links=("/a/",), unit="名")
    assert chart.rows() == [("甲", "/a/", [2, 0]), ("乙", "", [1, 1])]
    assert chart.data() == {
        "kind": "columns",
        "names": ["甲", "乙"],
        "series": [{"name": "正式", "values": [2, 1]}, {"name": "预备", "values": [0, 1]}],
        "links": ["/a/"],
        "stacked": False,
    }


def test_tree_chart() -> None:
    chart = Chart("c", "结构", "tree", root=Branch("党工委", "/1/", (Branch("支部"),)))
    root = {"name": "党工委", "href": "/1/", "children": [{"name": "支部", "href": "", "children": []}]}
    assert chart.data() == {"kind": "tree", "root": root}


def test_data_of_a_chart_cannot_break_out_of_its_script() -> None:
    html = printed("chart c", c=Chart("c", "x", "bars", ("</script><b>",), (Series("y", (1,)),)))
    assert (html.count("</script>"), html.count("<b>")) == (1, 0)


def test_panel() -> None:
    html = Template('{% load web %}{% panel "等您处理" link="全部" url="/?a&b" body=True %}<i>{% endpanel %}').render(Context())
    assert html == (
        '<section class="panel"><header><h2>等您处理</h2><a href="/?a&amp;b">全部</a></header><div class="body"><i></div></section>'
    )
