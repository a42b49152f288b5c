from django.contrib import admin
from django.http import HttpRequest

from cohorts.models import HRContact, Locatie, Organisatie


@admin.register(Organisatie)
class OrganisatieAdmin(admin.ModelAdmin):
    list_display = ["weergavenaam", "soort", "cbs_code", "provincie", "geldig_tot_en_met"]
    list_filter = ["soort", "provincie"]
    search_fields = ["naam", "weergavenaam"]
    autocomplete_fields = ["opvolger"]

    def has_delete_permission(self, request: HttpRequest, obj: Organisatie | None = None) -> bool:
        # Organisations end and get a successor: what was done under their name keeps it.
        return False


@admin.register(Locatie)
class LocatieAdmin(admin.ModelAdmin):
    list_display = ["naam", "adres", "plaats"]
    search_fields = ["naam", "plaats"]


@admin.register(HRContact)
class HRContactAdmin(admin.ModelAdmin):
    list_display = ["user", "organisatie", "vanaf", "tot_en_met"]
    list_select_related = ["user", "organisatie"]
    raw_id_fields = ["user"]
    autocomplete_fields = ["organisatie"]
