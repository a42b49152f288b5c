"""May somebody do something with a journal? The table at the foot is the whole answer.

Nobody but the writer stands in it for a reflectie: no trainer, no HR, no coördinator, no
beheerder. A trainer stands in it for a deling only.
"""

from typing import TYPE_CHECKING

from rules import add_perm, predicate

from cohorts.rollen import rollen_of
from cohorts.rules import is_trainer

if TYPE_CHECKING:
    from accounts.models import User
    from reflecties.models import Deling, Reflectie


@predicate
def is_deelnemer(user: "User") -> bool:
    return rollen_of(user).deelnemer


@predicate
def is_writer(user: "User", reflectie: "Reflectie") -> bool:
    return reflectie.eigenaar_id == user.pk


@predicate
def is_writer_of_shared(user: "User", deling: "Deling") -> bool:
    return deling.reflectie.eigenaar_id == user.pk


@predicate
def can_read_shared(user: "User", deling: "Deling") -> bool:
    return deling.is_readable_by(user)


add_perm("reflecties.add_reflectie", is_deelnemer)
add_perm("reflecties.view_reflectie", is_writer)
add_perm("reflecties.change_reflectie", is_writer)
add_perm("reflecties.delete_reflectie", is_writer)
add_perm("reflecties.add_deling", is_writer)
add_perm("reflecties.withdraw_deling", is_writer_of_shared)
add_perm("reflecties.view_deling", can_read_shared)
add_perm("reflecties.list_delingen", is_trainer)
