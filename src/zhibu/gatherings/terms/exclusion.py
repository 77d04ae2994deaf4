"""Who may, with approval and resolution, not be counted as expected."""

from zhibu.register.terms.term import Term


class ExcludedClass(Term):
    """The five classes (REGULATIONS.md 2, not compared with the text: the regulation's words count); none lowers the number by itself.

    Which of them it was may say something of somebody's health: it is shown where it is entered, and on no list.
    """

    UNABLE = "unable", "因病不能表达本人意志"
    ABROAD = "abroad", "出国半年以上"
    IMPRISONED = "imprisoned", "正在服刑，尚未受到留党察看以上处分"
    LONG_ILLNESS = "long_illness", "年老体弱卧床不起，或长期生病、生活不能自理"
    WORKING_AWAY = "working_away", "外出学习或工作半年以上等，按规定应转走组织关系而没有转走"
