from allauth.account.auth_backends import AuthenticationBackend

from accounts.canonical import canonical
from accounts.models import User
from accounts.people.addresses import users_at


class ConfirmedAddressBackend(AuthenticationBackend):
    """A password of who signs in with an address: one that nobody confirmed is nobody's."""

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        address = canonical(email)
        return self._check_password(users_at([address]).get(address), password)
