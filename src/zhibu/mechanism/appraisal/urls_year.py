"""Addresses of agreements and of the year's procedure."""

from django.urls import path

from zhibu.mechanism.appraisal.views.year import agreeing, deciding, lists, one, steps, year

urlpatterns = [
    path("agreements/", lists.listed, name="agreements"),
    path("agreements/<str:code>/", one.agreement, name="agreement"),
    path("agreements/<str:code>/paper.<str:ending>", one.paper, name="agreement_paper"),
    path("agreements/<str:code>/sign/<str:side>", agreeing.sign_side, name="agreement_sign"),
    path("agreements/<str:code>/statement", agreeing.statement, name="agreement_statement"),
    path("agreements/<str:code>/bonus", agreeing.bonus, name="bonus_apply"),
    path("agreements/<str:code>/objection", agreeing.objection, name="objection_new"),
    path("agreements/<str:code>/poll", agreeing.poll, name="agreement_poll"),
    path("agreements/<str:code>/band", deciding.band, name="agreement_band"),
    path("bonuses/<int:pk>/decide", deciding.bonus, name="bonus_decide"),
    path("bonuses/<int:pk>/withdraw", agreeing.withdraw, name="bonus_withdraw"),
    path("score-objections/<int:pk>/answer", deciding.answer, name="objection_answer"),
    path("schemes/<str:code>/year/", year.year, name="appraisal_year"),
    path("schemes/<str:code>/year/begin", year.begin, name="appraisal_begin"),
    path("schemes/<str:code>/year/agreements", agreeing.make, name="agreements_make"),
    path("schemes/<str:code>/year/sign", agreeing.sign_every, name="agreements_sign"),
    path("schemes/<str:code>/year/judge/<int:number>", deciding.judging, name="appraisal_judge"),
    path("appraisal-cases/<str:code>/steps/<str:step>", steps.step, name="appraisal_step"),
]
