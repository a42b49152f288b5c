"""Who may issue a certificate, and who may have its PDF. The table at the foot is the answer."""

from typing import TYPE_CHECKING

from rules import add_perm, predicate

from cohorts.rules import is_coordinator

if TYPE_CHECKING:
    from accounts.models import User
    from certificaten.models import Certificaat


@predicate
def is_holder(user: "User", certificaat: "Certificaat") -> bool:
    return certificaat.deelname.user_id == user.pk


add_perm("certificaten.add_certificaat", is_coordinator)
add_perm("certificaten.view_certificaat", is_holder | is_coordinator)
