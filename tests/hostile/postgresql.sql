-- name: write: commit, then delete
COMMIT; DELETE FROM actor_names
-- name: write: a question, then commit, then delete
SELECT 1; COMMIT; DELETE FROM actor_names
-- name: write: a question, then delete
SELECT 1; DELETE FROM actor_names
-- name: write: rollback, begin, delete, commit
ROLLBACK; BEGIN READ WRITE; DELETE FROM actor_names; COMMIT
-- name: write: commit behind a comment
/* only a question */ COMMIT; /* */ DELETE FROM actor_names -- ;
-- name: write: a cursor of our own, then delete
SELECT 1; CLOSE ALL; COMMIT; DELETE FROM actor_names
-- name: write: set the transaction to read write
SET TRANSACTION READ WRITE
-- name: write: set the transaction to read write, then delete
SET TRANSACTION READ WRITE; DELETE FROM actor_names
-- name: write: set the session to read write
SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE
-- name: write: set transaction_read_only off
SET transaction_read_only = off
-- name: write: lift read-only by a function
SELECT set_config('transaction_read_only', 'off', true)
-- name: write: lift read-only by a function for the session
SELECT set_config('default_transaction_read_only', 'off', false), set_config('transaction_read_only', 'off', false)
-- name: write: lift read-only, then write by a function
SELECT set_config('transaction_read_only', 'off', true), nextval('actors_id_seq')
-- name: write: become another role by a function
SELECT set_config('role', 'pg_write_all_data', false), set_config('session_authorization', 'postgres', false)
-- name: write: change the path that finds tables
SELECT set_config('search_path', 'pg_temp', false)
-- name: write: reset everything
DISCARD ALL
-- name: write: insert
INSERT INTO alembic_version VALUES ('9999')
-- name: write: update
UPDATE alembic_version SET version_num = '9999'
-- name: write: delete
DELETE FROM actor_names
-- name: write: delete returning
DELETE FROM actor_names RETURNING actor_id
-- name: write: merge
MERGE INTO alembic_version AS a USING (VALUES ('9999')) AS n (v) ON true WHEN MATCHED THEN UPDATE SET version_num = v
-- name: write: with delete
WITH gone AS (DELETE FROM actor_names RETURNING actor_id) SELECT count(*) FROM gone
-- name: write: with insert
WITH fresh AS (INSERT INTO alembic_version VALUES ('9999') RETURNING version_num) SELECT version_num FROM fresh
-- name: write: with update
WITH fresh AS (UPDATE actors SET name = 'x' RETURNING id) SELECT count(*) FROM fresh
-- name: write: truncate
TRUNCATE actors CASCADE
-- name: write: drop a table
DROP TABLE actor_names CASCADE
-- name: write: drop a view
DROP VIEW figures
-- name: write: drop the schema
DROP SCHEMA public CASCADE
-- name: write: create a table
CREATE TABLE forged (a integer)
-- name: write: create a table as a question
CREATE TABLE forged AS SELECT 1 AS a
-- name: write: create a temporary table
CREATE TEMP TABLE figures (low integer)
-- name: write: create a temporary view
CREATE TEMP VIEW figures AS SELECT 1 AS low
-- name: write: select into
SELECT id INTO forged FROM actors
-- name: write: select into a temporary table
SELECT id INTO TEMP figures FROM actors
-- name: write: replace a view
CREATE OR REPLACE VIEW figures AS SELECT 1 AS low
-- name: write: create an index
CREATE INDEX forged ON actors (name)
-- name: write: create a function
CREATE FUNCTION forged() RETURNS integer LANGUAGE sql AS 'DELETE FROM actor_names; SELECT 1'
-- name: write: create a temporary function
CREATE FUNCTION pg_temp.forged() RETURNS integer LANGUAGE plpgsql AS 'BEGIN DELETE FROM actor_names; RETURN 1; END'
-- name: write: create a trigger
CREATE TRIGGER forged AFTER UPDATE ON actors EXECUTE FUNCTION suppress_redundant_updates_trigger()
-- name: write: create a rule
CREATE RULE forged AS ON UPDATE TO actors DO INSTEAD NOTHING
-- name: write: create a sequence
CREATE SEQUENCE forged
-- name: write: create a schema
CREATE SCHEMA forged
-- name: write: create a role
CREATE ROLE forged SUPERUSER
-- name: write: create a database
CREATE DATABASE forged
-- name: write: create an extension
CREATE EXTENSION IF NOT EXISTS dblink
-- name: write: reach out by an extension that is absent
SELECT dblink_exec('dbname=postgres', 'CREATE TABLE forged (a integer)')
-- name: write: alter a table
ALTER TABLE actors RENAME TO forged
-- name: write: alter the system
ALTER SYSTEM SET statement_timeout = 0
-- name: write: alter the database
ALTER DATABASE postgres SET default_transaction_read_only = off
-- name: write: grant
GRANT ALL ON ALL TABLES IN SCHEMA public TO public
-- name: write: comment on a table
COMMENT ON TABLE actors IS 'forged'
-- name: write: security label
SECURITY LABEL ON TABLE actors IS 'forged'
-- name: write: a block of code
DO $$ BEGIN DELETE FROM actor_names; END $$
-- name: write: a block of code that commits
DO $$ BEGIN COMMIT; DELETE FROM actor_names; END $$
-- name: write: call a procedure
CALL forged()
-- name: write: prepare a delete
PREPARE forged AS DELETE FROM actor_names
-- name: write: execute what was prepared
EXECUTE forged
-- name: write: prepare a transaction for later
PREPARE TRANSACTION 'forged'
-- name: write: a cursor that outlives the transaction
DECLARE forged CURSOR WITH HOLD FOR SELECT id FROM actors
-- name: write: move a cursor
MOVE ALL FROM forged
-- name: write: explain analyze a delete
EXPLAIN ANALYZE DELETE FROM actor_names
-- name: write: explain analyze a table as a question
EXPLAIN (ANALYZE) CREATE TABLE forged AS SELECT 1 AS a
-- name: write: the next number of a sequence
SELECT nextval('actors_id_seq')
-- name: write: set a sequence
SELECT setval('actors_id_seq', 999999)
-- name: write: set a sequence to what it is
SELECT setval('actors_id_seq', 1, false) FROM generate_series(1, 3)
-- name: write: select for update
SELECT id FROM actors FOR UPDATE
-- name: write: select for key share
SELECT id FROM actors FOR KEY SHARE
-- name: write: lock a table
LOCK TABLE actors IN ACCESS EXCLUSIVE MODE
-- name: write: an advisory lock that stays
SELECT pg_advisory_lock(4711)
-- name: write: a thousand advisory locks that stay
SELECT pg_try_advisory_lock(i) FROM generate_series(1, 900) AS i
-- name: write: listen
LISTEN forged
-- name: write: notify
NOTIFY forged, 'x'
-- name: write: notify by a function
SELECT pg_notify('forged', 'x')
-- name: write: make a large object
SELECT lo_create(4711)
-- name: write: make a large object from bytes
SELECT lo_from_bytea(4711, 'x')
-- name: write: open a large object for writing
SELECT lo_open(4711, 131072)
-- name: write: import a large object from a file
SELECT lo_import('/etc/passwd')
-- name: write: delete a large object
SELECT lo_unlink(4711)
-- name: write: statements in a text that is run by XML
SELECT query_to_xml('DELETE FROM actor_names RETURNING 1', true, true, '')
-- name: write: statements in a text that is run by search statistics
SELECT word FROM ts_stat('DELETE FROM actor_names RETURNING to_tsvector(name)')
-- name: write: copy into a table from a program
COPY actors FROM PROGRAM 'touch {folder}/new.txt'
-- name: write: copy to a program
COPY actors TO PROGRAM 'cat > {folder}/new.txt'
-- name: write: copy to a file
COPY actors TO '{folder}/new.txt'
-- name: write: copy from a file
COPY alembic_version FROM '/etc/hostname'
-- name: write: copy from our own standard input
COPY alembic_version FROM STDIN
-- name: write: copy to our own standard output
COPY actors TO STDOUT
-- name: write: copy the result of a delete
COPY (DELETE FROM actor_names RETURNING actor_id) TO STDOUT
-- name: write: vacuum
VACUUM FULL
-- name: write: analyze
ANALYZE actors
-- name: write: reindex
REINDEX TABLE actors
-- name: write: cluster
CLUSTER actors USING actors_pkey
-- name: write: checkpoint
CHECKPOINT
-- name: write: load a library
LOAD '$libdir/plpgsql'
-- name: write: refresh a view
REFRESH MATERIALIZED VIEW figures
-- name: write: reassign what is owned
REASSIGN OWNED BY CURRENT_USER TO pg_monitor
-- name: superuser: export a large object into a file
SELECT lo_export(4711, '{folder}/new.txt')
-- name: superuser: read a file of the server
SELECT pg_read_file('/etc/passwd')
-- name: superuser: read bytes of the server
SELECT pg_read_binary_file('/etc/passwd')
-- name: superuser: list a folder of the server
SELECT pg_ls_dir('/')
-- name: superuser: end other sessions
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user AND pid <> pg_backend_pid()
-- name: superuser: stop the questions of others
SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename <> current_user AND pid <> pg_backend_pid()
-- name: superuser: reload the configuration
SELECT pg_reload_conf()
-- name: superuser: rotate the log
SELECT pg_rotate_logfile()
-- name: superuser: make a replication slot
SELECT pg_create_physical_replication_slot('forged')
-- name: superuser: make a replication origin
SELECT pg_replication_origin_create('forged')
-- name: superuser: make a restore point
SELECT pg_create_restore_point('forged')
-- name: superuser: forget the statistics
SELECT pg_stat_reset()
-- name: superuser: become the superuser
SELECT set_config('session_authorization', 'postgres', false)
-- name: superuser: passwords of roles
SELECT rolpassword FROM pg_authid
-- name: hang: sleep
SELECT pg_sleep(10)
-- name: hang: sleep for each row
SELECT pg_sleep(0.3) FROM generate_series(1, 1000)
-- name: hang: sleep after the first rows
SELECT CASE WHEN i > 20 THEN pg_sleep(10) END FROM generate_series(1, 1000) AS i
-- name: hang: sleep a little in each batch of rows
SELECT CASE WHEN i IN (3, 20, 100, 500) THEN pg_sleep(0.4) END FROM generate_series(1, 1000) AS i
-- name: hang: lift the time limit in the first rows, then sleep
SELECT set_config('statement_timeout', '0', true), CASE WHEN i > 20 THEN pg_sleep(3) END FROM generate_series(1, 25) AS i
-- name: hang: sleep until tomorrow
SELECT pg_sleep_until(now() + interval '1 day')
-- name: hang: lift the time limit, then sleep
SET statement_timeout = 0; SELECT pg_sleep(10)
-- name: hang: numbers without end
SELECT count(*) FROM generate_series(1, 9000000000000000000)
-- name: hang: numbers without end, recursive
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i % 7 + 1 FROM n) SELECT i FROM n WHERE i > 8
-- name: hang: a cross join of everything
SELECT count(*) FROM actor_names a, actor_names b, actor_names c, actor_names d
-- name: hang: a pattern that goes back again and again
SELECT repeat('a', 5000) ~ '^((a+)+)\1+b$'
-- name: hang: a power without end
SELECT count(2::numeric ^ (100000 + i)) FROM generate_series(1, 1000000) AS i
-- name: hang: sort numbers without end
SELECT i FROM generate_series(1, 9000000000000000000) AS i ORDER BY random()
-- name: hang: rows without end
SELECT i FROM generate_series(1, 9000000000000000000) AS i
-- name: hang: a text of a gigabyte
SELECT repeat('x', 1000000000)
-- name: memory: a text of a megabyte in each row
SELECT repeat('x', 1000000) FROM generate_series(1, 1000)
-- name: hang: a text that doubles
WITH RECURSIVE d (t) AS (SELECT 'x'::text UNION ALL SELECT t || t FROM d) SELECT length(t) FROM d
-- name: hang: an array of numbers without end
SELECT array_agg(i) FROM generate_series(1, 9000000000000000000) AS i
-- name: memory: an array of many numbers
SELECT array_agg(i) FROM generate_series(1, 3000000) AS i
-- name: memory: a JSON array of many numbers
SELECT json_agg(i) FROM generate_series(1, 3000000) AS i
-- name: memory: a JSON object in many rows
SELECT jsonb_build_object('a', repeat('x', 100000), 'b', i) FROM generate_series(1, 10000) AS i
-- name: hang: numbers with a hundred thousand digits
SELECT 10::numeric ^ 100000 FROM generate_series(1, 8)
-- name: odd: nothing at all

