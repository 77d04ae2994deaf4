"""Surnames that are read otherwise than the character elsewhere (多音字), and surnames of two characters.

Where a surname has two readings (覃 qin or tan, 牟 mu or mou, 郗 xi or chi) the more frequent one stands; from memory.
"""

from typing import Final

from zhibu.register.rules.readings import Reading


def _table(text: str) -> dict[str, tuple[Reading, ...]]:
    """'单shan4 万俟mo4qi2' -> each surname with the readings of its characters."""
    surnames: dict[str, tuple[Reading, ...]] = {}
    for entry in text.split():
        name = "".join(sign for sign in entry if not sign.isascii())
        letters = entry[len(name) :]
        for digit in "12345":
            letters = letters.replace(digit, f"{digit} ")
        surnames[name] = tuple(Reading(part[:-1], int(part[-1])) for part in letters.split())
    return surnames


SINGLE: Final = _table(
    "单shan4 仇qiu2 解xie4 曾zeng1 查zha1 区ou1 朴piao2 任ren2 盖ge3 翟zhai2 乐yue4 尉wei4 万wan4 缪miao4 宓mi4 晁chao2 冼xian3 洗xian3 "
    "逄pang2 隗wei3 员yun4 贠yun4 郇xun2 郗xi1 覃qin2 谌chen2 种chong2 佴nai4 黑he4 折she2 哈ha3 纪ji3 葛ge3 华hua4 柏bai3 薄bo2 "
    "秘bi4 召shao4 盛sheng4 呙guo1 訾zi1 祭zhai4 能nai4 乜nie4 那na1 牟mu4 曲qu1 瞿qu2 莘shen1 撒sa3 相xiang4 应ying1 "
    "占zhan1 宿su4 眭sui1 郄qie4 爨cuan4 句gou1 仉zhang3 繁po2 干gan1 会gui4 阚kan4 阙que1 过guo1 都du1 车che1 行xing2 降jiang4 "
    "重chong2 长zhang3 参shen1 藏zang1 宁ning4 燕yan1 於yu1 要yao1 鲜xian1 少shao4 禚zhuo2 尹yin3 亓qi2 逯lu4 昝zan3 禤xuan1 "
    "褚chu3 郏jia2 郜gao4 璩qu2 殳shu1 蒯kuai3 麴qu1 厍she4 缑gou1 谯qiao2 幺yao1 弋yi4 芮rui4 靳jin4 綦qi2 臧zang1 卜bu3 石shi2 沈shen3 "
    "强qiang2 盘pan2 纳na4 不fou3 角jue2 朝chao2 适kuo4 便pian2 溥pu3 甄zhen1 焦jiao1 肖xiao1 夏xia4 谷gu3 俞yu2 戚qi1 娄lou2"
)
COMPOUND: Final = _table(
    "欧阳ou1yang2 司马si1ma3 上官shang4guan1 夏侯xia4hou2 诸葛zhu1ge3 闻人wen2ren2 东方dong1fang1 赫连he4lian2 皇甫huang2fu3 尉迟yu4chi2 "
    "公羊gong1yang2 澹台tan2tai2 公冶gong1ye3 宗政zong1zheng4 濮阳pu2yang2 淳于chun2yu2 太叔tai4shu1 申屠shen1tu2 公孙gong1sun1 "
    "仲孙zhong4sun1 轩辕xuan1yuan2 令狐ling2hu2 钟离zhong1li2 宇文yu3wen2 长孙zhang3sun1 慕容mu4rong2 鲜于xian1yu2 闾丘lv2qiu1 "
    "司徒si1tu2 司空si1kong1 亓官qi2guan1 司寇si1kou4 子车zi3ju1 颛孙zhuan1sun1 端木duan1mu4 巫马wu1ma3 公西gong1xi1 漆雕qi1diao1 "
    "乐正yue4zheng4 壤驷rang3si4 公良gong1liang2 拓跋tuo4ba2 夹谷jia2gu3 宰父zai3fu3 谷梁gu3liang2 百里bai3li3 东郭dong1guo1 南门nan2men2 "
    "呼延hu1yan2 羊舌yang2she2 微生wei1sheng1 梁丘liang2qiu1 左丘zuo3qiu1 东门dong1men2 西门xi1men2 南宫nan2gong1 第五di4wu3 万俟mo4qi2 "
    "贺兰he4lan2 独孤du2gu1 纳兰na4lan2 完颜wan2yan2 叶赫ye4he4 哥舒ge1shu1 即墨ji2mo4 达奚da2xi1 褚师chu3shi1"
)
"""Read as a surname only in a name of three characters and more: 东方 alone may be 东 and 方. 单于 is left out: today it is 单."""
