"""What stands in the sample street: nine communities with their branches, and what stands directly below the street."""

from dataclasses import dataclass
from typing import Final

from zhibu.config.sample.tree import Trade


@dataclass(frozen=True, slots=True)
class Area:
    """A community: numbered branches, branches named after estates, others with their trade."""

    name: str
    numbered: int
    estates: tuple[str, ...] = ()
    others: tuple[tuple[str, Trade], ...] = ()
    ending: str = "党委"


AREAS: Final = (
    Area("晨光社区", 8, ("翠湖花园", "书香苑"), (("晨光社区商圈联合党支部", Trade.PRIVATE),)),
    Area("柳荫社区", 7, ("银杏苑",), (("柳荫社区物业行业联合党支部", Trade.PRIVATE), ("向阳农贸市场党支部", Trade.STATE))),
    Area("文澜社区", 6, ("学府里", "教工新村"), (("文澜社区离退休党支部", Trade.RETIRED), ("云溪启智培训学校党支部", Trade.SOCIAL))),
    Area("桂园社区", 8, ("丹桂苑",), (("桂园社区楼宇联合党支部", Trade.PRIVATE), ("云溪明理律师事务所党支部", Trade.SOCIAL))),
    Area(
        "铁新社区",
        7,
        ("铁路新村",),
        (
            ("铁新社区离退休第一党支部", Trade.RETIRED),
            ("铁新社区离退休第二党支部", Trade.RETIRED),
            ("云溪建材城联合党支部", Trade.PRIVATE),
            ("云溪铁新再生资源公司党支部", Trade.PRIVATE),
        ),
    ),
    Area("滨溪社区", 6, ("滨溪家园", "亲水湾"), (("云溪德盛汽车党支部", Trade.PRIVATE),)),
    Area("东风里社区", 6, ("老街",), (("东风里社区沿街商户联合党支部", Trade.PRIVATE), ("云溪康宁大药房党支部", Trade.PRIVATE))),
    Area("和乐社区", 2, (), (("云溪金穗食品公司党支部", Trade.PRIVATE),), "党总支"),
    Area("翠屏社区", 2, (), (), "党总支"),
)

UNDER_STREET: Final[tuple[tuple[str, Trade, tuple[str, ...]], ...]] = (
    ("向阳街道机关党总支", Trade.OFFICE, ("向阳街道机关第一党支部", "向阳街道机关第二党支部", "向阳街道机关离退休党支部")),
    (
        "向阳街道两新组织综合党委",
        Trade.PRIVATE,
        (
            "云溪启明软件公司党支部",
            "云溪恒信建筑公司党支部",
            "向阳街道快递物流行业联合党支部",
            "向阳街道社会组织联合党支部",
            "向阳街道外卖骑手联合党支部",
            "星光商务楼联合党支部",
            "云溪绿源环保公司党支部",
        ),
    ),
    (
        "云溪动力机械公司党委",
        Trade.STATE,
        (
            "云溪动力机械公司机关党支部",
            "云溪动力机械公司铸造车间党支部",
            "云溪动力机械公司装配车间党支部",
            "云溪动力机械公司技术中心党支部",
            "云溪动力机械公司离退休第一党支部",
            "云溪动力机械公司离退休第二党支部",
        ),
    ),
    ("向阳实验中学党总支", Trade.SCHOOL, ("向阳实验中学教学第一党支部", "向阳实验中学教学第二党支部", "向阳实验中学离退休党支部")),
    (
        "云溪区中医医院党总支",
        Trade.HOSPITAL,
        ("云溪区中医医院门诊党支部", "云溪区中医医院住院部党支部", "云溪区中医医院行政后勤党支部", "云溪区中医医院离退休党支部"),
    ),
)

STANDING_ALONE: Final = (
    ("向阳小学党支部", Trade.SCHOOL),
    ("向阳社区卫生服务中心党支部", Trade.HOSPITAL),
    ("云溪水务向阳营业所党支部", Trade.STATE),
    ("云溪供电向阳供电所党支部", Trade.STATE),
    ("云溪公交第三车队党支部", Trade.STATE),
    ("向阳环卫所党支部", Trade.STATE),
    ("向阳养老服务中心党支部", Trade.SOCIAL),
    ("向阳街道流动党员党支部", Trade.FLOATING),
    ("滨溪片区更新改造项目临时党支部", Trade.PRIVATE),
)

SIZES: Final = {
    Trade.COMMUNITY: (38, 62),
    Trade.RETIRED: (46, 74),
    Trade.OFFICE: (18, 34),
    Trade.SCHOOL: (20, 38),
    Trade.HOSPITAL: (18, 36),
    Trade.STATE: (16, 40),
    Trade.PRIVATE: (5, 19),
    Trade.SOCIAL: (5, 14),
    Trade.FLOATING: (14, 15),
}
"""How large branches are, before all are brought to the street's total."""
