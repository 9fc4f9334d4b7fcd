#!/bin/sh
# Starts a PostgreSQL cluster of its own in a temporary folder, prints its URL, and waits until its standard input is closed; then
# the cluster is stopped and its folder removed. It listens on a Unix socket alone. Run by the tests, and by .ci/postgres.
set -eu

bin=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -n 1)")
[ -x "$bin/initdb" ] || { echo "no initdb" >&2; exit 3; }

folder=$(mktemp -d)
# PostgreSQL does not run as root.
run="env"
if [ "$(id -u)" = 0 ]; then
  user=$(id -un postgres 2>/dev/null || echo nobody)
  chown "$user" "$folder"
  run="runuser -u $user --"
fi
server=
stop() {
  [ -z "$server" ] || $run "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM
cd "$folder"

$run "$bin/initdb" -D "$folder/data" -U hirewall -A trust -E UTF8 --no-locale >/dev/null
server=yes
$run "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
  -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=200" start >/dev/null || {
  cat "$folder/log" >&2
  exit 1
}
echo "postgres://hirewall@/postgres?host=$folder"
exec >/dev/null
cat >/dev/null
