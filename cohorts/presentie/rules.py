from rules import add_perm

from cohorts.rules import is_coordinator, is_trainer, leads_bijeenkomst

add_perm("presentie.view_agenda", is_trainer)
add_perm("presentie.register_aanwezigheid", is_coordinator | leads_bijeenkomst)
# After a day was closed only the coördinator changes a mark, with a reason.
add_perm("presentie.correct_aanwezigheid", is_coordinator)
