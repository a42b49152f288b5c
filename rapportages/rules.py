"""Who may see a report: HR, of its own employees. The table at the foot is the answer."""

from typing import TYPE_CHECKING

from rules import add_perm, predicate

from cohorts.rollen import rollen_of

if TYPE_CHECKING:
    from accounts.models import User


@predicate
def is_hr(user: "User") -> bool:
    return rollen_of(user).hr


add_perm("rapportages.view_overzicht", is_hr)
add_perm("rapportages.add_download", is_hr)
add_perm("rapportages.view_download", is_hr)
