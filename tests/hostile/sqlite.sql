-- name: file: attach a new file
ATTACH DATABASE 'new.db' AS other
-- name: file: attach without the word database
ATTACH 'new.db' AS other
-- name: file: attach the same file read-write by path
ATTACH '{file}' AS again
-- name: file: attach the same file read-write by URI
ATTACH 'file:{file}?mode=rwc' AS again
-- name: file: attach a new file by URI
ATTACH 'file:new.db?mode=rwc&cache=shared' AS other
-- name: file: attach a file with another way of locking
ATTACH 'file:{file}?mode=rw&nolock=1' AS again
-- name: file: attach memory
ATTACH ':memory:' AS other
-- name: file: attach a temporary database
ATTACH '' AS other
-- name: file: attach an expression
ATTACH 'new' || '.db' AS ('oth' || 'er')
-- name: file: attach hidden behind comments
/* only a question */ ATTACH /* x */ 'new.db' -- harmless
AS other
-- name: file: attach the empty device
ATTACH '/dev/null' AS other
-- name: file: attach with a key
ATTACH 'new.db' AS other KEY 'secret'
-- name: file: detach main
DETACH DATABASE main
-- name: file: detach temp
DETACH temp
-- name: file: vacuum into a new file
VACUUM INTO 'new.db'
-- name: file: vacuum main into a new file
VACUUM main INTO 'new.db'
-- name: file: vacuum into an expression
VACUUM INTO (SELECT '{folder}' || '/new.db')
-- name: file: vacuum into a URI
VACUUM INTO 'file:new.db?mode=rwc'
-- name: file: vacuum
VACUUM
-- name: file: vacuum temp
VACUUM temp
-- name: file: set the folder of temporary files
PRAGMA temp_store_directory = '{folder}'
-- name: file: set the folder of data
PRAGMA data_store_directory = '{folder}'
-- name: write: pragma query_only off
PRAGMA query_only = 0
-- name: write: pragma query_only off with brackets
PRAGMA query_only(0)
-- name: write: pragma query_only off, named schema
PRAGMA main.query_only = OFF
-- name: write: pragma query_only in capitals and comments
/**/PrAgMa/**/QuErY_OnLy/**/=/**/false
-- name: write: pragma writable_schema
PRAGMA writable_schema = ON
-- name: write: pragma writable_schema reset
PRAGMA writable_schema = RESET
-- name: write: pragma journal_mode wal
PRAGMA journal_mode = wal
-- name: write: pragma journal_mode wal of main
PRAGMA main.journal_mode = WAL
-- name: write: pragma journal_mode off
PRAGMA journal_mode = off
-- name: write: pragma journal_mode as a table
SELECT * FROM pragma_journal_mode('wal')
-- name: write: pragma user_version
PRAGMA user_version = 77
-- name: write: pragma application_id
PRAGMA application_id = 77
-- name: write: pragma schema_version
PRAGMA schema_version = 77
-- name: write: pragma auto_vacuum
PRAGMA auto_vacuum = 1
-- name: write: pragma incremental_vacuum
PRAGMA incremental_vacuum(100)
-- name: write: pragma page_size
PRAGMA page_size = 512
-- name: write: pragma encoding
PRAGMA encoding = 'UTF-16'
-- name: write: pragma secure_delete
PRAGMA secure_delete = 1
-- name: write: pragma locking_mode exclusive
PRAGMA locking_mode = EXCLUSIVE
-- name: write: pragma wal_checkpoint
PRAGMA wal_checkpoint(TRUNCATE)
-- name: write: pragma optimize
PRAGMA optimize
-- name: write: pragma optimize everything
PRAGMA optimize(0xfffe)
-- name: write: pragma trusted_schema on
PRAGMA trusted_schema = 1
-- name: write: pragma hard_heap_limit lifted
PRAGMA hard_heap_limit = 0
-- name: write: pragma soft_heap_limit lifted
PRAGMA soft_heap_limit = 0
-- name: write: pragma cache_size of gigabytes
PRAGMA cache_size = -4000000
-- name: write: pragma mmap_size
PRAGMA mmap_size = 1099511627776
-- name: write: pragma temp_store as file
PRAGMA temp_store = 1
-- name: write: pragma foreign_keys off
PRAGMA foreign_keys = 0
-- name: write: pragma ignore_check_constraints
PRAGMA ignore_check_constraints = 1
-- name: write: pragma recursive_triggers
PRAGMA recursive_triggers = 1
-- name: write: pragma busy_timeout of a day
PRAGMA busy_timeout = 86400000
-- name: write: pragma threads
PRAGMA threads = 64
-- name: write: pragma synchronous off
PRAGMA synchronous = 0
-- name: write: pragma case_sensitive_like forges functions
PRAGMA case_sensitive_like = 1
-- name: write: pragma max_page_count
PRAGMA max_page_count = 1
-- name: write: pragma legacy_file_format
PRAGMA legacy_file_format = 1
-- name: write: pragma journal_size_limit
PRAGMA journal_size_limit = 0
-- name: write: pragma shrink_memory
PRAGMA shrink_memory
-- name: write: pragma integrity_check of everything
PRAGMA integrity_check
-- name: write: explain of a pragma
EXPLAIN PRAGMA user_version = 78
-- name: write: insert
INSERT INTO load_log (id) VALUES (99)
-- name: write: insert default values
INSERT INTO alembic_version DEFAULT VALUES
-- name: write: insert from a question
INSERT INTO alembic_version SELECT '9999'
-- name: write: insert or replace
INSERT OR REPLACE INTO alembic_version VALUES ('9999')
-- name: write: replace
REPLACE INTO alembic_version VALUES ('9999')
-- name: write: upsert
INSERT INTO alembic_version VALUES ('0004') ON CONFLICT (version_num) DO UPDATE SET version_num = '9999'
-- name: write: insert returning
INSERT INTO alembic_version VALUES ('9999') RETURNING version_num
-- name: write: update
UPDATE alembic_version SET version_num = '9999'
-- name: write: update or replace
UPDATE OR REPLACE actors SET name = 'x'
-- name: write: update from
UPDATE actors SET name = n.name FROM actor_names AS n WHERE n.actor_id = actors.id
-- name: write: update with limit
UPDATE actors SET name = 'x' ORDER BY id LIMIT 1
-- name: write: update returning
UPDATE actors SET name = 'x' RETURNING id, name
-- name: write: delete
DELETE FROM actor_names
-- name: write: delete everything by the truncate path
DELETE FROM actor_codes WHERE 1
-- name: write: delete with limit
DELETE FROM actor_names ORDER BY actor_id LIMIT 1
-- name: write: delete returning
DELETE FROM actor_names RETURNING *
-- name: write: with delete
WITH doomed AS (SELECT id FROM actors) DELETE FROM actor_names WHERE actor_id IN doomed
-- name: write: with insert
WITH fresh(v) AS (VALUES ('9999')) INSERT INTO alembic_version SELECT v FROM fresh
-- name: write: with update
WITH fresh(v) AS (VALUES ('9999')) UPDATE alembic_version SET version_num = (SELECT v FROM fresh)
-- name: write: with replace
WITH fresh(v) AS (VALUES ('9999')) REPLACE INTO alembic_version SELECT v FROM fresh
-- name: write: recursive with insert
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) INSERT INTO alembic_version SELECT i FROM n
-- name: write: delete behind a block comment
/* SELECT */ DELETE FROM actor_names
-- name: write: delete behind a line comment
-- SELECT 1
DELETE FROM actor_names
-- name: write: delete behind semicolons
;;; DELETE FROM actor_names
-- name: write: delete behind blanks
	 
 DELETE	FROM actor_names
