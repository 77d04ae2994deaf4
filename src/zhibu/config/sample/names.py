"""Names: common surnames by their real frequency, surnames of two readings and of two characters, names of minorities."""

from collections.abc import Sequence
from random import Random
from typing import Final

from zhibu.config.sample.given_names import RARE, fashion_of
from zhibu.config.sample.lots import terms, words
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.people import Sex

SURNAMES: Final = (
    "王720李740张680刘520陈470杨310赵200黄220周200吴200徐150孙150胡130朱130高110林120何120郭110马90罗90"
    "梁85宋80郑90谢70韩68唐65冯62于61董61萧10程57曹55袁54邓54许53傅51沈50曾49彭48吕47苏46卢45蒋45蔡44"
    "贾42丁41魏41薛40叶39阎14余39潘38杜37戴36夏36钟35汪35田34任34姜34范34方33石33姚32谭32廖31邹31熊30"
    "金30陆30郝29孔29白28崔28康27毛26邱26秦25江25史24顾24侯23邵23孟22龙22万21段21雷20钱20汤19尹19黎18"
    "易18常17武17乔16贺16赖15龚15文14庞13樊13兰12殷12施12陶11洪11翟11安10颜10倪9严9牛9温9芦8季8俞8章8鲁8葛8"
    "伍8韦7申7尤7毕7聂7丛6焦6向6柳6邢6岳6齐6梅6莫6庄6辛6管6祝6左5涂5谷5祁5时5舒5耿5牟5卜5路5詹5关5苗5凌5费5"
    "纪5靳5盛5童5欧4甄4项4曲4成4游4阳4裴4席4卫4位2查4屈4鲍4覃4霍4翁4隋4植3甘4景4薄3单5包4司4柏4宁4柯4阮4桂4"
    "闵4欧阳5解4强3丘3华4车4苟3冉4仇4区2朴2盖2缪2乐2种1员1黑1上官1司徒1诸葛1尉迟1皇甫1令狐1"
)
"""Surname and weight; several are read otherwise than in common words, such as 单、解、查、曾、区、仇、朴、盖、尉迟."""

BY_PEOPLE: Final[dict[Ethnicity, str]] = {
    Ethnicity.HUI: "马50白8哈3沙4丁6穆4杨8王7李7金5海2撒1",
    Ethnicity.MANCHU: "关9佟6赵8王9李8张6富3那3金5白4罗4",
    Ethnicity.TUJIA: "向9田9彭8覃6冉5张5谭6李5",
    Ethnicity.MIAO: "龙9吴8石7杨8麻4田3李4",
    Ethnicity.ZHUANG: "韦12黄10覃8农6陆6蓝3李4",
    Ethnicity.DONG: "杨9吴8石6龙4陆3",
    Ethnicity.YI: "李8杨6张5普4罗4阿1",
    Ethnicity.KOREAN: "金12李8朴8崔6郑4",
}
"""Surnames of those peoples whose names are built like those of the Han."""

NAMES_OF: Final[dict[Ethnicity, tuple[Sequence[str], Sequence[str]]]] = {
    Ethnicity.UYGUR: (
        ("艾力·买买提", "吐尔逊·阿不都", "艾尼瓦尔·卡德尔", "阿迪力·吾买尔", "木拉提·伊明", "凯赛尔·阿布都热合曼"),
        ("阿依古丽·买买提", "古丽娜尔·吐尔逊", "热娜·艾合买提", "米日古丽·卡斯木", "迪丽拜尔·阿布力孜"),
    ),
    Ethnicity.KAZAK: (("叶尔兰·别克", "努尔兰·哈力", "巴合提·木拉提"), ("古丽扎提·叶尔肯", "阿依努尔·巴合提")),
    Ethnicity.TIBETAN: (("次仁顿珠", "扎西平措", "多吉旺堆", "洛桑·次仁"), ("次仁卓玛", "央金拉姆", "德吉·白玛", "格桑曲珍")),
    Ethnicity.MONGOL: (
        ("巴特尔", "苏和", "那顺巴图", "额尔敦", "宝音", "乌恩·孟和"),
        ("乌云其木格", "萨日娜", "其其格", "娜仁花", "斯琴高娃"),
    ),
    Ethnicity.RUSSIAN: (("伊万·米哈伊洛维奇",), ("娜塔莎·伊万诺娃",)),
}
"""Names that have no surname of ours: two parts with a dot between them, or one."""

PEOPLES: Final = "回22 满14 土家9 苗7 壮7 蒙古5 维吾尔3 朝鲜3 侗3 彝2 藏2 哈萨克1"
"""Minorities and their weights among themselves."""

COMMON: Final = words(SURNAMES)
OF_PEOPLE: Final = {people: words(table) for people, table in BY_PEOPLE.items()}
PEOPLE: Final = terms(Ethnicity, PEOPLES)

MINORITY_SHARE: Final = 0.068
RARE_SHARE: Final = 0.006
WHOLE_SHARE: Final = 0.35
"""How many names are one of the decade's common ones as a whole."""


def draw_ethnicity(rng: Random) -> Ethnicity:
    """Han for most."""
    if rng.random() >= MINORITY_SHARE:
        return Ethnicity.HAN
    return PEOPLE.draw(rng)


def draw_name(rng: Random, *, sex: Sex, year: int, ethnicity: Ethnicity) -> str:
    """A name for somebody born in a year."""
    own = NAMES_OF.get(ethnicity)
    if own is not None:
        return rng.choice(own[0] if sex is Sex.MALE else own[1])
    return OF_PEOPLE.get(ethnicity, COMMON).draw(rng) + _given(rng, sex, year)


def _given(rng: Random, sex: Sex, year: int) -> str:
    if rng.random() < RARE_SHARE:
        return rng.choice(RARE)
    fashion = fashion_of(sex, year)
    if rng.random() < WHOLE_SHARE:
        return rng.choice(fashion.whole)
    return rng.choice(fashion.first) + rng.choice(fashion.second)
