"""Accounts, invitations, organisations and the people of teams. allauth's pages are mounted one by one, as used."""

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from teams.views import (
    accounts,
    invitations,
    looks,
    mail,
    organisations,
    people,
    perspectives,
    settings,
    signing_in,
    site,
)

account_urls = [
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/", signing_in.sign_in, name="account_request_login_code"),
    path("sign-in/code/", signing_in.confirm_code, name="account_confirm_login_code"),
    path("sign-in/closed/", login_not_required(allauth.account_inactive), name="account_inactive"),
    path("sign-in/by-invitation/", signing_in.by_invitation, name="account_signup"),
    path("your-name/", people.your_name, name="your_name"),
    path("people/<int:pk>/close/", accounts.close_account, name="close_account"),
    path("people/<int:pk>/open/", accounts.open_account, name="open_account"),
    path("what-we-send-you/", mail.what_we_send, name="what_we_send"),
    path("not-by-email/<str:token>/", mail.not_by_email, name="not_by_email"),
    path("demo/sign-in/", signing_in.demo_sign_in, name="demo_sign_in"),
]

invitation_urls = [
    path("invitations/<slug:token>/", invitations.invitation, name="invitation"),
    path("invitations/<slug:token>/code/", invitations.send_invitation_code, name="send_invitation_code"),
    path("invitations/<slug:token>/join/", invitations.accept_invitation, name="accept_invitation"),
    path("invitations/<slug:token>/again/", invitations.send_invitation_again, name="send_invitation_again"),
    path("invitations/<slug:token>/withdraw/", invitations.withdraw_invitation, name="withdraw_invitation"),
]

organisation_urls = [
    path("", organisations.organisation, name="organisation"),
    path("settings/", settings.organisation_settings, name="organisation_settings"),
    path("perspectives/", perspectives.perspectives, name="perspectives"),
    path("perspectives/change/", perspectives.change_perspective, name="change_perspective"),
    path("perspectives/move/", perspectives.move_perspective, name="move_perspective"),
    path("perspectives/retire/", perspectives.retire_perspective, name="retire_perspective"),
    path("perspectives/bring-back/", perspectives.bring_back_perspective, name="bring_back_perspective"),
    path("teams/new/", organisations.new_team, name="new_team"),
    path("people/", organisations.organisation_people, name="organisation_people"),
    path("invite/", organisations.invite_to_organisation, name="invite_to_organisation"),
    path("roles/remove/", organisations.remove_organisation_role, name="remove_organisation_role"),
]

site_urls = [
    path("", site.site_organisations, name="site_organisations"),
    path("new/", site.new_organisation, name="new_organisation"),
    path("<slug:slug>/admin/", site.invite_admin, name="invite_admin"),
]

# For whoever has seen a page of theirs. No address says whose they are, and all others get the same answer.
look_urls = [
    path("colours/<str:signed>.css", looks.organisation_colours, name="organisation_colours"),
    path("logos/<slug:token>.png", looks.organisation_logo, name="organisation_logo"),
]

people_urls = [
    path("people/", people.team_people, name="team_people"),
    path("people/invite/", people.invite_to_team, name="invite_to_team"),
    path("people/role/", people.change_role, name="change_role"),
    path("people/remove/", people.remove_member, name="remove_member"),
    path("facilitate/", people.facilitate_team, name="facilitate_team"),
    path("name/", people.rename_team, name="rename_team"),
]

urlpatterns = [
    *account_urls,
    *invitation_urls,
    *look_urls,
    path("site/organisations/", include(site_urls)),
    path("organisations/<slug:slug>/", include(organisation_urls)),
    path("teams/<slug:code>/", include(people_urls)),
]
