-- version 1
BEGIN;
CREATE TABLE icp_meta (
	key TEXT PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE icp_streams (
	stream TEXT PRIMARY KEY,
	version INTEGER NOT NULL,
	hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE icp_commits (
	stream TEXT NOT NULL,
	command TEXT NOT NULL,
	version INTEGER NOT NULL,
	reply BLOB NOT NULL,
	PRIMARY KEY (stream, command)
) STRICT, WITHOUT ROWID;
CREATE TABLE icp_records (
	position INTEGER PRIMARY KEY,
	stream TEXT NOT NULL REFERENCES icp_streams (stream),
	version INTEGER NOT NULL,
	command TEXT NOT NULL,
	at_us INTEGER NOT NULL,
	type TEXT NOT NULL,
	schema INTEGER NOT NULL,
	data BLOB NOT NULL,
	hash BLOB NOT NULL,
	UNIQUE (stream, version)
) STRICT;
CREATE TABLE icp_outbox (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	stream TEXT NOT NULL,
	version INTEGER NOT NULL,
	name TEXT NOT NULL,
	queue TEXT NOT NULL,
	lane TEXT NOT NULL,
	due_us INTEGER NOT NULL,
	ready_us INTEGER NOT NULL,
	was_us INTEGER NOT NULL DEFAULT 0,
	token INTEGER NOT NULL DEFAULT 0,
	live INTEGER NOT NULL DEFAULT 0,
	dead INTEGER NOT NULL DEFAULT 0,
	attempts INTEGER NOT NULL DEFAULT 0,
	detail BLOB NOT NULL DEFAULT x'',
	data BLOB NOT NULL
) STRICT;
CREATE INDEX icp_outbox_ready ON icp_outbox (queue, ready_us, id) WHERE dead = 0;
CREATE INDEX icp_outbox_lane ON icp_outbox (queue, lane, id) WHERE dead = 0 AND lane <> '';
CREATE INDEX icp_outbox_dead ON icp_outbox (id) WHERE dead = 1;
CREATE TABLE icp_timers (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	stream TEXT NOT NULL,
	version INTEGER NOT NULL,
	name TEXT NOT NULL,
	due_us INTEGER NOT NULL,
	ready_us INTEGER NOT NULL,
	was_us INTEGER NOT NULL DEFAULT 0,
	token INTEGER NOT NULL DEFAULT 0,
	live INTEGER NOT NULL DEFAULT 0,
	data BLOB NOT NULL,
	UNIQUE (stream, name)
) STRICT;
CREATE INDEX icp_timers_ready ON icp_timers (ready_us, id);
INSERT INTO sqlite_sequence (name, seq) VALUES ('icp_timers', 4611686018427387904);
INSERT INTO icp_meta (key, value) VALUES ('schema', 1);
COMMIT;
