from rules import add_perm

from cohorts.rules import is_coordinator

add_perm("deelnemers.add_organisatie", is_coordinator)
