#!/bin/sh
# A new volume gets a cluster, and then the scripts of /docker-entrypoint-initdb.d run once.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  printf '%s' "$POSTGRES_PASSWORD" >/tmp/password
  initdb --encoding UTF8 --locale C.UTF-8 --username "$POSTGRES_USER" --pwfile /tmp/password \
      --auth-host scram-sha-256 --auth-local trust
  rm /tmp/password
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  pg_ctl --wait --options "-c listen_addresses='' -k /run/postgresql" start
  for script in /docker-entrypoint-initdb.d/*.sh; do
    PGHOST=/run/postgresql sh "$script"
  done
  pg_ctl --wait stop
fi
exec postgres -c listen_addresses='*' -k /run/postgresql
