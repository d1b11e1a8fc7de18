#!/bin/sh
# What the official image's entrypoint promises, as far as the shop needs it: on the first start the cluster is made, the scripts of
# /docker-entrypoint-initdb.d run against a server that only its socket reaches, and then the server starts for everybody.
set -e
# By its path: the busybox shell would take its own, which cannot change the user.
as_postgres() { /usr/bin/setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
USER_NAME=${POSTGRES_USER:-postgres}
SOCKET=/tmp

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  chown -R postgres:postgres "$PGDATA"
  chmod 700 "$PGDATA"
  password=$(mktemp)
  printf '%s\n' "${POSTGRES_PASSWORD:?Set POSTGRES_PASSWORD.}" >"$password"
  chown postgres "$password"
  as_postgres initdb --username="$USER_NAME" --pwfile="$password" --auth-local=trust --auth-host=scram-sha-256 --locale=C --encoding=UTF8 >/dev/null
  rm "$password"
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  as_postgres pg_ctl start --wait --silent -o "-c listen_addresses= -c unix_socket_directories=$SOCKET"
  for script in /docker-entrypoint-initdb.d/*.sql; do
    [ -e "$script" ] && as_postgres psql -q -v ON_ERROR_STOP=1 -h "$SOCKET" -U "$USER_NAME" -d postgres -f "$script"
  done
  as_postgres pg_ctl stop --wait --silent -m fast
fi
exec /usr/bin/setpriv --reuid=postgres --regid=postgres --clear-groups postgres -c listen_addresses='*' -c unix_socket_directories="$SOCKET" "$@"
