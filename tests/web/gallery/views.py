"""Pages as the packages above will write them."""

import json
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from tests.web.gallery import people, samples
from zhibu.exchange.values import parse_date
from zhibu.web import errors, tree
from zhibu.web.components import Empty, Progress
from zhibu.web.fields import DayField, PartialDateField
from zhibu.web.forms import Confirm, FormPage, PageForm
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import PAGE, Count, Neighbours
from zhibu.web.state import PageState

ACTS = frozenset({"see_members", "see_phone"})
DRAFTS: dict[str, dict[str, str]] = {}
HOME = Crumb("工作台", "/")
ROLL = Crumb("党员名册", "/members/")


def home(request: HttpRequest) -> HttpResponse:
    context = {
        "head": Head("上午好，今天先办这三件", "2026年11月24日 星期二 · 您负责 9 个社区、112 个党组织、4,216 名党员"),
        "figures": samples.FIGURES,
        "items": samples.ITEMS,
        "bars": samples.BARS,
        "steps": samples.STEPS,
        "chart": samples.CHART,
        "decision": samples.DECISION,
        "progress": Progress("正在导入党员名册", 1840, 4216, "/progress/"),
        "empty": Empty("还没有会议记录", "记一次会议，台账、提醒和统计都由它自动生成。", (Act("记一次会议", "/members/new/", "go"),)),
    }
    messages.success(request, "已保存：枫桥第一支部11月20日的党员大会。")
    return render(request, "gallery/home.html", context)


def members(request: HttpRequest) -> HttpResponse:
    state = PageState.read(request, filters=people.FILTERS, today=people.TODAY)
    size = int(request.GET.get("size", "38"))
    every = people.roll(size)
    found = [
        one
        for one in every
        if state.value("category") in ("", one.category) and all(mark in one.marks for mark in state.chosen.get("marks", ()))
    ]
    count = Count(len(found), capped=len(found) > 10_000)
    sort = people.MEMBERS.sorting(state.sort, ACTS)
    found.sort(key=lambda one: (str(getattr(one, sort.column.sort or "key")), one.id), reverse=sort.descending)
    first, last = state.bounds(count)
    if count.capped:
        first, last = 0, PAGE
    rows = found[first:last]
    listing = Listing(
        label="党员名册",
        table=people.MEMBERS,
        state=state,
        acts=ACTS,
        rows=rows,
        count=count,
        filters=people.FILTERS,
        counts={
            "category": {name: sum(one.category == name for one in every) for name in people.CATEGORIES},
            "marks": {name: sum(name in one.marks for one in every) for name in people.MARKS},
        },
        neighbours=Neighbours(None, (rows[-1].key, rows[-1].id)) if count.capped else Neighbours(),
        empty=Empty("名册里还没有党员", "可以导入街道已有的 Excel 名册，十分钟就能看到全貌。", (Act("导入名册", "/members/new/", "go"),)),
    )
    acts = (Act("导出（号码打码）", f"/export/{state.query}"), Act("登记党员", "/members/new/", "go"))
    head = Head("党员名册", "枫桥第一支部", acts=acts, as_of=state)
    return render(request, "web/list_page.html", {"head": head, "listing": listing})


def member(request: HttpRequest, number: int) -> HttpResponse:
    acts = (
        Act("打印", f"/members/{number}/print/"),
        Act("登记离开", "/members/1/left/", "harm", dialog=True),
        Act("更正", "/members/new/", "go"),
    )
    head = Head("张淑兰", "枫桥第一支部 · 正式党员 · 党龄 53 年", (HOME, ROLL), acts)
    return render(request, "gallery/member.html", {"head": head, "facts": samples.FACTS, "events": samples.EVENTS, "steps": samples.STEPS})


