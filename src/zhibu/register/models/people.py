"""Persons: the fields of the national sheets. A member is a person whose status is full or probationary."""

from typing import ClassVar

from django.db import models

from zhibu.register.models.organisations import PATH, Guarded, Organisation
from zhibu.store.guards import Recorded


class Person(Recorded):
    """Somebody in the register. Numbers, phones and addresses are sealed with the person's own key.

    Of somebody whose time of keeping has ended (``erased_on``) nothing is left but what past counts stand on: the row, its code, the spans
    of roll, status, state, category and post; the key is destroyed and the name says so.
    ``month_only`` names the date columns, separated by commas, of which only the month is known (the day is then the first).
    Codes: ``sex`` GB/T 2261.1, ``ethnicity`` GB/T 3304, ``marital_status`` GB/T 2261.2.
    """

    reach_field: ClassVar[str] = "now_path"
    own_field: ClassVar[str] = "pk"
    trail_subject: ClassVar[tuple[str, str]] = ("person", "id")
    projections: ClassVar[frozenset[str]] = frozenset({"now_path", "now_organisation_id", "now_status", "now_category"})
    repeats: ClassVar[frozenset[str]] = frozenset({"sort_key", "pinyin", "initials", "id_number_index", "last_four_index"})

    code = models.CharField("编号", max_length=12, unique=True)
    key_name = models.CharField("密钥编号", max_length=32)
    generated = models.BooleanField("演示数据", default=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="并入")
    erased_on = models.DateField("资料销毁日期", null=True)

    name = models.CharField("姓名", max_length=60)
    sort_key = models.CharField("拼音排序", max_length=120, default="")
    pinyin = models.CharField("拼音", max_length=120, default="")
    initials = models.CharField("拼音首字母", max_length=30, default="")
    sex = models.CharField("性别", max_length=12, default="")
    ethnicity = models.CharField("民族", max_length=24, default="")
    birth_date = models.DateField("出生日期", null=True)
    native_place = models.CharField("籍贯", max_length=100, default="")
    marital_status = models.CharField("婚姻状况", max_length=20, default="")
    month_only = models.CharField("只知月份", max_length=200, default="")

    id_number_sealed = models.BinaryField("公民身份号码", null=True)
    id_number_index = models.BinaryField("身份号码索引", null=True)
    last_four_index = models.BinaryField("后四位索引", null=True)
    phone_sealed = models.BinaryField("手机号码", null=True)
    landline_sealed = models.BinaryField("固定电话", null=True)
    residence_sealed = models.BinaryField("现居住地", null=True)
    household_sealed = models.BinaryField("户籍所在地", null=True)

    applied_on = models.DateField("申请入党日期", null=True)
    activist_on = models.DateField("确定入党积极分子日期", null=True)
    prospective_on = models.DateField("确定发展对象日期", null=True)
    joined_on = models.DateField("入党日期", null=True)
    confirmed_on = models.DateField("转正日期", null=True)
    joining_type = models.CharField("入党类型", max_length=40, default="")
    confirmation_note = models.CharField("转正情况", max_length=40, default="")
    probation_extended_to = models.DateField("延长预备期至", null=True)
    joined_at_branch = models.CharField("入党时所在支部", max_length=120, default="")
    standing_correction = models.SmallIntegerField("党龄校正值", null=True)
    league_joined_on = models.DateField("入团日期", null=True)
    work_started_on = models.DateField("参加工作日期", null=True)
    work_unit_and_post = models.CharField("工作单位及职务", max_length=200, default="")
    technical_post = models.CharField("从事专业技术职务", max_length=60, default="")
    new_stratum = models.CharField("新社会阶层类型", max_length=60, default="")
    front_line = models.CharField("一线情况", max_length=60, default="")
    migrant_worker = models.BooleanField("是否农民工", null=True)
    training = models.CharField("培训情况", max_length=100, default="")
    archive_unit = models.CharField("党员档案所在单位", max_length=120, default="")

    now_path = models.CharField("路径", max_length=PATH, default="")
    now_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="所在党支部")
    now_status = models.CharField("人员类别", max_length=20, default="")
    now_category = models.CharField("管理类别", max_length=24, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "人员"
        indexes = [
            models.Index(fields=["now_path", "now_status", "now_category", "sort_key"], name="person_path_ix"),
            models.Index(fields=["sort_key", "id", "now_path", "now_status", "now_category"], name="person_sort_ix"),
            models.Index(fields=["initials", "now_path"], name="person_initials_ix"),
            models.Index(fields=["pinyin", "now_path"], name="person_pinyin_ix"),
            models.Index(fields=["name", "birth_date"], name="person_name_ix"),
            models.Index(fields=["id_number_index"], name="person_number_ix"),
            models.Index(fields=["last_four_index"], name="person_last_four_ix"),
        ]

    def __str__(self) -> str:
        return self.name


class CheckNote(Recorded):
    """Something a sheet said that somebody should look at: a value outside the code list, a joining age below 18.

    The raw text is kept; the note is closed when the value is corrected or confirmed as it stands.
    """

    reach_field: ClassVar[str] = "person__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("person", "person_id")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="人员", db_index=False)
    field = models.CharField("栏目", max_length=40)
    code = models.CharField("情形", max_length=40)
    raw = models.CharField("原文", max_length=200, default="")
    message = models.CharField("说明", max_length=300)
    since = models.DateField("提出日期")
    closed_on = models.DateField("核实日期", null=True)

    objects = Guarded()

    class Meta:
        verbose_name = "需核实"
        indexes = [models.Index(fields=["person", "closed_on"], name="checknote_person_ix")]

    def __str__(self) -> str:
        return self.message


class MoveState(models.TextChoices):
    """How far a proposal has come.

    ``accepted`` is a draft transfer: it names from where and to where and moves nobody. The package of transfers takes it over from
    there, opens its case on it, and sets ``done`` when the national system has carried it out.
    """

    OPEN = "open", "待处理"
    ACCEPTED = "accepted", "转接草稿"
    WITHDRAWN = "withdrawn", "不采纳"
    DONE = "done", "已转接"


class MoveSource(models.TextChoices):
    """Who says that somebody belongs elsewhere: a roster that was imported, somebody on a page, or the rule of 归属."""

    IMPORT = "import", "导入的名册"
    PAGE = "page", "人工提出"
    RULE = "rule", "按规定判断"


class MoveProposal(Recorded):
    """Somebody seems to belong to another branch: a proposal that moves nobody by itself.

    What the rule says is derived and has no row before somebody acts on it. Then ``article`` says what it stands on, and ``grounds`` the
    facts: who declined is not asked again while they are the same. Only a declined one may be without a target.
    """

    reach_field: ClassVar[str] = "person__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("person", "person_id")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="人员", db_index=False)
    origin = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="现在的党支部", db_index=False
    )
    """Where the person stood when somebody acted on it."""
    target = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="拟转入党组织", db_index=False
    )
    source = models.CharField("来源", max_length=20)
    note = models.CharField("说明", max_length=300, default="")
    article = models.CharField("依据", max_length=160, default="")
    grounds = models.CharField("所依情况", max_length=160, default="")
    proposed_on = models.DateField("提出日期")
    state = models.CharField("状态", max_length=12, default=MoveState.OPEN)
    accepted_on = models.DateField("采纳日期", null=True)
    settled_on = models.DateField("处理日期", null=True)
    answer = models.CharField("处理说明", max_length=300, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "转接建议"
        indexes = [
            models.Index(fields=["person", "state"], name="moveproposal_person_ix"),
            models.Index(fields=["target", "state"], name="moveproposal_target_ix"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.target_id}"
