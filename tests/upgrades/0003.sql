BEGIN TRANSACTION;
CREATE TABLE account (
	account VARCHAR(100) NOT NULL, 
	epoch INTEGER DEFAULT 0 NOT NULL, 
	holder VARCHAR(100), 
	heartbeat BIGINT, 
	ticket_cursor TEXT, 
	ticket_mark BIGINT, 
	ticket_end BOOLEAN DEFAULT 0 NOT NULL, 
	event_start BIGINT, 
	event_mark BIGINT, 
	event_end BOOLEAN DEFAULT 0 NOT NULL, 
	history_start BIGINT, 
	watermark BIGINT, 
	directory_at BIGINT, 
	percentiles_at BIGINT, 
	brake TEXT, 
	brake_since BIGINT, 
	single_only BOOLEAN DEFAULT 0 NOT NULL, 
	judged_to BIGINT, 
	with_values BOOLEAN DEFAULT 0 NOT NULL, 
	rest_until BIGINT, 
	strangers INTEGER DEFAULT 0 NOT NULL, 
	digest VARCHAR(64), 
	PRIMARY KEY (account)
);
INSERT INTO "account" VALUES('harbour',1,NULL,1772623662,'MTc3MjYxODg2My4wfHwxMDAxfA==',1772623587,1,1772618862,1772623587,1,1771754400,1772623587,1772623662,1772618679,NULL,NULL,0,1772623587,0,NULL,0,'717d6d23de7871ffce9b71ef6fade40c49feed4aec1d2b33');
CREATE TABLE action (
	account VARCHAR(100) NOT NULL, 
	"key" VARCHAR(40) NOT NULL, 
	ticket_id BIGINT NOT NULL, 
	policy VARCHAR(100) NOT NULL, 
	episode VARCHAR(100) NOT NULL, 
	step VARCHAR(60) NOT NULL, 
	reference VARCHAR(20), 
	state VARCHAR(20) NOT NULL, 
	reason VARCHAR(30), 
	sentence TEXT, 
	payload JSON, 
	"before" JSON, 
	owner_id BIGINT, 
	from_history BOOLEAN DEFAULT 0 NOT NULL, 
	fresh BOOLEAN DEFAULT 0 NOT NULL, 
	note_written BOOLEAN DEFAULT 0 NOT NULL, 
	urgent BOOLEAN DEFAULT 0 NOT NULL, 
	job_id VARCHAR(80), 
	conflicts INTEGER DEFAULT 0 NOT NULL, 
	first_at BIGINT NOT NULL, 
	changed_at BIGINT NOT NULL, 
	sent_at BIGINT, 
	written_at BIGINT, 
	held_until BIGINT, 
	audit_id BIGINT, 
	digest VARCHAR(64), 
	PRIMARY KEY (account, "key")
);
INSERT INTO "action" VALUES('harbour','9dfac45c03619b85586ec9a001bfb205',1001,'passed-around','40000000035/1','at once','SH-KQXC8Q03','done',NULL,NULL,'{"note": "\u2026", "add_tags": ["one"], "remove_tags": [], "fields": {}, "custom_fields": {}, "followers": [], "own_tags": ["one"], "strike": null, "notify": {"channels": [], "because": "3 handoffs within 5 business days (3 owners, 1 return).", "kind": "reassignment"}}','{"tags": [], "status": "new", "priority": null, "group_id": 40000000002, "assignee_id": null, "custom_fields": {}}',NULL,0,0,0,0,'V3-00000000000000000000000000000001',0,1772618604,1772618772,1772618679,1772618681,NULL,40000000085,'717d6d23de7871ffce9b71ef6fade40c');
INSERT INTO "action" VALUES('harbour','8d0584062b9d637c1504626bb78c0e7e',1001,'passed-around','40000000035/1','after 2 hours',NULL,'held','before its time','Due 2026-03-04 12:02 UTC.','null','null',NULL,0,0,0,0,NULL,0,1772618604,1772621187,NULL,NULL,1772625767,NULL,'717d6d23de7871ffce9b71ef6fade40c');
INSERT INTO "action" VALUES('harbour','4f5d803d1e018b8bfb7e8308306022a4',1002,'passed-around','40000000037/1','at once','SH-9XER0F8Y','done',NULL,NULL,'{"note": "\u2026", "add_tags": ["one"], "remove_tags": [], "fields": {}, "custom_fields": {}, "followers": [], "own_tags": ["one"], "strike": null, "notify": {"channels": [], "because": "3 handoffs within 5 business days (3 owners, 1 return).", "kind": "reassignment"}}','{"tags": [], "status": "new", "priority": null, "group_id": 40000000002, "assignee_id": null, "custom_fields": {}}',NULL,0,0,0,0,'V3-00000000000000000000000000000001',0,1772618604,1772618772,1772618679,1772618681,NULL,40000000079,'717d6d23de7871ffce9b71ef6fade40c');
INSERT INTO "action" VALUES('harbour','6fb2998a6b880326341dd8683acf73aa',1002,'passed-around','40000000037/1','after 2 hours',NULL,'held','before its time','Due 2026-03-04 12:02 UTC.','null','null',NULL,0,0,0,0,NULL,0,1772618604,1772618604,NULL,NULL,1772625778,NULL,'717d6d23de7871ffce9b71ef6fade40c');
INSERT INTO "action" VALUES('harbour','8226142d63c77ff0611e715990821dd8',1003,'passed-around','40000000039/1','at once','SH-G8K18BB3','done',NULL,NULL,'{"note": "\u2026", "add_tags": ["one"], "remove_tags": [], "fields": {}, "custom_fields": {}, "followers": [], "own_tags": ["one"], "strike": null, "notify": {"channels": [], "because": "3 handoffs within 5 business days (3 owners, 1 return).", "kind": "reassignment"}}','{"tags": [], "status": "new", "priority": null, "group_id": 40000000002, "assignee_id": null, "custom_fields": {}}',NULL,0,0,0,0,'V3-00000000000000000000000000000001',0,1772618604,1772618772,1772618679,1772618681,NULL,40000000082,'717d6d23de7871ffce9b71ef6fade40c');
INSERT INTO "action" VALUES('harbour','5a98ea0478da5f1c464bf06b65a14666',1003,'passed-around','40000000039/1','after 2 hours',NULL,'held','before its time','Due 2026-03-04 12:03 UTC.','null','null',NULL,0,0,0,0,NULL,0,1772618604,1772618604,NULL,NULL,1772625789,NULL,'717d6d23de7871ffce9b71ef6fade40c');
INSERT INTO "action" VALUES('harbour','84af8f409895cf88c14de35fef4939d4',1005,'boundaries','incident/40000000074/1','at once','SH-GJQRYG4R','done',NULL,NULL,'{"note": "\u2026", "add_tags": ["abuse_restriction_proposed", "abuse_threat"], "remove_tags": [], "fields": {}, "custom_fields": {}, "followers": [40000000008], "own_tags": ["abuse_restriction_proposed", "abuse_threat"], "strike": {"comment_id": 40000000074, "person_id": 40000000009, "stage": 3, "case": "SH-HF0YP8FY"}, "notify": {"channels": ["leads"], "because": "A threat aimed at the team on Wed 04 Mar 10:03 GMT: strike 1 of this person within 180 days.", "kind": "abuse"}}','{"tags": [], "status": "open", "priority": null, "group_id": 40000000002, "assignee_id": 40000000006, "custom_fields": {}}',40000000006,0,0,0,1,NULL,0,1772618604,1772618679,1772618679,1772618679,NULL,40000000075,'717d6d23de7871ffce9b71ef6fade40c');
INSERT INTO "action" VALUES('harbour','524cb32c81b76a111d3edda0da2b3778',1004,'promises','promise/40000000072/1','at once','SH-A96B6B41','done',NULL,NULL,'{"note": "\u2026", "add_tags": ["promise_overdue"], "remove_tags": [], "fields": {}, "custom_fields": {}, "followers": [], "own_tags": ["promise_overdue"], "strike": null, "notify": {"channels": [], "because": "The answer promised for Wed 04 Mar 11:00 GMT is not there yet.", "kind": "promise"}}','{"tags": [], "status": "open", "priority": null, "group_id": 40000000002, "assignee_id": 40000000005, "custom_fields": {}}',40000000005,0,0,0,0,NULL,0,1772623587,1772623662,1772623662,1772623662,NULL,40000000090,'717d6d23de7871ffce9b71ef6fade40c');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE directory (
	account VARCHAR(100) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	id VARCHAR(60) NOT NULL, 
	name TEXT NOT NULL, 
	data JSON NOT NULL, 
	PRIMARY KEY (account, kind, id)
);
INSERT INTO "directory" VALUES('harbour','group','40000000002','Billing','{}');
INSERT INTO "directory" VALUES('harbour','group','40000000003','Technical','{}');
INSERT INTO "directory" VALUES('harbour','group','40000000004','Returns','{}');
INSERT INTO "directory" VALUES('harbour','agent','40000000001','Steadyhand Service','{}');
INSERT INTO "directory" VALUES('harbour','agent','40000000005','Ana Reyes','{}');
INSERT INTO "directory" VALUES('harbour','agent','40000000006','Ben Okafor','{}');
INSERT INTO "directory" VALUES('harbour','agent','40000000007','Cem Demir','{}');
INSERT INTO "directory" VALUES('harbour','agent','40000000008','Dora Lind','{}');
CREATE TABLE distress (
	account VARCHAR(100) NOT NULL, 
	comment_id INTEGER NOT NULL, 
	person_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (account, comment_id)
);
CREATE TABLE event (
	account VARCHAR(100) NOT NULL, 
	event_id INTEGER NOT NULL, 
	ticket_id BIGINT NOT NULL, 
	update_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	actor_id BIGINT NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	field VARCHAR(60), 
	payload JSON NOT NULL, excerpts JSON, 
	PRIMARY KEY (account, event_id)
);
INSERT INTO "event" VALUES('harbour',40000000013,1001,40000000011,1772618490,40000000009,'change','status','{"before": null, "after": "new", "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000014,1001,40000000011,1772618490,40000000009,'change','group_id','{"before": null, "after": 40000000002, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000015,1001,40000000011,1772618490,40000000009,'change','priority','{"before": null, "after": null, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000017,1001,40000000011,1772618490,40000000009,'change','subject','{"before": null, "after": null, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000018,1001,40000000011,1772618490,40000000009,'change','requester_id','{"before": null, "after": 40000000009, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000012,1001,40000000011,1772618490,40000000009,'comment',NULL,'{"author": 40000000009, "public": true, "side": "customer", "channel": "email"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000021,1002,40000000019,1772618490,40000000009,'change','status','{"before": null, "after": "new", "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000022,1002,40000000019,1772618490,40000000009,'change','group_id','{"before": null, "after": 40000000002, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000023,1002,40000000019,1772618490,40000000009,'change','priority','{"before": null, "after": null, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000025,1002,40000000019,1772618490,40000000009,'change','subject','{"before": null, "after": null, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000026,1002,40000000019,1772618490,40000000009,'change','requester_id','{"before": null, "after": 40000000009, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000020,1002,40000000019,1772618490,40000000009,'comment',NULL,'{"author": 40000000009, "public": true, "side": "customer", "channel": "email"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000029,1003,40000000027,1772618490,40000000009,'change','status','{"before": null, "after": "new", "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000030,1003,40000000027,1772618490,40000000009,'change','group_id','{"before": null, "after": 40000000002, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000031,1003,40000000027,1772618490,40000000009,'change','priority','{"before": null, "after": null, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000033,1003,40000000027,1772618490,40000000009,'change','subject','{"before": null, "after": null, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000034,1003,40000000027,1772618490,40000000009,'change','requester_id','{"before": null, "after": 40000000009, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000028,1003,40000000027,1772618490,40000000009,'comment',NULL,'{"author": 40000000009, "public": true, "side": "customer", "channel": "email"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000036,1001,40000000035,1772618501,40000000005,'change','group_id','{"before": 40000000002, "after": 40000000003, "origin": "person"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000038,1002,40000000037,1772618512,40000000005,'change','group_id','{"before": 40000000002, "after": 40000000003, "origin": "person"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000040,1003,40000000039,1772618523,40000000005,'change','group_id','{"before": 40000000002, "after": 40000000003, "origin": "person"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000042,1001,40000000041,1772618534,40000000005,'change','group_id','{"before": 40000000003, "after": 40000000004, "origin": "person"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000044,1002,40000000043,1772618545,40000000005,'change','group_id','{"before": 40000000003, "after": 40000000004, "origin": "person"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000046,1003,40000000045,1772618556,40000000005,'change','group_id','{"before": 40000000003, "after": 40000000004, "origin": "person"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000048,1001,40000000047,1772618567,40000000005,'change','group_id','{"before": 40000000004, "after": 40000000002, "origin": "person"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000050,1002,40000000049,1772618578,40000000005,'change','group_id','{"before": 40000000004, "after": 40000000002, "origin": "person"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000052,1003,40000000051,1772618589,40000000005,'change','group_id','{"before": 40000000004, "after": 40000000002, "origin": "person"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000055,1004,40000000053,1772618589,40000000009,'change','status','{"before": null, "after": "open", "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000056,1004,40000000053,1772618589,40000000009,'change','assignee_id','{"before": null, "after": 40000000005, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000057,1004,40000000053,1772618589,40000000009,'change','group_id','{"before": null, "after": 40000000002, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000058,1004,40000000053,1772618589,40000000009,'change','priority','{"before": null, "after": null, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000060,1004,40000000053,1772618589,40000000009,'change','subject','{"before": null, "after": null, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000061,1004,40000000053,1772618589,40000000009,'change','requester_id','{"before": null, "after": 40000000009, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000054,1004,40000000053,1772618589,40000000009,'comment',NULL,'{"author": 40000000009, "public": true, "side": "customer", "channel": "email"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000064,1005,40000000062,1772618589,40000000009,'change','status','{"before": null, "after": "open", "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000065,1005,40000000062,1772618589,40000000009,'change','assignee_id','{"before": null, "after": 40000000006, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000066,1005,40000000062,1772618589,40000000009,'change','group_id','{"before": null, "after": 40000000002, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000067,1005,40000000062,1772618589,40000000009,'change','priority','{"before": null, "after": null, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000069,1005,40000000062,1772618589,40000000009,'change','subject','{"before": null, "after": null, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000070,1005,40000000062,1772618589,40000000009,'change','requester_id','{"before": null, "after": 40000000009, "origin": "person", "first": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000063,1005,40000000062,1772618589,40000000009,'comment',NULL,'{"author": 40000000009, "public": true, "side": "customer", "channel": "email"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000072,1004,40000000071,1772618589,40000000005,'comment',NULL,'{"author": 40000000005, "public": true, "side": "service", "channel": "web", "signals": {"language": "en", "promises": [{"about": "contact", "start": 49, "end": 84, "when": {"days": {"shift": 0}, "clock": {"hour": 11}}, "confidence": 0.95, "why": ["we will", "a time with a deadline word"]}]}}','["I''ll get back to you by 11am today."]');
INSERT INTO "event" VALUES('harbour',40000000074,1005,40000000073,1772618589,40000000009,'comment',NULL,'{"author": 40000000009, "public": true, "side": "customer", "channel": "email", "signals": {"language": "en", "remarks": [{"category": "threat", "target": "staff", "manner": "statement", "severity": 3, "confidence": 0.9, "directed": true, "start": 49, "end": 105, "why": "A threat to somebody."}]}}','[["I know where your office is and I will come and hurt you", "know where your office is"]]');
INSERT INTO "event" VALUES('harbour',40000000077,1005,40000000075,1772618679,40000000001,'change','tags','{"before": [], "after": ["abuse_restriction_proposed", "abuse_threat"], "origin": "ours"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000076,1005,40000000075,1772618679,40000000001,'comment',NULL,'{"author": 40000000001, "public": false, "side": "machine", "channel": "api", "ours": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000078,1005,40000000075,1772618679,40000000001,'unknown',NULL,'{"type": "FollowerChange", "ours": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000081,1002,40000000079,1772618681,40000000001,'change','tags','{"before": [], "after": ["one"], "origin": "ours"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000080,1002,40000000079,1772618681,40000000001,'comment',NULL,'{"author": 40000000001, "public": false, "side": "machine", "channel": "api", "ours": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000084,1003,40000000082,1772618681,40000000001,'change','tags','{"before": [], "after": ["one"], "origin": "ours"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000083,1003,40000000082,1772618681,40000000001,'comment',NULL,'{"author": 40000000001, "public": false, "side": "machine", "channel": "api", "ours": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000087,1001,40000000085,1772618681,40000000001,'change','tags','{"before": [], "after": ["one"], "origin": "ours"}',NULL);
INSERT INTO "event" VALUES('harbour',40000000086,1001,40000000085,1772618681,40000000001,'comment',NULL,'{"author": 40000000001, "public": false, "side": "machine", "channel": "api", "ours": true}',NULL);
INSERT INTO "event" VALUES('harbour',40000000089,1001,40000000088,1772618862,40000000006,'change','tags','{"before": ["one"], "after": [], "origin": "person"}',NULL);
CREATE TABLE finding (
	account VARCHAR(100) NOT NULL, 
	policy VARCHAR(100) NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	episode VARCHAR(100) NOT NULL, 
	because TEXT NOT NULL, 
	since BIGINT NOT NULL, 
	first_seen BIGINT NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	mode VARCHAR(10) NOT NULL, 
	ended_at BIGINT, 
	ended_by BIGINT, 
	digest VARCHAR(64), 
	found_by_edit BIGINT, 
	PRIMARY KEY (account, policy, ticket_id, episode)
);
INSERT INTO "finding" VALUES('harbour','passed-around',1001,'40000000035/1','3 handoffs within 5 business days (3 owners, 1 return).',1772618567,1772618604,'dismissed','enforce',1772618862,40000000006,'717d6d23de7871ffce9b71ef6fade40c',NULL);
INSERT INTO "finding" VALUES('harbour','passed-around',1002,'40000000037/1','3 handoffs within 5 business days (3 owners, 1 return).',1772618578,1772618604,'open','enforce',NULL,NULL,'717d6d23de7871ffce9b71ef6fade40c',NULL);
INSERT INTO "finding" VALUES('harbour','passed-around',1003,'40000000039/1','3 handoffs within 5 business days (3 owners, 1 return).',1772618589,1772618604,'open','enforce',NULL,NULL,'717d6d23de7871ffce9b71ef6fade40c',NULL);
INSERT INTO "finding" VALUES('harbour','boundaries',1005,'incident/40000000074/1','A threat aimed at the team on Wed 04 Mar 10:03 GMT: strike 1 of this person within 180 days.',1772618589,1772618604,'open','enforce',NULL,NULL,'717d6d23de7871ffce9b71ef6fade40c',NULL);
INSERT INTO "finding" VALUES('harbour','promises',1004,'promise/40000000072/1','The answer promised for Wed 04 Mar 11:00 GMT is not there yet.',1772622000,1772623587,'open','enforce',NULL,NULL,'717d6d23de7871ffce9b71ef6fade40c',NULL);
CREATE TABLE gap (
	account VARCHAR(100) NOT NULL, 
	kind VARCHAR(30) NOT NULL, 
	id VARCHAR(60) NOT NULL, 
	at BIGINT NOT NULL, 
	count INTEGER NOT NULL, 
	PRIMARY KEY (account, kind, id)
);
CREATE TABLE incident (
	account VARCHAR(100) NOT NULL, 
	comment_id INTEGER NOT NULL, 
	ticket_id BIGINT NOT NULL, 
	person_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	counted_at BIGINT NOT NULL, 
	category VARCHAR(20) NOT NULL, 
	severity INTEGER NOT NULL, 
	source VARCHAR(20) NOT NULL, 
	reported_by BIGINT, 
	reported_at BIGINT, 
	given_back_at BIGINT, 
	told INTEGER, 
	policy VARCHAR(100), 
	"case" VARCHAR(20), 
	PRIMARY KEY (account, comment_id)
);
INSERT INTO "incident" VALUES('harbour',40000000074,1005,40000000009,1772618589,1772618589,'threat',3,'read',NULL,NULL,NULL,3,'boundaries','SH-HF0YP8FY');
CREATE TABLE outbox (
	account VARCHAR(100) NOT NULL, 
	"key" VARCHAR(40) NOT NULL, 
	action_key VARCHAR(40) NOT NULL, 
	channel VARCHAR(100) NOT NULL, 
	ticket_id BIGINT NOT NULL, 
	policy VARCHAR(100) NOT NULL, 
	reference VARCHAR(20), 
	payload JSON NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	attempts INTEGER DEFAULT 0 NOT NULL, 
	error TEXT, 
	first_at BIGINT NOT NULL, 
	changed_at BIGINT NOT NULL, 
	next_at BIGINT, 
	PRIMARY KEY (account, "key")
);
INSERT INTO "outbox" VALUES('harbour','4804e8a64dd2f32f12bbc346ddebb47b','84af8f409895cf88c14de35fef4939d4','leads',1005,'boundaries','SH-GJQRYG4R','{"because": "A threat aimed at the team on Wed 04 Mar 10:03 GMT: strike 1 of this person within 180 days.", "kind": "abuse", "owner_id": 40000000006}','waiting',4,'The hook cannot be reached.',1772618679,1772623662,1772624142);
CREATE TABLE person (
	account VARCHAR(100) NOT NULL, 
	user_id INTEGER NOT NULL, 
	is_staff BOOLEAN NOT NULL, 
	suspended BOOLEAN NOT NULL, zone TEXT, 
	PRIMARY KEY (account, user_id)
);
INSERT INTO "person" VALUES('harbour',40000000005,1,0,'Europe/London');
INSERT INTO "person" VALUES('harbour',40000000006,1,0,'Europe/London');
INSERT INTO "person" VALUES('harbour',40000000009,0,0,'Europe/London');
INSERT INTO "person" VALUES('harbour',40000000001,1,0,'Europe/London');
CREATE TABLE policy (
	account VARCHAR(100) NOT NULL, 
	name VARCHAR(100) NOT NULL, 
	identity VARCHAR(110) NOT NULL, 
	enforced_since BIGINT, 
	judging_digest VARCHAR(64), 
	judged_since BIGINT, 
	steps_since JSON NOT NULL, 
	PRIMARY KEY (account, name)
);
INSERT INTO "policy" VALUES('harbour','passed-around','passed-around',1772618415,'20c624b8e58e12db49feed4aec1d2b33',NULL,'{"at once": 0, "after 2 hours": 0}');
INSERT INTO "policy" VALUES('harbour','promises','promises',1772618415,'e0266eee1793dd6649feed4aec1d2b33',NULL,'{"at once": 0}');
INSERT INTO "policy" VALUES('harbour','watched','watched',NULL,'7908436762c8b0ad49feed4aec1d2b33',NULL,'{"at once": 0}');
INSERT INTO "policy" VALUES('harbour','boundaries','boundaries',1772618415,'87fc54070722576d49feed4aec1d2b33',NULL,'{"boundary/at once": 0, "lead/at once": 0, "restriction/at once": 0}');
INSERT INTO "policy" VALUES('harbour','#directives','#directives',1772618415,'025c52471304de3249feed4aec1d2b33',NULL,'{}');
CREATE TABLE restriction (
	account VARCHAR(100) NOT NULL, 
	reference VARCHAR(20) NOT NULL, 
	person_id BIGINT NOT NULL, 
	policy VARCHAR(100) NOT NULL, 
	ticket_id BIGINT NOT NULL, 
	comment_id BIGINT NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	proposed_at BIGINT NOT NULL, 
	decided_at BIGINT, 
	decided_by BIGINT, 
	review_at BIGINT, 
	appeal_until BIGINT, 
	ended_at BIGINT, 
	refusals JSON NOT NULL, 
	history JSON NOT NULL, 
	reminded JSON NOT NULL, 
	reminded_on BIGINT, 
	PRIMARY KEY (account, reference)
);
INSERT INTO "restriction" VALUES('harbour','SH-HF0YP8FY',40000000009,'boundaries',1005,40000000074,'proposed',1772618679,NULL,NULL,NULL,NULL,NULL,'{}','[{"did": "proposed", "at": "2026-03-04T10:04:39+00:00", "by": null}]','[]',NULL);
CREATE TABLE run (
	account VARCHAR(100) NOT NULL, 
	run_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	watermark BIGINT, 
	digest VARCHAR(64), 
	counts JSON NOT NULL, 
	PRIMARY KEY (account, run_id)
);
INSERT INTO "run" VALUES('harbour',1,1772618679,1772618604,'717d6d23de7871ffce9b71ef6fade40c','{"tickets": 5, "echoes": 0, "events": 16, "changed": 5, "due": 0, "found": 4, "planned": 4, "held": 3, "judged": 5, "wrote": 4, "message_waiting": 1}');
INSERT INTO "run" VALUES('harbour',2,1772618772,1772618697,'717d6d23de7871ffce9b71ef6fade40c','{"tickets": 4, "echoes": 4, "events": 20, "changed": 0, "due": 0, "message_waiting": 1}');
INSERT INTO "run" VALUES('harbour',3,1772618862,1772618787,'717d6d23de7871ffce9b71ef6fade40c','{"tickets": 0, "echoes": 0, "events": 20, "changed": 0, "due": 0}');
INSERT INTO "run" VALUES('harbour',4,1772621262,1772621187,'717d6d23de7871ffce9b71ef6fade40c','{"tickets": 1, "dismissed": 1, "echoes": 0, "events": 21, "changed": 1, "due": 0, "found": 1, "planned": 0, "held": 2, "judged": 1, "message_waiting": 1}');
INSERT INTO "run" VALUES('harbour',5,1772623662,1772623587,'717d6d23de7871ffce9b71ef6fade40c','{"tickets": 0, "echoes": 0, "events": 12, "changed": 0, "due": 1, "found": 1, "planned": 1, "held": 0, "judged": 1, "wrote": 1, "message_waiting": 1}');
CREATE TABLE ticket (
	account VARCHAR(100) NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	status VARCHAR(20) NOT NULL, 
	group_id BIGINT, 
	assignee_id BIGINT, 
	requester_id BIGINT NOT NULL, 
	brand_id BIGINT, 
	form_id BIGINT, 
	organization_id BIGINT, 
	priority VARCHAR(20), 
	channel VARCHAR(60) NOT NULL, 
	tags JSON NOT NULL, 
	custom_fields JSON NOT NULL, 
	from_messaging BOOLEAN NOT NULL, 
	shared BOOLEAN NOT NULL, 
	ai_only BOOLEAN NOT NULL, 
	side_conversation BOOLEAN NOT NULL, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	generated_at BIGINT NOT NULL, 
	complete BOOLEAN NOT NULL, 
	to_judge BOOLEAN NOT NULL, 
	newest_event BIGINT, 
	judged_at BIGINT, merged_into BIGINT, conversation_at BIGINT, due_at BIGINT, 
	PRIMARY KEY (account, ticket_id)
);
INSERT INTO "ticket" VALUES('harbour',1001,'new',40000000002,NULL,40000000009,NULL,NULL,NULL,NULL,'email','[]','{}',0,0,0,0,1772618490,1772618862,1772618863,1,0,1772618862,1772621187,NULL,NULL,NULL);
INSERT INTO "ticket" VALUES('harbour',1002,'new',40000000002,NULL,40000000009,NULL,NULL,NULL,NULL,'email','["one"]','{}',0,0,0,0,1772618490,1772618681,1772618683,1,0,1772618578,1772618604,NULL,NULL,NULL);
INSERT INTO "ticket" VALUES('harbour',1004,'open',40000000002,40000000005,40000000009,NULL,NULL,NULL,NULL,'email','[]','{}',0,0,0,0,1772618589,1772618589,1772618589,1,0,1772618589,1772623587,NULL,NULL,NULL);
INSERT INTO "ticket" VALUES('harbour',1005,'open',40000000002,40000000006,40000000009,NULL,NULL,NULL,NULL,'email','["abuse_restriction_proposed", "abuse_threat"]','{}',0,0,0,0,1772618589,1772618679,1772618680,1,0,1772618589,1772618604,NULL,NULL,NULL);
INSERT INTO "ticket" VALUES('harbour',1003,'new',40000000002,NULL,40000000009,NULL,NULL,NULL,NULL,'email','["one"]','{}',0,0,0,0,1772618490,1772618681,1772618684,1,0,1772618589,1772618604,NULL,NULL,NULL);
CREATE TABLE timer (
	account VARCHAR(100) NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	policy VARCHAR(100) NOT NULL, 
	due BIGINT, 
	measure FLOAT, 
	PRIMARY KEY (account, ticket_id, policy)
);
INSERT INTO "timer" VALUES('harbour',1002,'passed-around',1772625778,3.0);
INSERT INTO "timer" VALUES('harbour',1002,'watched',1773050490,NULL);
INSERT INTO "timer" VALUES('harbour',1003,'passed-around',1772625789,3.0);
INSERT INTO "timer" VALUES('harbour',1003,'watched',1773050490,NULL);
INSERT INTO "timer" VALUES('harbour',1005,'passed-around',NULL,0.0);
INSERT INTO "timer" VALUES('harbour',1005,'watched',1773050589,NULL);
INSERT INTO "timer" VALUES('harbour',1005,'boundaries',1788170589,NULL);
INSERT INTO "timer" VALUES('harbour',1001,'passed-around',1772625767,3.0);
INSERT INTO "timer" VALUES('harbour',1001,'watched',1773050490,NULL);
INSERT INTO "timer" VALUES('harbour',1004,'passed-around',NULL,0.0);
INSERT INTO "timer" VALUES('harbour',1004,'watched',1773050589,NULL);
CREATE INDEX ix_action_state ON action (account, state);
CREATE INDEX ix_action_ticket ON action (account, ticket_id);
CREATE INDEX ix_action_written ON action (account, written_at);
CREATE INDEX ix_event_moves ON event (account, actor_id, at) WHERE field in ('assignee_id', 'group_id');
CREATE INDEX ix_event_ticket ON event (account, ticket_id);
CREATE INDEX ix_finding_state ON finding (account, state);
CREATE INDEX ix_finding_ticket ON finding (account, ticket_id);
CREATE INDEX ix_ticket_to_judge ON ticket (account) WHERE to_judge;
CREATE INDEX ix_timer_due ON timer (account, due);
CREATE INDEX ix_event_excerpts ON event (account, at) WHERE excerpts is not null;
CREATE INDEX ix_ticket_merged ON ticket (account, merged_into) WHERE merged_into is not null;
CREATE INDEX ix_outbox_state ON outbox (account, state);
CREATE INDEX ix_incident_person ON incident (account, person_id);
CREATE INDEX ix_incident_ticket ON incident (account, ticket_id);
CREATE INDEX ix_distress_person ON distress (account, person_id);
CREATE INDEX ix_ticket_requester ON ticket (account, requester_id) WHERE status not in ('closed', 'deleted');
CREATE INDEX ix_restriction_person ON restriction (account, person_id);
COMMIT;
