from typing import Any

from django.contrib import admin
from django.db import IntegrityError
from django.http import HttpRequest

from accounts.models import User
from cohorts.models import HRContact, Locatie, Organisatie


class LooksAgainAdmin(admin.ModelAdmin):
    """When somebody else was first with the same row, the form sees that row and says so."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)


@admin.register(Organisatie)
class OrganisatieAdmin(LooksAgainAdmin):
    list_display = ["weergavenaam", "soort", "cbs_code", "provincie", "geldig_tot_en_met"]
    list_filter = ["soort", "provincie"]
    search_fields = ["naam", "weergavenaam"]
    autocomplete_fields = ["opvolger"]

    def has_delete_permission(self, request: HttpRequest, obj: Organisatie | None = None) -> bool:
        # Organisations end and get a successor: what was done under their name keeps it.
        return False


@admin.register(Locatie)
class LocatieAdmin(LooksAgainAdmin):
    list_display = ["naam", "adres", "plaats"]
    search_fields = ["naam", "plaats"]


@admin.register(HRContact)
class HRContactAdmin(admin.ModelAdmin):
    list_display = ["user", "organisatie", "vanaf", "tot_en_met"]
    list_select_related = ["user", "organisatie"]
    raw_id_fields = ["user"]
    autocomplete_fields = ["organisatie"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        # A beheerder has no standing right to people, and does not take one either.
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.filter(is_superuser=False, is_staff=False)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
