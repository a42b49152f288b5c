"""May somebody do something with a cohort? Each room says at the foot of its rules what it asks."""

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
