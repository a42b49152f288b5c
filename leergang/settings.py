"""One settings file. The environment chooses; the defaults are safe for production.

`.env` in the project root is read when it is there: `make start` writes one for the demo.
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured

from accounts.ways_in import sign_in
from leergang import headers, schedule
from leergang.environment import reading as env
from leergang.serving import valkey

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

if (BASE_DIR / ".env").is_file():
    env.read_file(BASE_DIR / ".env")

# What no environment chooses: signing in, headers, and what the scheduler starts.
for module in (sign_in, headers, schedule):
    vars().update({name: value for name, value in vars(module).items() if name.isupper()})

# -- What a start refuses ------------------------------------------------------------------

SECRET_KEY = env.text("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY ontbreekt of is te kort: minstens 50 tekens.")
SECRET_KEY_FALLBACKS = env.entries("SECRET_KEY_FALLBACKS")

# Keys that wrap each person's journal key: "id:base64" pairs, the first one wraps new keys.
# They live outside the database, so that a dump alone opens no journal.
JOURNAAL_SLEUTELS = env.entries("JOURNAAL_SLEUTELS")
if not JOURNAAL_SLEUTELS:
    raise ImproperlyConfigured("JOURNAAL_SLEUTELS ontbreekt: niemand kan in een logboek schrijven.")

BASE_URL = env.site("BASE_URL")
if not BASE_URL:
    raise ImproperlyConfigured("BASE_URL ontbreekt: het adres dat mensen typen.")
_HOST = urlsplit(BASE_URL).hostname or ""
_LOOPBACK = _HOST in {"127.0.0.1", "localhost", "testserver"}
HTTPS = BASE_URL.startswith("https://")
if not (HTTPS or _LOOPBACK):
    raise ImproperlyConfigured("BASE_URL begint met https://, behalve op 127.0.0.1.")

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"

DEMO = env.yes_or_no("DEMO")
if DEMO and not (_LOOPBACK and _SQLITE):
    raise ImproperlyConfigured(
        "DEMO laat iedereen zonder controle binnen: dat mag alleen op 127.0.0.1 en met SQLite."
    )

# -- Django --------------------------------------------------------------------------------

DEBUG = False
ALLOWED_HOSTS = [_HOST, "127.0.0.1", "localhost"] if _LOOPBACK else [_HOST]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
ROOT_URLCONF = "leergang.urls"
WSGI_APPLICATION = "leergang.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# From the bottom up: a room imports only those before it (besluit 0002).
FIRST_PARTY_APPS = [
    "huisstijl",
    "programma",
    "accounts",
    "berichten",
    "cohorts",
    "cohorts.aanwezigheid",
    "cohorts.planning",
    "cohorts.deelnemers",
    "cohorts.inhalen",
    "cohorts.presentie",
    "cohorts.herinneringen",
    "reflecties",
    "certificaten",
    "rapportages",
    "leergang",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django.contrib.admin",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_linear_migrations",
    "rules.apps.AutodiscoverRulesConfig",
    "template_partials",
    *FIRST_PARTY_APPS,
]

MIDDLEWARE = [
    "leergang.watching.requests.WatchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "leergang.middleware.CompressedTextMiddleware",
    # Before what may refuse a request: the page that says so gets these headers too.
    "leergang.middleware.resource_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "accounts.sessions.SignedSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "leergang.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "leergang.middleware.bounded_body",
    "allauth.account.middleware.AccountMiddleware",
    "leergang.middleware.second_factor",
    "leergang.middleware.no_store",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "leergang.context.page",
            ],
        },
    },
]

# -- Data ----------------------------------------------------------------------------------

if _SQLITE:
    # WAL lets web, worker and scheduler read while one writes; IMMEDIATE takes the write lock
    # at the start of a transaction, so that two writers wait for each other instead of failing.
    # FULL writes each commit to the disk before we say "opgeslagen" (besluit 0026).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that is away is told within seconds, not when TCP gives up. What the address itself
    # asks for, such as `?sslmode=require`, stays.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

# One server is broker and cache: the given one, or that of `make start` on a socket in var/.
REDIS_URL = env.broker("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "leergang.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL or valkey.cache_url(VAR_DIR),
    }
}

# -- People --------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    # The rules answer first: the others ask the database for permissions that nobody holds.
    "rules.permissions.ObjectPermissionBackend",
    "accounts.ways_in.backends.ConfirmedAddressBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "accounts.ways_in.passwords.LengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "accounts.ways_in.passwords.StrengthValidator",
        "OPTIONS": {"words": sign_in.GUESSABLE_WORDS, "words_of": "cohorts.rollen.words_of"},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
if HTTPS:
    # A browser takes such a cookie from this host alone, over TLS and for every path.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
# How many proxies of our own stand before the web server: that many entries of
# X-Forwarded-For are believed when the limits look at the address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT")
# Browsers offer passkeys on https and on http://localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _LOOPBACK

# -- Language and time ---------------------------------------------------------------------

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# -- Files ---------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor", BASE_DIR / "vendor")]
STATICFILES_FINDERS = [*global_settings.STATICFILES_FINDERS, "leergang.static.RoomSheetFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "leergang.static.ModuleStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# -- TLS -----------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^readyz/web$"]
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
# Both bind other sites of the same domain, for years: whoever runs that domain decides.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.yes_or_no("HSTS_INCLUDE_SUBDOMAINS") and HTTPS
SECURE_HSTS_PRELOAD = env.yes_or_no("HSTS_PRELOAD") and HTTPS
# W161 takes the default end of a day, 16.30, for a moment of now: each day, at that moment.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "fields.W161"]
# Where somebody tells of a weak spot: an address that begins with mailto: or https:.
SECURITY_CONTACT = env.text("SECURITY_CONTACT", "mailto:beveiliging@beroepseer.example")

# -- Mail ----------------------------------------------------------------------------------

# In the demo every mail becomes a file that the page /demo/postvak/ shows.
DEMO_POSTVAK_DIR = VAR_DIR / "postvak"
EMAIL_CONFIG = env.mail("EMAIL_URL", "smtp://127.0.0.1:25")
vars().update(EMAIL_CONFIG)
if DEMO:
    EMAIL_BACKEND = "berichten.backends.DemoPostvakBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", "Leergang Ambtelijk Vakmanschap <leergang@beroepseer.example>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Printed under each new certificate; empty prints the office only.
NAAM_DIRECTEUR = env.text("NAAM_DIRECTEUR")

# -- Tasks ---------------------------------------------------------------------------------

CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_URL = REDIS_URL or valkey.broker_url(VAR_DIR)
# A worker waits for its broker as long as it takes; a request does not wait for it at all.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False
# Every task finds its work in the database: a lost message costs at most one interval.
CELERY_BEAT_SCHEDULER = "leergang.health.scheduler.HeardScheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")

# -- Looks and logs ------------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "nlds"
# Opens /metrics to whoever holds it; empty closes the page.
METRICS_TOKEN = env.text("METRICS_TOKEN")
if METRICS_TOKEN and len(METRICS_TOKEN) < 32:
    raise ImproperlyConfigured("METRICS_TOKEN is te kort: minstens 32 tekens, of leeg.")
# Where errors of ours are reported (leergang/watching/reports.py); empty reports nowhere.
SENTRY_DSN = env.reports("SENTRY_DSN")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "leergang.watching.logs.LineFormatter"}},
    "filters": {"secrets": {"()": "leergang.watching.logs.SecretFilter"}},
    "handlers": {
        "stdout": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}
    },
    "root": {"handlers": ["stdout"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "WARNING"},
    },
}
