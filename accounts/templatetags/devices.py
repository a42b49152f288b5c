"""What a browser calls itself, in words that its owner recognises."""

from django import template

register = template.Library()

# The first that fits: browsers claim to be each other, the most specific name comes first.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "een iPhone",
    "iPad": "een iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "een Mac",
    "CrOS": "een Chromebook",
    "Linux": "Linux",
}


@register.filter
def device(user_agent: str) -> str:
    """ "Firefox op Windows"; "Onbekend apparaat" when it says nothing we know."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    return " op ".join(part for part in (browser, system) if part) or "Onbekend apparaat"
