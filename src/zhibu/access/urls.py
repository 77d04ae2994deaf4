"""Addresses of signing in, the workbench, accounts, grants, the trail and one's own record."""

from django.urls import path

from zhibu.access.views import account_acts, accounts, audit, changes, drafts, home, me, sealing, settling, signing

urlpatterns = [
    path("", home.home, name="home"),
    path("login", signing.sign_in, name="sign_in"),
    path("logout", signing.leave, name="sign_out"),
    path("password", signing.password, name="password"),
    path("drafts/<str:key>", drafts.draft, name="draft"),
    path("demo/persona", signing.persona, name="persona"),
    path("settle/", settling.notes, name="settling"),
    path("settle/export", settling.notes_export, name="settling_export"),
    path("changes/", changes.changes, name="changes"),
    path("operations/<int:operation_id>/take-back", changes.take_back, name="take_back"),
    path("me/", me.me, name="me"),
    path("me/reads/", me.my_reads, name="my_reads"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new", accounts.new, name="account_new"),
    path("accounts/<int:account_id>/", accounts.account, name="account"),
    path("accounts/<int:account_id>/password", account_acts.password, name="account_password"),
    path("accounts/<int:account_id>/close", account_acts.close, name="account_close"),
    path("accounts/<int:account_id>/open", account_acts.reopen, name="account_open"),
    path("accounts/<int:account_id>/person", account_acts.person, name="account_person"),
    path("accounts/<int:account_id>/grants/new", account_acts.grant, name="grant_new"),
    path("grants/<int:grant_id>/end", account_acts.end, name="grant_end"),
    path("audit/", audit.audit, name="audit"),
    path("audit/operations/<int:operation_id>/", audit.operation, name="operation"),
    path("audit/reads/", audit.reads, name="audit_reads"),
    path("audit/chain/", sealing.chain, name="audit_chain"),
    path("audit/head", sealing.head_file, name="audit_head"),
    path("audit/verify/", sealing.verification, name="audit_verify"),
    path("audit/verify/progress", sealing.progress, name="audit_verify_progress"),
]
