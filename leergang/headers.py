"""What a page may load and do, the same everywhere: read by the settings."""

from csp.constants import NONE, SELF

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}
# No other site shows or reads what we serve (Cross-Origin-Resource-Policy).
RESOURCE_POLICY = "same-origin"
# A drawing or script that somebody opens by itself loads nothing, and stands in no frame.
STATIC_CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'"


def WHITENOISE_ADD_HEADERS_FUNCTION(headers: dict[str, str], path: str, url: str) -> None:  # noqa: N802 -- a setting of WhiteNoise
    """The headers of static files, which WhiteNoise answers before our middleware."""
    headers["Content-Security-Policy"] = STATIC_CONTENT_SECURITY_POLICY
    headers["Cross-Origin-Resource-Policy"] = RESOURCE_POLICY
