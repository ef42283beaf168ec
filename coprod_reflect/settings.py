"""One settings file for every place; what differs comes from the environment through env.py (see docs/deploy.md)."""

import os
import sys
from pathlib import Path

import dj_database_url

from coprod_reflect import env, loopback
from coprod_reflect.static_files import load_nothing

ROOT = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(ROOT / "var")))

DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")  # one-click sign-in as the invented cast; it doesn't start beyond loopback
ON_THIS_MACHINE = DEBUG or DEMO

SECRET_KEY = env.secret("SECRET_KEY", "insecure-for-this-machine-only-" * 2 if ON_THIS_MACHINE else None)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if ON_THIS_MACHINE else None)
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "teams",
    "rubric",
    "assessments",
    "reports",
    "demo",
    "coprod_reflect",
]

MIDDLEWARE = [
    "coprod_reflect.middleware.content_policy",  # these four guard every answer, refusals included
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "coprod_reflect.middleware.private_by_default",
    "django.middleware.security.SecurityMiddleware",
    "coprod_reflect.for_scripts.json_for_scripts",
    "coprod_reflect.middleware.whole_body",
    "coprod_reflect.middleware.health_by_any_name",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "coprod_reflect.middleware.PagesInGzip",
    "coprod_reflect.middleware.clean_words",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coprod_reflect.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "coprod_reflect.middleware.no_blank_page",
    "coprod_reflect.middleware.gone_meanwhile",
    "coprod_reflect.middleware.languages",
]

ROOT_URLCONF = "coprod_reflect.urls"
WSGI_APPLICATION = "coprod_reflect.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["teams.templatetags.punctuation"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coprod_reflect.context.everywhere",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["forms"]
CRISPY_TEMPLATE_PACK = "forms"
CRISPY_FAIL_SILENTLY = False

DATABASES = {
    "default": dj_database_url.parse(
        env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'coprod-reflect.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Two hundred people ticking at once: readers don't wait, writers queue, and "saved" survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,  # seconds, then a page says that it couldn't be saved, and keeps the words
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}

# People
AUTH_USER_MODEL = "teams.User"
AUTHENTICATION_BACKENDS = ["teams.signed_in.SignedIn"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "teams.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds: time to find the e-mail on another device
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}  # 1234-5678: easy to read aloud, and on a phone
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code that signs somebody in proves the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {  # beside allauth's own; see assessments/views/joining.py
    "request_login_code": None,  # teams/services/limits.py
    "wrong_code": "20/10m/ip",
    "wrong_code_anywhere": "60/m/key",
    "say_need": "10/h/ip",  # assessments/views/needs.py
    "say_need_anywhere": "30/h/key",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
SESSION_ENGINE = "teams.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600

# Mail
DEFAULT_FROM_EMAIL = env.address(
    "EMAIL_FROM", "Coprod Reflect <hello@localhost.example>" if ON_THIS_MACHINE else None
)
EMAIL_HOST = env.text("EMAIL_HOST", "" if ON_THIS_MACHINE else None)
EMAIL_PORT = env.number("EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = env.text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_TLS", True)
EMAIL_BACKEND = "teams.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.console.EmailBackend"
EMAIL_REPLY_TO = env.address("EMAIL_REPLY_TO", DEFAULT_FROM_EMAIL)  # where no facilitator can answer

# Words and times
LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "Europe/London"
USE_TZ = True
FORMAT_MODULE_PATH = "coprod_reflect.formats"

# What went wrong, to standard error, without anybody's words: see coprod_reflect/logs.py
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"private": {"()": "coprod_reflect.logs.PrivateFormatter"}},
    "filters": {"not each wait": {"()": "coprod_reflect.logs.NotEachWait"}},
    "handlers": {"standard error": {"class": "logging.StreamHandler", "formatter": "private"}},
    "root": {"handlers": ["standard error"], "level": "WARNING"},
    "loggers": {  # instead of Django's own handlers, which print paths and send e-mails with everything in them
        "django": {"handlers": ["standard error"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR", "filters": ["not each wait"]},  # nor each page that isn't there
        "django.server": {"handlers": ["standard error"], "level": "ERROR", "propagate": False},
    },
}

# Files
STATIC_URL = "static/"
STATICFILES_DIRS = [
    (name, ROOT / "static" / name) for name in ("built", "img")
]  # what they are built of stays at home
STATIC_ROOT = DATA_DIR / "static"
STATIC_BACKEND = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "coprod_reflect.static_files.StaticFiles"
)
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "media"},
    },
    "staticfiles": {"BACKEND": STATIC_BACKEND},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ADD_HEADERS_FUNCTION = load_nothing
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nobody asks for the others, and each process keeps a row of each
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our pages ask for our files only
# The largest rubric, typed in from paper on one page: 20 parts of 6 levels of 40 statements, with two boxes each,
# and of each part a text as long as they may be, of letters that take nine bytes in a form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_750_000

# Safety
HTTPS = env.flag("HTTPS", not ON_THIS_MACHINE)
# Where all that outlives a request leads back to (see teams/addresses.py).
SITE_URL = env.site("SITE_URL", f"http{'s' if HTTPS else ''}://{ALLOWED_HOSTS[0].lstrip('.')}/")
# Whom people ask on pages that belong to no round.
SITE_CONTACT = {
    f"contact_{each}": env.text(f"SITE_CONTACT_{each.upper()}", "")
    for each in ("name", "phone", "text", "email")
}
# What the accessibility statement says of the body whose site this is; nothing is said of what isn't set.
STATEMENT = {
    "organisation": env.text("SITE_ORGANISATION", ""),
    "answer_days": env.number("SITE_ANSWER_DAYS", 0, least=1, most=60),
    "prepared": env.day("STATEMENT_PREPARED"),
    "reviewed": env.day("STATEMENT_REVIEWED"),
}
# The slug of the one that teams are advised to begin with, in their organisation's own words if it has adapted it.
RECOMMENDED_RUBRIC = env.text("RECOMMENDED_RUBRIC", "cahn-four-values")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if DEMO:
    loopback.stay_here(ALLOWED_HOSTS, [SITE_URL, *CSRF_TRUSTED_ORIGINS], sys.argv, os.environ)
    MIDDLEWARE.insert(4, "coprod_reflect.middleware.demo_stays_here")  # behind those that guard every answer
BEHIND_PROXY = env.flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Limits count by the visitor's address, not the proxy's (see teams/visitors.py).
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", int(BEHIND_PROXY), least=0, most=10)
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "coprod_reflect.middleware.token_refused"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
