from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from programma.models import Cursusdag, Mailsjabloon, Programma


class LoadedAdmin(admin.ModelAdmin):
    """Shows what was loaded. A version is frozen: other words come from the content files."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Programma)
class ProgrammaAdmin(LoadedAdmin):
    list_display = ("naam", "slug", "versie", "gepubliceerd_op")


@admin.register(Cursusdag)
class CursusdagAdmin(LoadedAdmin):
    list_display = ("titel", "nummer", "programma")
    list_filter = ("programma",)
    list_select_related = ("programma",)


@admin.register(Mailsjabloon)
class MailsjabloonAdmin(LoadedAdmin):
    list_display = ("soort", "onderwerp", "programma")
    list_filter = ("programma",)
    list_select_related = ("programma",)
