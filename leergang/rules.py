from rules import add_perm

from cohorts.rules import is_coordinator

add_perm("leergang.view_cockpit", is_coordinator)