class JoinForm(PageForm):
    groups = (
        ("基本信息", ("name", "identity", "sex", "nation")),
        ("党内信息", ("branch", "joined_on", "moved_on", "marks", "note", "agreed", "paper")),
    )
    name = forms.CharField(label="姓名", max_length=20, help_text="与身份证一致；少数民族姓名的间隔号写作「·」")
    identity = forms.CharField(label="公民身份号码", min_length=15, max_length=18, help_text="只显示前三位和后两位，查看完整号码会留下记录")
    sex = forms.ChoiceField(label="性别", choices=(("1", "男"), ("2", "女")), widget=forms.RadioSelect)
    nation = forms.ChoiceField(label="民族", choices=(("", "请选择"), ("01", "汉族"), ("05", "维吾尔族")))
    branch = forms.ChoiceField(label="所在党支部", choices=(("", "请选择"), ("1", "枫桥第一支部"), ("2", "枫桥第二支部")))
    joined_on = PartialDateField(label="入党日期", parse=parse_date)
    moved_on = DayField(label="转入日期", parse=parse_date, required=False)
    marks = forms.MultipleChoiceField(
        label="标记",
        choices=tuple(people.MARKS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label="备注", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    agreed = forms.BooleanField(label="已核对本人身份证件", required=False)
    paper = forms.FileField(label="介绍信", required=False)


def new_member(request: HttpRequest) -> HttpResponse:
    form = JoinForm(request.POST or None, today=people.TODAY)
    if form.is_valid():
        form.refuse(samples.DECISION)
    page = FormPage(form, "登记", "/members/", "/drafts/member-new/", samples.DECISION if "refused" in request.GET else None)
    head = Head("登记党员", "先登记必填的几项，其余以后再补", (HOME, ROLL), draft=True)
    return render(request, "web/form_page.html", {"head": head, "page": page})


def left(request: HttpRequest) -> HttpResponse:
    page = Confirm(
        "登记张淑兰同志离开本支部",
        "确认离开",
        "/members/1/",
        "组织关系已经在全国党员管理信息系统转出后，再在这里登记。",
        ("从 2026年11月24日 起不在枫桥第一支部名册上，应到会人数相应减少。", "以前的会议、学时、党费记录不变。", "当天可以由您撤回。"),
    )
    return render(request, "web/confirm.html", {"page": page})


class ReasonForm(PageForm):
    reason = forms.CharField(label="查看原因", max_length=100, help_text="会记入查阅记录，本人可以看到")


def reveal(request: HttpRequest) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    page = Confirm("查看张淑兰同志的完整号码", "查看", "/members/1/", "号码显示一次，请不要抄录到别处。", form=form, harm=False)
    return render(request, "web/confirm.html", {"page": page})


def organisations(request: HttpRequest) -> HttpResponse:
    context = {"head": Head("党组织", "按隶属关系排列", (HOME,)), "nodes": samples.TREE, "picture": samples.PICTURE}
    return render(request, "gallery/organisations.html", context)


def branches(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(tree.render_branches(samples.BRANCHES))


def progress(request: HttpRequest) -> HttpResponse:
    return render(request, "web/parts/progress.html", {"progress": Progress("正在导入党员名册", 4216, 4216)})


def draft(request: HttpRequest, key: str) -> HttpResponse:
    if request.method == "POST":
        DRAFTS[key] = json.loads(request.body)["fields"]
    elif request.method == "DELETE":
        DRAFTS.pop(key, None)
    return JsonResponse({"fields": DRAFTS.get(key, {})}, status=HTTPStatus.OK)


def log_in(request: HttpRequest) -> HttpResponse:
    return render(request, "gallery/login.html", {"form": LoginForm(request.POST or None)})


class LoginForm(PageForm):
    username = forms.CharField(label="登录名")
    password = forms.CharField(label="密码", widget=forms.PasswordInput)


@require_POST
def nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/")


def refused(_request: HttpRequest) -> HttpResponse:
    raise errors.MissingRight(right="查看完整号码", where="枫桥第一支部", granted_by=("周敏（街道组织办）", "何静（账号管理员）"))


def broken(_request: HttpRequest) -> HttpResponse:
    message = "a fault for the page of faults"
    raise RuntimeError(message)
