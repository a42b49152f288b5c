"""May somebody do something in a cohort? The table at the foot is the whole answer."""

from typing import TYPE_CHECKING

from rules import add_perm, predicate

from cohorts.rollen import rollen_of

if TYPE_CHECKING:
    from accounts.models import User
    from cohorts.models import Bijeenkomst, Cohort, Deelname


@predicate
def is_coordinator(user: "User") -> bool:
    return user.is_coordinator


@predicate
def is_trainer(user: "User") -> bool:
    return rollen_of(user).trainer


@predicate
def leads_cohort(user: "User", cohort: "Cohort") -> bool:
    return cohort.is_led_by(user)


@predicate
def substitutes_in_cohort(user: "User", cohort: "Cohort") -> bool:
    return cohort.has_substitute(user)


@predicate
def follows_cohort(user: "User", cohort: "Cohort") -> bool:
    return cohort.is_followed_by(user)


@predicate
def is_hr_of_somebody_in_cohort(user: "User", cohort: "Cohort") -> bool:
    return cohort.has_employees_of(user)


@predicate
def leads_bijeenkomst(user: "User", bijeenkomst: "Bijeenkomst") -> bool:
    return bijeenkomst.is_led_by(user)


@predicate
def is_own_deelname(user: "User", deelname: "Deelname") -> bool:
    return deelname.user_id == user.pk


@predicate
def leads_deelname(user: "User", deelname: "Deelname") -> bool:
    return deelname.cohort.is_led_by(user)


add_perm("cohorts.view_agenda", is_trainer)
add_perm("cohorts.add_organisatie", is_coordinator)
add_perm("cohorts.change_locatie", is_coordinator)
add_perm("cohorts.add_cohort", is_coordinator)
add_perm("cohorts.list_cohorten", is_coordinator | is_trainer)
add_perm(
    "cohorts.view_cohort",
    is_coordinator
    | leads_cohort
    | substitutes_in_cohort
    | follows_cohort
    | is_hr_of_somebody_in_cohort,
)
add_perm("cohorts.view_people", is_coordinator | leads_cohort)
add_perm("cohorts.plan_cohort", is_coordinator)
add_perm("cohorts.register_aanwezigheid", is_coordinator | leads_bijeenkomst)
# After a day was closed only the coördinator changes a mark, with a reason.
add_perm("cohorts.correct_aanwezigheid", is_coordinator)
add_perm("cohorts.view_cockpit", is_coordinator)
# Catching up: a coördinator agrees, and nobody to their own plan or assignment.
add_perm("cohorts.request_inhaalplan", is_own_deelname | is_coordinator | leads_deelname)
add_perm("cohorts.agree_inhaalplan", is_coordinator & ~is_own_deelname)
add_perm("cohorts.withdraw_inhaalplan", is_own_deelname | is_coordinator)
add_perm("cohorts.give_inhaalopdracht", ~is_own_deelname & (is_coordinator | leads_deelname))
add_perm("cohorts.cancel_bijeenkomst", is_coordinator)
add_perm("cohorts.change_norm", is_coordinator)
