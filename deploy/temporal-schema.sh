#!/bin/sh
# Creates or upgrades Temporal's two databases. Runs before each start of the server.
set -eu
for database in temporal temporal_visibility; do
  temporal-sql-tool --database "$database" create
  temporal-sql-tool --database "$database" setup-schema --version 0.0
  folder="${database#temporal_}"
  temporal-sql-tool --database "$database" update-schema \
    --schema-dir "/etc/temporal/schema/postgresql/v12/$folder/versioned"
done
