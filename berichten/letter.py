"""How a letter is set: whom it greets, who signs it, and links that work outside the site."""

from django.conf import settings
from django.template.loader import render_to_string

from accounts.models import User

# Subject and text.
Brief = tuple[str, str]


def letter(user: User, *paragraphs: str) -> str:
    """The text of a letter to `user`: the greeting, these paragraphs and who signs."""
    return "\n\n".join((f"Dag {user.aanspreeknaam},", *paragraphs, "Stichting Beroepseer")) + "\n"


def letter_from(template: str, user: User, **context: object) -> str:
    """The text of a letter to `user` as this template words it."""
    words = {"naam": user.aanspreeknaam, **context}
    return render_to_string(template, words).strip() + "\n"


def link(path: str) -> str:
    """The whole address of a page: a letter is read outside the site."""
    return f"{settings.BASE_URL}{path}"
