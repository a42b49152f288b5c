"""The column that holds where somebody stands in a list."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts.names.folding import name_key_of


class NameKeyField(models.CharField):
    """The key of the names beside it, written with every row that is saved or made in bulk.

    PostgreSQL compares it byte by byte, whatever the language of the database, as SQLite does.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        collation = {"postgresql": "C", "sqlite": "BINARY"}[connection.vendor]
        return super().db_parameters(connection) | {"collation": collation}

    def pre_save(self, model_instance: Any, add: bool) -> str:
        key = name_key_of(model_instance)
        setattr(model_instance, self.attname, key)
        return key
