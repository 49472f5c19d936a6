-- Rights of the database role of API and worker. Run it as the owner of the schema after each migration, in the database
-- of Firstday, for a role that exists (create role firstday_app login password '…').
-- The role can append to the audit log, and can neither change nor delete what it has appended.
grant usage on schema public to firstday_app;
grant select, insert, update, delete on all tables in schema public to firstday_app;
grant usage on all sequences in schema public to firstday_app;
revoke update, delete on audit from firstday_app;
revoke insert, update, delete on audit_chain, audit_head from firstday_app;
revoke update on security_events from firstday_app;
revoke update, delete on company_versions from firstday_app;
revoke insert, update, delete on schema_version, kysely_migration, kysely_migration_lock from firstday_app;
