"""The administration pages: people, organisations and teams, for site administrators only. Never rubrics or answers.

What the services refuse is refused here too.
"""

from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import CharField, EmailField, PositiveSmallIntegerField, SlugField
from django.forms import SlugField as SlugFormField
from django.shortcuts import redirect

from teams.fields import AddressField, LineField, NumberField
from teams.models import (
    Invitation,
    Letter,
    Membership,
    Organisation,
    OrganisationRole,
    Perspective,
    Team,
    User,
)
from teams.refusals import Refused
from teams.services import people
from teams.services.outbox import send_again
from teams.services.perspectives import add_default_perspectives, require_side_to_stay
from teams.words import same_name


def is_site_administrator(request) -> bool:
    return request.user.is_active and request.user.is_superuser


@login_not_required
def log_in(request, extra_context=None):
    """There is no second way in: whoever isn't signed in goes to our own sign-in page (see coprod_reflect/urls.py)."""
    if is_site_administrator(request):
        return redirect("admin:index")
    raise PermissionDenied


admin.site.has_permission = is_site_administrator
admin.site.login = log_in
admin.site.unregister([EmailAddress, Group])  # unused: an account has one address, and roles of our own


class CarefulAdmin(admin.ModelAdmin):
    """However something is changed or deleted, one by one, in bulk, in a list inside or along with something else:
    where nobody would be left to look after a team, it is undone, and the page says why."""

    formfield_overrides = {
        CharField: {"form_class": LineField},
        EmailField: {"form_class": AddressField},
        SlugField: {"form_class": SlugFormField},
        PositiveSmallIntegerField: {"form_class": NumberField, "widget": NumberField.widget},
    }

    def get_search_results(self, request, queryset, search_term):
        """In capitals or without, and however accents are encoded: databases differ in that."""
        as_typed, is_double = super().get_search_results(request, queryset, search_term)
        folded, _ = super().get_search_results(request, queryset, same_name(search_term))
        return as_typed | folded, is_double

    def changeform_view(self, request, *args, **kwargs):
        return self._undone_if_refused(request, super().changeform_view, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        return self._undone_if_refused(request, super().delete_view, *args, **kwargs)

    def changelist_view(self, request, *args, **kwargs):
        return self._undone_if_refused(request, super().changelist_view, *args, **kwargs)

    def save_related(self, request, *args):
        super().save_related(request, *args)
        people.require_still(request.looked_after)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        people.require_still(request.looked_after)

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        people.require_still(request.looked_after)

    def _undone_if_refused(self, request, view, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                request.looked_after = people.looked_after()
                return view(request, *args, **kwargs)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(request.get_full_path())


class MembershipInline(admin.TabularInline):
    model = Membership
    autocomplete_fields = ["user"]
    extra = 0


class OrganisationRoleInline(admin.TabularInline):
    model = OrganisationRole
    autocomplete_fields = ["user"]
    extra = 0


@admin.register(User)
class UserAdmin(CarefulAdmin):
    fields = ["email", "name", "is_active", "is_site_editor", "is_superuser", "last_login", "date_joined"]
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["email", "name", "is_active", "is_site_editor", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_site_editor", "is_superuser"]
    search_fields = ["email", "name_key"]

    def save_model(self, request, obj, form, change):
        """Site administrators use these pages, nobody else; and a new person signs in by code, without a password.

        So does whoever comes back: what a closed account was signed in to stays ended. Only closing it here makes it
        the site's to open again."""
        obj.is_staff = obj.is_superuser
        if "is_active" in form.changed_data:
            obj.closed_by_site = not obj.is_active
        if not change or not obj.is_active:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(Organisation)
class OrganisationAdmin(CarefulAdmin):
    """Logo and colour are left to the organisation's own settings, where they are looked at."""

    fields = ["name", "slug", "safeguarding_name", "safeguarding_phone"]
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [OrganisationRoleInline]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            add_default_perspectives(obj)


@admin.register(Team)
class TeamAdmin(CarefulAdmin):
    """A team stays in the organisation that it was made in: its rounds rest on that one's list and rubrics."""

    list_display = ["name", "organisation", "code"]
    list_filter = ["organisation"]
    search_fields = ["name_key", "code"]
    autocomplete_fields = ["organisation"]
    inlines = [MembershipInline]

    def get_readonly_fields(self, request, obj=None):
        return ["organisation"] if obj else []


@admin.register(Membership)
class MembershipAdmin(CarefulAdmin):
    list_display = ["user", "team", "role"]
    list_filter = ["role"]
    search_fields = ["user__email", "user__name_key", "team__name_key"]
    autocomplete_fields = ["user", "team"]


@admin.register(OrganisationRole)
class OrganisationRoleAdmin(CarefulAdmin):
    list_display = ["user", "organisation", "role"]
    list_filter = ["role"]
    search_fields = ["user__email", "user__name_key", "organisation__name"]
    autocomplete_fields = ["user", "organisation"]


@admin.register(Perspective)
class PerspectiveAdmin(CarefulAdmin):
    list_display = ["label", "organisation", "side", "position", "retired_at"]
    list_filter = ["organisation", "side"]
    autocomplete_fields = ["organisation"]

    def get_readonly_fields(self, request, obj=None):
        return ["organisation"] if obj else []

    def save_model(self, request, obj, form, change):
        """Only what was changed, so that nothing is undone that was fixed meanwhile."""
        if not change:
            return super().save_model(request, obj, form, change)
        require_side_to_stay(obj, obj.side)
        obj.save(update_fields=form.changed_data)


@admin.register(Invitation)
class InvitationAdmin(CarefulAdmin):
    """To read only: an invitation made here would send no e-mail. Its token, which is the link, isn't shown."""

    fields = ["email", "organisation", "team", "role"]
    fields += ["invited_by", "created_at", "accepted_at", "withdrawn_at"]
    readonly_fields = fields
    list_display = ["email", "organisation", "team", "role", "created_at", "accepted_at", "withdrawn_at"]
    search_fields = ["email"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class LetterState(admin.SimpleListFilter):
    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        return [(state, state.capitalize()) for state in ("waiting", "sent", "failed")]

    def queryset(self, request, queryset):
        chosen = {
            "waiting": queryset.waiting(),
            "sent": queryset.exclude(sent_at=None),
            "failed": queryset.exclude(failed_at=None),
        }
        return chosen.get(self.value(), queryset)


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):
    """The outbox: what waits, what went and what didn't, and never what it says."""

    fields = ["kind", "to", "subject", "from_name", "reply_to", "state", "problem", "tries"]
    fields += ["made_at", "due_at", "sent_at", "failed_at"]
    readonly_fields = fields
    list_display = ["to", "subject", "state", "problem", "tries", "made_at", "due_at", "sent_at", "failed_at"]
    list_filter = [LetterState, "kind"]
    search_fields = ["to", "subject"]
    actions = ["send_these_again"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.action(description="Send these again (only those that failed)")
    def send_these_again(self, request, queryset):
        count = send_again(queryset)
        self.message_user(request, f"To be sent again: {count}. Codes never are, nor what is out of date.")
