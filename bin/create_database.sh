#!/bin/sh
# Runs once, in the container of PostgreSQL, when its volume is new: the application gets a database
# and a role of its own that may do anything in it and nothing beside it.
set -eu
# As a variable of psql the password is quoted by psql, whatever is in it.
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set password="$APPLICATION_PASSWORD" <<'SQL'
CREATE ROLE leergang LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
    PASSWORD :'password';
CREATE DATABASE leergang OWNER leergang;
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC;
SQL
