"""The kinds of parts. What each of them asks for stands in ``rules/catalogue.py``."""

from zhibu.register.terms.term import Term


class GatheringKind(Term):
    """What a part of an afternoon was. Ledgers and clauses count by these words."""

    MEMBERS_MEETING = "members_meeting", "支部党员大会", "党员大会", "支部大会", "全体党员大会"
    ELECTION = "election", "选举党员大会", "选举大会", "换届选举大会", "换届大会", "换届选举"
    COMMITTEE_MEETING = "committee_meeting", "支部委员会", "支委会", "支部委员会会议", "支部委员会议", "委员会会议", "支委会会议"
    GROUP_MEETING = "group_meeting", "党小组会", "党小组会议", "小组会"
    LECTURE = "lecture", "党课", "上党课", "专题党课"
    THEME_DAY = "theme_day", "主题党日", "主题党日活动", "党员活动日", "固定党日", "党日活动"
    ORGANISATIONAL_LIFE_MEETING = "organisational_life_meeting", "组织生活会", "专题组织生活会"
    DEMOCRATIC_ASSESSMENT = "democratic_assessment", "民主评议党员", "民主评议", "民主评议党员大会"
    STUDY_SESSION = "study_session", "中心组学习", "理论学习中心组学习", "党工委理论学习中心组学习"
    DEMOCRATIC_LIFE_MEETING = "democratic_life_meeting", "民主生活会", "专题民主生活会"
    WORKING_COMMITTEE_SESSION = "working_committee_session", "党工委会议", "党工委会", "党工委议事会"
    JOINT_CONFERENCE = "joint_conference", "党建联席会议", "联席会议", "联席会"
    TALK = "talk", "谈心谈话", "谈话", "谈心"
    VISIT = "visit", "走访", "走访群众", "联系群众走访", "入户走访"
    CEREMONY = "ceremony", "庆祝活动", "仪式", "表彰大会", "入党宣誓"
