BEGIN;
CREATE TABLE icp_directory_meta (
	key TEXT PRIMARY KEY,
	value INTEGER NOT NULL
);
INSERT INTO icp_directory_meta (key, value) VALUES ('schema', 1);
CREATE TABLE icp_directory_people (
	account TEXT NOT NULL,
	receiver TEXT NOT NULL,
	newest INTEGER NOT NULL,
	PRIMARY KEY (account, receiver)
);
CREATE TABLE icp_directory_entries (
	account TEXT NOT NULL,
	receiver TEXT NOT NULL,
	version INTEGER NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	email TEXT NOT NULL,
	phone TEXT NOT NULL,
	webhook TEXT NOT NULL,
	PRIMARY KEY (account, receiver, version)
);
COMMIT;
