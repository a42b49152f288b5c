"""A coördinator agrees, and nobody to their own plan or assignment."""

from rules import add_perm

from cohorts.rules import is_coordinator, is_own_deelname, leads_deelname

add_perm("inhalen.request_inhaalplan", is_own_deelname | is_coordinator | leads_deelname)
add_perm("inhalen.agree_inhaalplan", is_coordinator & ~is_own_deelname)
add_perm("inhalen.withdraw_inhaalplan", is_own_deelname | is_coordinator)
add_perm("inhalen.give_inhaalopdracht", ~is_own_deelname & (is_coordinator | leads_deelname))