-- name: write: delete with an open comment at the end
DELETE FROM actor_names /* and so on
-- name: write: two statements
SELECT 1; DELETE FROM actor_names
-- name: write: two statements, no blank
SELECT 1;DELETE FROM actor_names;
-- name: write: two statements around a comment
SELECT 1 /* ; */; -- ;
DELETE FROM actor_names
-- name: write: three statements
BEGIN; DELETE FROM actor_names; COMMIT
-- name: write: forge the schema table
UPDATE sqlite_master SET sql = 'CREATE VIEW figures AS SELECT 1' WHERE name = 'figures'
-- name: write: forge the schema table by its other name
UPDATE sqlite_schema SET sql = NULL
-- name: write: forge the temporary schema table
UPDATE sqlite_temp_master SET sql = NULL
-- name: write: delete from the schema table
DELETE FROM sqlite_master
-- name: write: insert into the schema table
INSERT INTO sqlite_master VALUES ('view', 'figures', 'figures', 0, 'CREATE VIEW figures AS SELECT 1')
-- name: write: insert into the temporary schema table
INSERT INTO sqlite_temp_master VALUES ('view', 'figures', 'figures', 0, 'CREATE TEMP VIEW figures AS SELECT 1')
-- name: write: insert into a table made by a pragma
INSERT INTO pragma_user_version VALUES (7)
-- name: write: delete from json_each
DELETE FROM json_each('[1]')
-- name: write: create a table
CREATE TABLE forged (a)
-- name: write: create a table if not exists
CREATE TABLE IF NOT EXISTS forged (a)
-- name: write: create a table as a question
CREATE TABLE forged AS SELECT * FROM actors
-- name: write: create a temporary table
CREATE TEMP TABLE actors (a)
-- name: write: create a temporary table as a question
CREATE TEMPORARY TABLE figures AS SELECT 1 AS low
-- name: write: create a table in temp
CREATE TABLE temp.forged (a)
-- name: write: create a view
CREATE VIEW forged AS SELECT 1
-- name: write: create a temporary view that hides figures
CREATE TEMP VIEW figures AS SELECT 1 AS low, 2 AS high
-- name: write: create an index
CREATE INDEX forged ON actors (name)
-- name: write: create a unique index
CREATE UNIQUE INDEX IF NOT EXISTS forged ON actors (id, name)
-- name: write: create a trigger
CREATE TRIGGER forged AFTER UPDATE ON actors BEGIN DELETE FROM actor_names; END
-- name: write: create a temporary trigger
CREATE TEMP TRIGGER forged AFTER UPDATE ON actors BEGIN DELETE FROM actor_names; END
-- name: write: create a full-text table
CREATE VIRTUAL TABLE forged USING fts5(a)
-- name: write: create an old full-text table
CREATE VIRTUAL TABLE forged USING fts4(a, tokenize=porter)
-- name: write: create a temporary full-text table
CREATE VIRTUAL TABLE temp.forged USING fts5(a)
-- name: write: create a spatial table
CREATE VIRTUAL TABLE forged USING rtree(id, low, high)
-- name: write: create a dbstat table
CREATE VIRTUAL TABLE temp.forged USING dbstat(main)
-- name: write: create a vocabulary table
CREATE VIRTUAL TABLE temp.forged USING fts5vocab('main', 'x', 'row')
-- name: write: create a tokenizer table
CREATE VIRTUAL TABLE temp.forged USING fts3tokenize('simple')
-- name: write: drop a table
DROP TABLE actor_names
-- name: write: drop a table if exists
DROP TABLE IF EXISTS main.actor_names
-- name: write: drop a view
DROP VIEW figures
-- name: write: drop an index
DROP INDEX ix_actor_names_seed_file_id
-- name: write: drop a trigger
DROP TRIGGER IF EXISTS forged
-- name: write: rename a table
ALTER TABLE actors RENAME TO forged
-- name: write: rename a column
ALTER TABLE actors RENAME COLUMN name TO forged
-- name: write: add a column
ALTER TABLE actors ADD COLUMN forged TEXT
-- name: write: drop a column
ALTER TABLE actors DROP COLUMN name
-- name: write: reindex
REINDEX
-- name: write: reindex a table
REINDEX actors
-- name: write: reindex a collation
REINDEX nocase
-- name: write: analyze
ANALYZE
-- name: write: analyze a table
ANALYZE main.actors
-- name: write: explain a delete
EXPLAIN DELETE FROM actor_names
-- name: write: explain the plan of a delete
EXPLAIN QUERY PLAN DELETE FROM actor_names
-- name: write: explain a vacuum into a file
EXPLAIN VACUUM INTO 'new.db'
-- name: write: begin
BEGIN
-- name: write: begin immediate
BEGIN IMMEDIATE
-- name: write: begin exclusive
BEGIN EXCLUSIVE TRANSACTION
-- name: write: commit
COMMIT
-- name: write: end
END TRANSACTION
-- name: write: rollback
ROLLBACK
-- name: write: savepoint
SAVEPOINT here
-- name: write: release
RELEASE here
-- name: write: rollback to a savepoint
ROLLBACK TO here
-- name: file: load an extension
SELECT load_extension('{folder}/evil')
-- name: file: load an extension with an entry point
SELECT load_extension('{folder}/evil', 'sqlite3_evil_init')
-- name: file: load an extension in capitals
SELECT LOAD_EXTENSION('{folder}/evil')
-- name: file: load an extension by a quoted name
SELECT "load_extension"('{folder}/evil')
-- name: file: load an extension inside a question
SELECT name FROM actors WHERE load_extension('{folder}/evil') IS NULL
-- name: file: register a tokenizer at an address
SELECT fts3_tokenizer('simple', x'4141414141414141')
-- name: file: read the address of a tokenizer
SELECT hex(fts3_tokenizer('simple'))
-- name: file: read a file
SELECT readfile('/etc/passwd')
-- name: file: write a file
SELECT writefile('new.txt', 'x')
-- name: file: write a file inside a question
WITH w AS (SELECT writefile('new.txt', name) AS n FROM actors) SELECT sum(n) FROM w
-- name: file: open an editor
SELECT edit('x', 'touch new.txt')
-- name: file: list a folder
SELECT name FROM fsdir('.')
-- name: file: write a log
SELECT sqlite_log(1, 'x')
-- name: file: pages of the file
SELECT data FROM sqlite_dbpage
-- name: file: write a page of the file
UPDATE sqlite_dbpage SET data = zeroblob(4096) WHERE pgno = 1
-- name: file: bytes of every page counted
SELECT sum(pgsize) FROM dbstat
-- name: file: read the statements of this connection
SELECT sql FROM sqlite_stmt
-- name: hang: numbers without end
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n
-- name: hang: numbers without end and no row
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0
-- name: hang: the same row for ever
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n
-- name: hang: numbers without end behind a limit that is never reached
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i % 2 = 2 LIMIT 1
-- name: hang: numbers without end inside EXISTS
SELECT EXISTS (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0)
-- name: hang: a cross join of everything
SELECT count(*) FROM actors a, actors b, actors c, actors d, actors e, actor_names f
-- name: hang: a cross join of texts
SELECT max(a.name || b.name || c.name) FROM actor_names a, actor_names b, actor_names c
-- name: hang: pairs without end
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT count(*) FROM n a, n b WHERE a.i * b.i = -1
-- name: hang: a window over a cross join
SELECT sum(a.id) OVER (ORDER BY a.id ROWS BETWEEN 100000 PRECEDING AND CURRENT ROW), max(b.name) OVER (ORDER BY a.id ROWS BETWEEN 50000 PRECEDING AND CURRENT ROW) FROM actors a, actor_names b
-- name: hang: first row at once, then never another
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 2
-- name: hang: rows that trickle
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i % 200000 = 0
-- name: hang: a game of life in a correlated question
SELECT (SELECT count(*) FROM actor_names b, actor_names c WHERE b.name || c.name > a.name) FROM actor_names a
-- name: hang: many large random values, few steps
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(length(hex(randomblob(4900000)))) FROM n
-- name: hang: many large values of a printf, few steps
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(length(printf('%.*c%d', 9000000, 'x', i))) FROM n
-- name: hang: many large replacements, few steps
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(length(replace(hex(zeroblob(4000000)) || i, '00', '1'))) FROM n
-- name: hang: LIKE with many percents
SELECT hex(zeroblob(4900000)) LIKE '%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%0%1'
-- name: hang: LIKE with a long tail of any letter
SELECT hex(zeroblob(2500000)) LIKE '%' || substr(hex(zeroblob(250)), 1, 498) || '1'
-- name: hang: LIKE with five hundred underscores
SELECT hex(zeroblob(4900000)) LIKE '%' || replace(substr(hex(zeroblob(250)), 1, 498), '0', '_') || '1'
-- name: hang: GLOB with many stars
SELECT hex(zeroblob(4900000)) GLOB '*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*0*1'
-- name: hang: GLOB with ninety sets
SELECT hex(zeroblob(2000000)) GLOB '*' || replace(substr(hex(zeroblob(50)), 1, 90), '0', '[0-9]') || '1'
-- name: hang: search for half of a text in itself
SELECT instr(hex(zeroblob(400000)), hex(zeroblob(200000)) || '1')
-- name: hang: replace half of a text in itself
SELECT length(replace(hex(zeroblob(400000)), hex(zeroblob(200000)) || '1', ''))
-- name: hang: trim with a long list of letters
SELECT trim(hex(zeroblob(25000)), replace(hex(zeroblob(15000)), '0', 'x') || '0')
-- name: hang: merge two objects of many keys
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000) SELECT length(json_patch((SELECT json_group_object('a' || i, i) FROM n), (SELECT json_group_object('b' || i, i) FROM n)))
-- name: prepare: common tables that double fourteen times
WITH a(x) AS (SELECT count(*) FROM actors), b(x) AS (SELECT count(*) FROM a p, a q), c(x) AS (SELECT count(*) FROM b p, b q), d(x) AS (SELECT count(*) FROM c p, c q), e(x) AS (SELECT count(*) FROM d p, d q), f(x) AS (SELECT count(*) FROM e p, e q), g(x) AS (SELECT count(*) FROM f p, f q), h(x) AS (SELECT count(*) FROM g p, g q), i(x) AS (SELECT count(*) FROM h p, h q), j(x) AS (SELECT count(*) FROM i p, i q), k(x) AS (SELECT count(*) FROM j p, j q), l(x) AS (SELECT count(*) FROM k p, k q), m(x) AS (SELECT count(*) FROM l p, l q), n(x) AS (SELECT count(*) FROM m p, m q), o(x) AS (SELECT count(*) FROM n p, n q) SELECT x FROM o
-- name: prepare: common tables that double without a table
WITH a(x) AS (SELECT 1), b(x) AS (SELECT count(*) FROM a p, a q), c(x) AS (SELECT count(*) FROM b p, b q), d(x) AS (SELECT count(*) FROM c p, c q), e(x) AS (SELECT count(*) FROM d p, d q), f(x) AS (SELECT count(*) FROM e p, e q), g(x) AS (SELECT count(*) FROM f p, f q), h(x) AS (SELECT count(*) FROM g p, g q), i(x) AS (SELECT count(*) FROM h p, h q), j(x) AS (SELECT count(*) FROM i p, i q), k(x) AS (SELECT count(*) FROM j p, j q), l(x) AS (SELECT count(*) FROM k p, k q), m(x) AS (SELECT count(*) FROM l p, l q), n(x) AS (SELECT count(*) FROM m p, m q), o(x) AS (SELECT count(*) FROM n p, n q), p(x) AS (SELECT count(*) FROM o p, o q), q(x) AS (SELECT count(*) FROM p p, p q) SELECT x FROM q
-- name: hang: sort numbers without end
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n ORDER BY random()
-- name: hang: group numbers without end
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, count(*) FROM n GROUP BY i % 7
-- name: hang: a table of numbers that are all different
WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n) SELECT count(DISTINCT i) FROM n
-- name: memory: a random blob of a gigabyte
SELECT randomblob(1000000000)
-- name: memory: a random blob of a gigabyte, measured
SELECT length(randomblob(1000000000))
-- name: memory: a zero blob of a gigabyte
SELECT zeroblob(1000000000)
-- name: memory: zero blobs of a gigabyte in text
SELECT hex(zeroblob(1000000000))
-- name: memory: a zero blob beyond every number
SELECT zeroblob(9223372036854775807)
-- name: memory: quote a large blob
SELECT quote(zeroblob(9000000))
-- name: memory: printf of a gigabyte
SELECT printf('%.*c', 1000000000, 'x')
-- name: memory: printf with a width of a gigabyte
SELECT printf('%1000000000d', 1)
-- name: memory: printf with a precision beyond every number
SELECT printf('%.2147483647f', 1.5)
-- name: memory: format with a width from an argument
SELECT format('%*s', 1000000000, 'x')
-- name: memory: replace that multiplies
SELECT replace(hex(zeroblob(4000000)), '0', hex(zeroblob(4000)))
-- name: memory: replace inside replace
SELECT replace(replace(replace(replace(replace('aaaaaaaaaa', 'a', 'bbbbbbbbbb'), 'b', 'cccccccccc'), 'c', 'dddddddddddddddddddd'), 'd', 'eeeeeeeeeeeeeeeeeeee'), 'e', 'ffffffffffffffffffff')
-- name: memory: a text that doubles for ever
WITH RECURSIVE d(t) AS (SELECT 'x' UNION ALL SELECT t || t FROM d) SELECT max(length(t)) FROM d
-- name: memory: large texts kept for ever
WITH RECURSIVE d(i, t) AS (SELECT 1, hex(zeroblob(1000000)) UNION SELECT i + 1, t || i FROM d) SELECT count(*) FROM d
-- name: memory: json array of numbers without end
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT json_group_array(i) FROM n
-- name: memory: json object of numbers without end
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT json_group_object(i, hex(zeroblob(100000))) FROM n
-- name: memory: json array of large texts
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT json_group_array(hex(zeroblob(4000000))) FROM n
-- name: memory: group_concat of numbers without end
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT group_concat(i) FROM n
-- name: memory: group_concat of large texts
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT group_concat(hex(zeroblob(4000000))) FROM n
-- name: memory: group_concat with a large separator
SELECT group_concat(name, hex(zeroblob(1000000))) FROM actor_names
-- name: memory: group_concat in a window
SELECT sum(length(g)) FROM (SELECT group_concat(hex(zeroblob(10000))) OVER (ORDER BY name) AS g FROM actor_names)
-- name: memory: sort large texts
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n ORDER BY hex(randomblob(1000000))
-- name: memory: distinct large texts
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(DISTINCT hex(randomblob(1000000))) FROM n
-- name: memory: materialize large texts
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n), m AS MATERIALIZED (SELECT hex(zeroblob(1000000)) AS t FROM n) SELECT count(*) FROM m a, m b
-- name: memory: union of large texts
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT hex(randomblob(1000000)) FROM n UNION SELECT 1
-- name: memory: twenty columns of ten megabytes in a thousand rows
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n), t(a) AS MATERIALIZED (SELECT hex(zeroblob(4900000))) SELECT a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a FROM n, t
-- name: memory: two hundred values that are each made anew
SELECT a || 1, a || 2, a || 3, a || 4, a || 5, a || 6, a || 7, a || 8, a || 9, a || 10, a || 11, a || 12, a || 13, a || 14, a || 15, a || 16, a || 17, a || 18, a || 19, a || 20, a || 21, a || 22, a || 23, a || 24, a || 25, a || 26, a || 27, a || 28, a || 29, a || 30, a || 31, a || 32, a || 33, a || 34, a || 35, a || 36, a || 37, a || 38, a || 39, a || 40 FROM (SELECT hex(zeroblob(4900000)) AS a)
-- name: memory: large texts as columns of wide characters
SELECT replace(hex(zeroblob(1200000)), '0', char(128512)), replace(hex(zeroblob(1200000)), '0', char(128513)), replace(hex(zeroblob(1200000)), '0', char(128514)), replace(hex(zeroblob(1200000)), '0', char(128515)), replace(hex(zeroblob(1200000)), '0', char(128516)), replace(hex(zeroblob(1200000)), '0', char(128517))
-- name: memory: json that is nested without end
SELECT json_valid(replace(hex(zeroblob(4000000)), '0', '['))
-- name: memory: json with millions of parts
SELECT count(*) FROM json_each('[' || replace(hex(zeroblob(2400000)), '0', '1,') || '1]')
-- name: memory: json tree with millions of parts
SELECT count(fullkey) FROM json_tree('[' || replace(hex(zeroblob(2000000)), '0', '1,') || '1]')
-- name: prepare: common tables that double eighteen times
WITH t0 AS (SELECT 1 AS a), t1 AS (SELECT x.a FROM t0 AS x, t0 AS y), t2 AS (SELECT x.a FROM t1 AS x, t1 AS y), t3 AS (SELECT x.a FROM t2 AS x, t2 AS y), t4 AS (SELECT x.a FROM t3 AS x, t3 AS y), t5 AS (SELECT x.a FROM t4 AS x, t4 AS y), t6 AS (SELECT x.a FROM t5 AS x, t5 AS y), t7 AS (SELECT x.a FROM t6 AS x, t6 AS y), t8 AS (SELECT x.a FROM t7 AS x, t7 AS y), t9 AS (SELECT x.a FROM t8 AS x, t8 AS y), t10 AS (SELECT x.a FROM t9 AS x, t9 AS y), t11 AS (SELECT x.a FROM t10 AS x, t10 AS y), t12 AS (SELECT x.a FROM t11 AS x, t11 AS y), t13 AS (SELECT x.a FROM t12 AS x, t12 AS y), t14 AS (SELECT x.a FROM t13 AS x, t13 AS y), t15 AS (SELECT x.a FROM t14 AS x, t14 AS y), t16 AS (SELECT x.a FROM t15 AS x, t15 AS y), t17 AS (SELECT x.a FROM t16 AS x, t16 AS y), t18 AS (SELECT x.a FROM t17 AS x, t17 AS y) SELECT a FROM t18
-- name: prepare: common tables that double twenty times
WITH t0 AS (SELECT 1 AS a), t1 AS (SELECT x.a FROM t0 AS x, t0 AS y), t2 AS (SELECT x.a FROM t1 AS x, t1 AS y), t3 AS (SELECT x.a FROM t2 AS x, t2 AS y), t4 AS (SELECT x.a FROM t3 AS x, t3 AS y), t5 AS (SELECT x.a FROM t4 AS x, t4 AS y), t6 AS (SELECT x.a FROM t5 AS x, t5 AS y), t7 AS (SELECT x.a FROM t6 AS x, t6 AS y), t8 AS (SELECT x.a FROM t7 AS x, t7 AS y), t9 AS (SELECT x.a FROM t8 AS x, t8 AS y), t10 AS (SELECT x.a FROM t9 AS x, t9 AS y), t11 AS (SELECT x.a FROM t10 AS x, t10 AS y), t12 AS (SELECT x.a FROM t11 AS x, t11 AS y), t13 AS (SELECT x.a FROM t12 AS x, t12 AS y), t14 AS (SELECT x.a FROM t13 AS x, t13 AS y), t15 AS (SELECT x.a FROM t14 AS x, t14 AS y), t16 AS (SELECT x.a FROM t15 AS x, t15 AS y), t17 AS (SELECT x.a FROM t16 AS x, t16 AS y), t18 AS (SELECT x.a FROM t17 AS x, t17 AS y), t19 AS (SELECT x.a FROM t18 AS x, t18 AS y), t20 AS (SELECT x.a FROM t19 AS x, t19 AS y) SELECT a FROM t20
-- name: prepare: common tables of one name inside each other
WITH t AS (WITH t AS (WITH t AS (WITH t AS (WITH t AS (WITH t AS (WITH t AS (WITH t AS (WITH t AS (WITH t AS (WITH t AS (WITH t AS (WITH t AS (WITH t AS (WITH t AS (WITH t AS (SELECT 1 AS a) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y) SELECT x.a FROM t AS x, t AS y
-- name: prepare: views inside common tables that double
WITH t0 AS (SELECT ref FROM figures), t1 AS (SELECT x.ref FROM t0 AS x, t0 AS y), t2 AS (SELECT x.ref FROM t1 AS x, t1 AS y), t3 AS (SELECT x.ref FROM t2 AS x, t2 AS y), t4 AS (SELECT x.ref FROM t3 AS x, t3 AS y), t5 AS (SELECT x.ref FROM t4 AS x, t4 AS y), t6 AS (SELECT x.ref FROM t5 AS x, t5 AS y), t7 AS (SELECT x.ref FROM t6 AS x, t6 AS y), t8 AS (SELECT x.ref FROM t7 AS x, t7 AS y), t9 AS (SELECT x.ref FROM t8 AS x, t8 AS y), t10 AS (SELECT x.ref FROM t9 AS x, t9 AS y), t11 AS (SELECT x.ref FROM t10 AS x, t10 AS y), t12 AS (SELECT x.ref FROM t11 AS x, t11 AS y), t13 AS (SELECT x.ref FROM t12 AS x, t12 AS y), t14 AS (SELECT x.ref FROM t13 AS x, t13 AS y) SELECT ref FROM t14
-- name: memory: twelve hundred columns of a hundred thousand letters
SELECT hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000)), hex(zeroblob(50000))
-- name: memory: common tables that double and are joined
WITH a AS (SELECT name FROM actors), b AS (SELECT p.name FROM a p, a q), c AS (SELECT p.name FROM b p, b q), d AS (SELECT p.name FROM c p, c q), e AS (SELECT p.name FROM d p, d q), f AS (SELECT p.name FROM e p, e q), g AS (SELECT p.name FROM f p, f q), h AS (SELECT p.name FROM g p, g q) SELECT group_concat(name) FROM h
-- name: odd: nothing at all

-- name: odd: blanks alone
   
-- name: odd: a comment alone
/* nothing */
-- name: odd: a semicolon alone
;
-- name: odd: half a statement
SELECT
-- name: odd: no statement
not a question
-- name: odd: an open string
SELECT 'x
-- name: odd: an open name
SELECT "x
-- name: odd: no such table
SELECT 1 FROM nowhere
-- name: odd: no such column
SELECT nowhere FROM actors
-- name: odd: no such function
SELECT nowhere(1)
-- name: odd: a parameter without a value
SELECT :nowhere
-- name: odd: a parameter without a name
SELECT ?
-- name: odd: a numbered parameter far away
SELECT ?32766
-- name: odd: a parameter of another kind
SELECT @nowhere, $nowhere
-- name: odd: an integer too large
SELECT abs(-9223372036854775808)
-- name: odd: bad UTF-8 in an answer
SELECT CAST(x'ff' AS TEXT), CAST(x'c328' AS TEXT), CAST(x'eda080' AS TEXT)
-- name: odd: NUL in an answer
SELECT char(0), CAST(x'610062' AS TEXT)
-- name: odd: a surrogate in an answer
SELECT char(55296), char(57343)
-- name: odd: bad UTF-8 in a name made by a pattern
SELECT CAST(x'ff' AS TEXT) LIKE CAST(x'ff25' AS TEXT), hex(upper(CAST(x'ff' AS TEXT)))
-- name: odd: an error that quotes bad UTF-8
SELECT json(CAST(x'ff' AS TEXT))
-- name: odd: a path that quotes bad UTF-8
SELECT json_extract('{}', CAST(x'ff' AS TEXT))
-- name: odd: a JSON path that is wrong
SELECT json_extract('{}', '$[')
-- name: odd: infinity and not a number
SELECT 9e999, -9e999, 9e999 - 9e999, 0.0 / 0
-- name: odd: raise outside a trigger
SELECT raise(ABORT, 'x')
-- name: odd: a full-text word without a table
SELECT 'a' MATCH 'b'
-- name: odd: a full-text function without a table
SELECT snippet('a'), offsets('b'), optimize('c'), bm25('d')
-- name: odd: a spatial function on rubbish
SELECT rtreenode(2, x'ffffffff'), rtreedepth(x'ff')
-- name: odd: a check of a spatial table that is none
SELECT rtreecheck('actors')
-- name: odd: an inner function of ALTER
SELECT sqlite_rename_table('main', 'table', 'x', 'CREATE TABLE x(a)', 'x', 'y', 0)
-- name: odd: a pragma as a table that is not for reading
SELECT * FROM pragma_database_list
-- name: odd: sixty-five tables in a join
SELECT 1 FROM actors a1, actors a2, actors a3, actors a4, actors a5, actors a6, actors a7, actors a8, actors a9, actors a10, actors a11, actors a12, actors a13, actors a14, actors a15, actors a16, actors a17, actors a18, actors a19, actors a20, actors a21, actors a22, actors a23, actors a24, actors a25, actors a26, actors a27, actors a28, actors a29, actors a30, actors a31, actors a32, actors a33, actors a34, actors a35, actors a36, actors a37, actors a38, actors a39, actors a40, actors a41, actors a42, actors a43, actors a44, actors a45, actors a46, actors a47, actors a48, actors a49, actors a50, actors a51, actors a52, actors a53, actors a54, actors a55, actors a56, actors a57, actors a58, actors a59, actors a60, actors a61, actors a62, actors a63, actors a64, actors a65
