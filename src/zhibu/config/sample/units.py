"""The sixty resident units of the sample street, with the Party organisations set up in them."""

from dataclasses import dataclass
from typing import Final

from zhibu.register.terms.units import FormationMode, Ownership

OFFICE, INSTITUTION, SCHOOL, HOSPITAL = Ownership.GOVERNMENT_OFFICE, Ownership.PUBLIC_INSTITUTION, Ownership.SCHOOL, Ownership.HOSPITAL
STATE, COLLECTIVE, PRIVATE = Ownership.STATE_ENTERPRISE, Ownership.COLLECTIVE_ENTERPRISE, Ownership.PRIVATE_ENTERPRISE
SOCIAL, SELF_GOVERNING, ARMY, OTHER = Ownership.SOCIAL_ORGANISATION, Ownership.SELF_GOVERNING_BODY, Ownership.ARMY_UNIT, Ownership.OTHER

ALONE, SUCCESSION, TOGETHER = FormationMode.STANDALONE, FormationMode.SUCCESSION, FormationMode.JOINT
ASSISTED, ATTACHED, PROVISIONAL = FormationMode.ASSISTED, FormationMode.ATTACHED, FormationMode.PROVISIONAL


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit: where it stands, how many work there, which Party organisation was set up and how."""

    name: str
    ownership: Ownership
    community: str
    heads: int
    organisation: str = ""
    """Short name of the Party organisation; empty where there is none."""
    mode: FormationMode | None = None

    @property
    def district_owned(self) -> bool | None:
        """Of what is public, what bears the district's or the street's name."""
        public = self.ownership in {OFFICE, INSTITUTION, SCHOOL, HOSPITAL, STATE, COLLECTIVE}
        return self.name.startswith(("云溪区", "向阳")) if public else None


UNITS: Final = (
    PlannedUnit("向阳街道办事处", OFFICE, "晨光社区", 74, "向阳街道机关党总支", ALONE),
    PlannedUnit("云溪区市场监督管理局向阳所", OFFICE, "柳荫社区", 16),
    PlannedUnit("云溪区税务局第二分局", OFFICE, "文澜社区", 42),
    PlannedUnit("云溪区司法局向阳司法所", OFFICE, "晨光社区", 6),
    PlannedUnit("云溪区档案馆", OFFICE, "文澜社区", 23),
    PlannedUnit("云溪区环境卫生中心向阳所", INSTITUTION, "铁新社区", 118, "向阳环卫所党支部", ALONE),
    PlannedUnit("云溪区图书馆", INSTITUTION, "文澜社区", 31),
    PlannedUnit("向阳街道养老服务中心", INSTITUTION, "桂园社区", 39, "向阳养老服务中心党支部", ALONE),
    PlannedUnit("云溪区农业技术推广站", INSTITUTION, "滨溪社区", 18),
    PlannedUnit("向阳实验中学", SCHOOL, "文澜社区", 186, "向阳实验中学党总支", ALONE),
    PlannedUnit("向阳小学", SCHOOL, "柳荫社区", 97, "向阳小学党支部", ALONE),
    PlannedUnit("向阳街道中心幼儿园", SCHOOL, "桂园社区", 44),
    PlannedUnit("东风里小学", SCHOOL, "东风里社区", 58),
    PlannedUnit("云溪区中医医院", HOSPITAL, "桂园社区", 312, "云溪区中医医院党总支", ALONE),
    PlannedUnit("向阳街道社区卫生服务中心", HOSPITAL, "晨光社区", 63, "向阳社区卫生服务中心党支部", ALONE),
    PlannedUnit("云溪动力机械有限责任公司", STATE, "铁新社区", 845, "云溪动力机械公司党委", SUCCESSION),
    PlannedUnit("云溪水务有限公司向阳营业所", STATE, "滨溪社区", 47, "云溪水务向阳营业所党支部", ALONE),
    PlannedUnit("云溪供电公司向阳供电所", STATE, "滨溪社区", 36, "云溪供电向阳供电所党支部", ALONE),
    PlannedUnit("云溪公交公司第三车队", STATE, "东风里社区", 152, "云溪公交第三车队党支部", ALONE),
    PlannedUnit("云溪粮油储备有限公司", STATE, "铁新社区", 54),
    PlannedUnit("云溪文化旅游投资有限公司", STATE, "翠屏社区", 28),
    PlannedUnit("向阳农贸市场", COLLECTIVE, "柳荫社区", 33, "向阳农贸市场党支部", SUCCESSION),
    PlannedUnit("向阳服装厂", COLLECTIVE, "东风里社区", 61),
    PlannedUnit("向阳街道供销社", COLLECTIVE, "和乐社区", 12),
    PlannedUnit("云溪启明软件有限公司", PRIVATE, "文澜社区", 136, "云溪启明软件公司党支部", ALONE),
    PlannedUnit("云溪恒信建筑工程有限公司", PRIVATE, "桂园社区", 208, "云溪恒信建筑公司党支部", ALONE),
    PlannedUnit("云溪佳美物业服务有限公司", PRIVATE, "柳荫社区", 94, "柳荫社区物业行业联合党支部", TOGETHER),
    PlannedUnit("云溪安居物业服务有限公司", PRIVATE, "晨光社区", 71, "柳荫社区物业行业联合党支部", TOGETHER),
    PlannedUnit("云溪万家福超市有限公司", PRIVATE, "晨光社区", 82, "晨光社区商圈联合党支部", TOGETHER),
    PlannedUnit("云溪老城根餐饮有限公司", PRIVATE, "晨光社区", 46, "晨光社区商圈联合党支部", TOGETHER),
    PlannedUnit("云溪新百汇商业管理有限公司", PRIVATE, "晨光社区", 57, "晨光社区商圈联合党支部", TOGETHER),
    PlannedUnit("云溪极速快运有限公司", PRIVATE, "滨溪社区", 129, "向阳街道快递物流行业联合党支部", TOGETHER),
    PlannedUnit("云溪顺达配送服务有限公司", PRIVATE, "东风里社区", 163, "向阳街道快递物流行业联合党支部", TOGETHER),
    PlannedUnit("云溪宏图广告传媒有限公司", PRIVATE, "桂园社区", 22, "桂园社区楼宇联合党支部", TOGETHER),
    PlannedUnit("云溪信诺财税咨询有限公司", PRIVATE, "桂园社区", 19, "桂园社区楼宇联合党支部", TOGETHER),
    PlannedUnit("云溪康宁大药房连锁有限公司", PRIVATE, "东风里社区", 65, "云溪康宁大药房党支部", ALONE),
    PlannedUnit("云溪德盛汽车销售服务有限公司", PRIVATE, "滨溪社区", 48, "云溪德盛汽车党支部", ASSISTED),
    PlannedUnit("云溪绿源环保科技有限公司", PRIVATE, "翠屏社区", 53, "云溪绿源环保公司党支部", ATTACHED),
    PlannedUnit("云溪金穗食品有限公司", PRIVATE, "和乐社区", 117, "云溪金穗食品公司党支部", ALONE),
    PlannedUnit("云溪铁新再生资源有限公司", PRIVATE, "铁新社区", 34, "云溪铁新再生资源公司党支部", ATTACHED),
    PlannedUnit("云溪汇丰担保有限公司", PRIVATE, "晨光社区", 15),
    PlannedUnit("云溪新风尚美容美发店", PRIVATE, "柳荫社区", 9),
    PlannedUnit("云溪博雅图书有限公司", PRIVATE, "文澜社区", 26),
    PlannedUnit("云溪滨河置业有限公司", PRIVATE, "滨溪社区", 38, "滨溪片区更新改造项目临时党支部", PROVISIONAL),
    PlannedUnit("云溪城建第四工程处", STATE, "滨溪社区", 76, "滨溪片区更新改造项目临时党支部", PROVISIONAL),
    PlannedUnit("云溪建材城市场管理有限公司", PRIVATE, "铁新社区", 41, "云溪建材城联合党支部", TOGETHER),
    PlannedUnit("云溪鑫源五金经营部", PRIVATE, "铁新社区", 8, "云溪建材城联合党支部", TOGETHER),
    PlannedUnit("云溪明理律师事务所", SOCIAL, "桂园社区", 29, "云溪明理律师事务所党支部", ALONE),
    PlannedUnit("云溪区个体劳动者协会向阳分会", SOCIAL, "柳荫社区", 7, "向阳街道社会组织联合党支部", TOGETHER),
    PlannedUnit("向阳街道志愿服务联合会", SOCIAL, "晨光社区", 5, "向阳街道社会组织联合党支部", TOGETHER),
    PlannedUnit("云溪心桥社会工作服务中心", SOCIAL, "文澜社区", 14, "向阳街道社会组织联合党支部", TOGETHER),
    PlannedUnit("云溪启智培训学校", SOCIAL, "文澜社区", 32, "云溪启智培训学校党支部", ASSISTED),
    PlannedUnit("云溪阳光福利院", SOCIAL, "翠屏社区", 27),
    PlannedUnit("云溪书画研究会", SOCIAL, "和乐社区", 4),
    PlannedUnit("云溪区太极拳协会", SOCIAL, "桂园社区", 3),
    PlannedUnit("晨光社区居民委员会", SELF_GOVERNING, "晨光社区", 13),
    PlannedUnit("东风里社区居民委员会", SELF_GOVERNING, "东风里社区", 11),
    PlannedUnit("云溪区人民武装部民兵训练基地", ARMY, "翠屏社区", 20),
    PlannedUnit("云溪区消防救援大队向阳站", ARMY, "铁新社区", 35),
    PlannedUnit("向阳里民宿集群", OTHER, "翠屏社区", 17),
)
