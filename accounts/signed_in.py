from django.http import HttpRequest

from accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The person who is signed in; for views behind the login, where nobody else comes."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("This view is reached without a sign-in.")
    return user
