"""How an address is shown."""

from django import template

from accounts import canonical

register = template.Library()


@register.filter
def readable(address: str) -> str:
    """The domain as people write it, where mail servers know it by another name."""
    return canonical.readable(address)
