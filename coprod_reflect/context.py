"""What every template may ask for."""

from django.conf import settings

WORDINGS = ("standard", "easy-read")


def everywhere(request):
    chosen = request.COOKIES.get("wording")
    return {"wording": chosen if chosen in WORDINGS else "standard", "demo": settings.DEMO}
