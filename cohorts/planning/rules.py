from rules import add_perm

from cohorts.rules import is_coordinator

add_perm("planning.add_cohort", is_coordinator)
add_perm("planning.change_locatie", is_coordinator)
add_perm("planning.cancel_bijeenkomst", is_coordinator)
add_perm("planning.change_norm", is_coordinator)
