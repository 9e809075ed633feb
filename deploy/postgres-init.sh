#!/bin/sh
# Run once by the PostgreSQL image when its volume is empty: the three roles and the database they share.
# The schema and each role's rights come from `migrate`, under the owner.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  -v owner="$(cat /run/secrets/owner_password)" \
  -v gateway="$(cat /run/secrets/gateway_password)" \
  -v dispatcher="$(cat /run/secrets/dispatcher_password)" <<'SQL'
CREATE ROLE dianda_owner LOGIN PASSWORD :'owner';
CREATE ROLE dianda_gateway LOGIN PASSWORD :'gateway';
CREATE ROLE dianda_dispatcher LOGIN PASSWORD :'dispatcher';
GRANT dianda_dispatcher TO dianda_owner;
CREATE DATABASE dianda OWNER dianda_owner;
REVOKE ALL ON DATABASE dianda FROM PUBLIC;
GRANT CONNECT ON DATABASE dianda TO dianda_gateway, dianda_dispatcher;
SQL
