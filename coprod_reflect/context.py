"""What every template may ask for."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from assessments.views.sheet import wording_of
from coprod_reflect.navigation import is_landing, section_of
from teams.contacts import WhomToAsk


def everywhere(request):
    section = section_of(request.path_info)
    return {
        "wording": wording_of(request),
        "demo": settings.DEMO,
        "site_contact": WhomToAsk(**settings.SITE_CONTACT),
        "section": section,
        "current": "page" if is_landing(request.path_info) else "true",
        "leads_back": "",  # to this page, where what stands beside every round is opened from it
        "house": None if section is None else SimpleLazyObject(lambda: _house(request)),
    }


def _house(request):
    """Whose name stands at the top where a page belongs to no organisation. Some answers are given before anybody asks
    who is signed in."""
    return getattr(getattr(request, "user", None), "house", None)