-- name: odd: a comment alone
/* nothing */
-- name: odd: a semicolon alone
;
-- name: odd: half a statement
SELECT
-- name: odd: no such table
SELECT 1 FROM nowhere
-- name: odd: no such function
SELECT nowhere(1)
-- name: odd: a parameter without a value
SELECT :nowhere
-- name: odd: a percent sign
SELECT 10 % 3, '%', '%s', '%(x)s'
-- name: odd: a parameter of the server's own kind
SELECT $1
-- name: odd: show a setting
SHOW statement_timeout
-- name: odd: fetch from nothing
FETCH ALL FROM nowhere
-- name: odd: values
VALUES (1, 'a'), (2, 'b')
-- name: odd: a table
TABLE alembic_version
-- name: odd: explain
EXPLAIN SELECT 1
-- name: odd: division by nothing
SELECT 1 / (i - 30) FROM generate_series(1, 100) AS i
-- name: odd: infinity and not a number
SELECT 'Infinity'::float8, 'NaN'::float8
-- name: odd: a number that is infinite
SELECT 'Infinity'::numeric
-- name: odd: a number that is negative infinite
SELECT '-Infinity'::numeric
-- name: odd: a number that is none
SELECT 'NaN'::numeric
-- name: odd: days without end
SELECT 'infinity'::date
-- name: odd: a moment without end
SELECT 'infinity'::timestamp, '-infinity'::timestamptz
-- name: odd: a year after Python's last
SELECT DATE '12345-01-01'
-- name: odd: a year before the first
SELECT DATE '0044-03-15 BC'
-- name: odd: an interval beyond every number
SELECT '170000000 years'::interval
-- name: odd: a time beyond midnight
SELECT TIME '24:00:00', TIMETZ '24:00:00+15:59'
-- name: odd: a zone with seconds
SELECT set_config('timezone', 'Foo+01:02:03', true), now() FROM generate_series(1, 30)
-- name: odd: JSON that Python cannot read
SELECT '1e999999'::json, '"\ud800"'::json
-- name: odd: JSON that is nested deep
SELECT (repeat('[', 3000) || repeat(']', 3000))::json
-- name: odd: JSON with a number of many digits
SELECT repeat('9', 5000)::json
-- name: odd: an integer array with nothing in it
SELECT ARRAY[[1, NULL], [2, 3]], '{}'::integer[], '[5:6]={1,2}'::integer[]
-- name: odd: a range, a row and an address
SELECT '[1,2)'::int4range, ROW(1, 'a', NULL), '10.0.0.0/8'::inet, 'empty'::datemultirange
-- name: odd: another encoding from here on
SELECT set_config('client_encoding', 'LATIN1', true), 'é' FROM generate_series(1, 100)
-- name: odd: an encoding that Python does not know
SELECT set_config('client_encoding', 'MULE_INTERNAL', true), 'é' FROM generate_series(1, 100)
-- name: odd: no encoding at all
SELECT set_config('client_encoding', 'SQL_ASCII', true), 'é' FROM generate_series(1, 100)
-- name: odd: another style of dates
SELECT set_config('datestyle', 'German', true), DATE '2014-06-30', now() FROM generate_series(1, 100)
-- name: odd: another style of intervals
SELECT set_config('intervalstyle', 'iso_8601', true), interval '1 day' FROM generate_series(1, 100)
-- name: odd: end our own session
SELECT pg_terminate_backend(pg_backend_pid())
-- name: odd: end our own session in a later row
SELECT CASE WHEN i = 30 THEN pg_terminate_backend(pg_backend_pid()) END FROM generate_series(1, 1000) AS i
-- name: odd: stop our own question
SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(0.1)
-- name: memory: a text of a hundred and fifty megabytes
SELECT repeat('x', 150000000)
-- name: memory: a text of a hundred and fifty megabytes in each row
SELECT repeat('x', 150000000) FROM generate_series(1, 10)
-- name: memory: wide letters of two hundred megabytes
SELECT repeat('é', 100000000)
-- name: memory: an array of ten million numbers
SELECT array_agg(i) FROM generate_series(1, 10000000) AS s(i)
-- name: memory: three hundred columns of a megabyte
SELECT repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000), repeat('x', 1000000)
-- name: memory: bytes of a hundred and fifty megabytes
SELECT decode(repeat('ff', 150000000), 'hex')
-- name: memory: a text of forty megabytes
SELECT repeat('x', 40000000)
