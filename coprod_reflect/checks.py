"""System checks of our own."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

from rubric import pictures


@register(Tags.security, deploy=True)
def https_ends_somewhere(app_configs, **kwargs):
    """Our server speaks plain HTTP; unless it is told of a proxy's HTTPS, it sends every visitor in a circle."""
    if not settings.SECURE_SSL_REDIRECT or settings.SECURE_PROXY_SSL_HEADER:
        return []
    hint = "Set BEHIND_PROXY=1 when a proxy in front of us ends HTTPS and sets X-Forwarded-Proto."
    return [Warning("HTTPS is on, but nothing says where it ends.", hint=hint, id="coprod_reflect.W001")]


@register(deploy=True)
def pictures_can_be_chosen(app_configs, **kwargs):
    """What is published keeps its pictures. Without the package, nothing new that has some can be published."""
    if pictures.codes():
        return []
    hint = "Run script/setup, which installs them."
    return [Warning("The pictures for Easy Read aren’t installed.", hint=hint, id="coprod_reflect.W002")]
