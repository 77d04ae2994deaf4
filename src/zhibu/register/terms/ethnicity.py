"""The 56 nationalities of China by GB/T 3304-1991, with its two codes for everybody else.

Sheets write 汉 and 汉族 alike; old names and common misspellings are read as well.
"""

from typing import Self

from zhibu.register.terms.term import CodedTerm, spelled


class Ethnicity(CodedTerm):
    """民族, GB/T 3304-1991; the English values follow the standard's romanised names."""

    HAN = "han", "01", "汉族"
    MONGOL = "mongol", "02", "蒙古族", "蒙族"
    HUI = "hui", "03", "回族"
    TIBETAN = "tibetan", "04", "藏族"
    UYGUR = "uygur", "05", "维吾尔族", "维族"
    MIAO = "miao", "06", "苗族"
    YI = "yi", "07", "彝族"
    ZHUANG = "zhuang", "08", "壮族", "僮族"
    BOUYEI = "bouyei", "09", "布依族"
    KOREAN = "korean", "10", "朝鲜族", "朝族"
    MANCHU = "manchu", "11", "满族"
    DONG = "dong", "12", "侗族"
    YAO = "yao", "13", "瑶族"
    BAI = "bai", "14", "白族"
    TUJIA = "tujia", "15", "土家族"
    HANI = "hani", "16", "哈尼族"
    KAZAK = "kazak", "17", "哈萨克族"
    DAI = "dai", "18", "傣族"
    LI = "li", "19", "黎族"
    LISU = "lisu", "20", "傈僳族", "栗僳族"
    VA = "va", "21", "佤族"
    SHE = "she", "22", "畲族", "畬族"
    GAOSHAN = "gaoshan", "23", "高山族"
    LAHU = "lahu", "24", "拉祜族"
    SUI = "sui", "25", "水族"
    DONGXIANG = "dongxiang", "26", "东乡族"
    NAXI = "naxi", "27", "纳西族"
    JINGPO = "jingpo", "28", "景颇族"
    KIRGIZ = "kirgiz", "29", "柯尔克孜族"
    TU = "tu", "30", "土族"
    DAUR = "daur", "31", "达斡尔族", "达翰尔族", "达尔族"
    MULAO = "mulao", "32", "仫佬族"
    QIANG = "qiang", "33", "羌族"
    BLANG = "blang", "34", "布朗族"
    SALAR = "salar", "35", "撒拉族"
    MAONAN = "maonan", "36", "毛南族", "毛难族"
    GELAO = "gelao", "37", "仡佬族"
    XIBE = "xibe", "38", "锡伯族"
    ACHANG = "achang", "39", "阿昌族"
    PUMI = "pumi", "40", "普米族"
    TAJIK = "tajik", "41", "塔吉克族"
    NU = "nu", "42", "怒族"
    UZBEK = "uzbek", "43", "乌孜别克族", "乌兹别克族"
    RUSSIAN = "russian", "44", "俄罗斯族"
    EWENKI = "ewenki", "45", "鄂温克族"
    DEANG = "deang", "46", "德昂族", "崩龙族"
    BONAN = "bonan", "47", "保安族"
    YUGUR = "yugur", "48", "裕固族"
    GIN = "gin", "49", "京族"
    TATAR = "tatar", "50", "塔塔尔族"
    DERUNG = "derung", "51", "独龙族"
    OROQEN = "oroqen", "52", "鄂伦春族"
    HEZHEN = "hezhen", "53", "赫哲族"
    MONBA = "monba", "54", "门巴族"
    LHOBA = "lhoba", "55", "珞巴族"
    JINO = "jino", "56", "基诺族"
    OTHER = "other", "97", "其他", "其他族", "其它", "未识别民族", "穿青人", "革家人"
    NATURALISED = "naturalised", "98", "外国血统入籍", "外国血统", "外国血统中国籍人士", "入籍"

    @classmethod
    def read(cls, raw: str | float) -> Self | None:
        """With or without 族: 维吾尔 is 维吾尔族."""
        return super().read(raw) or super().read(f"{spelled(raw)}族")
