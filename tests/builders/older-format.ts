import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** How format 1 marked its files: "FAIR", and its last schema. */
const MARK = 0x46414952;
const SCHEMA = 20;

/** As much of a market of format 1 as anybody looks at before it is refused. */
const TABLES = [
  'CREATE TABLE stream_head (stream_id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, history TEXT NOT NULL, seq BIGINT NOT NULL, at_ms BIGINT NOT NULL, hash TEXT NOT NULL)',
  'CREATE TABLE fact (stream_id TEXT NOT NULL, seq BIGINT NOT NULL, at_ms BIGINT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (stream_id, seq))',
  "INSERT INTO stream_head VALUES ('s', 'stream', 'h', 1, 0, 'x')",
  `INSERT INTO fact VALUES ('s', 1, 0, 'basket_added', '{"v":2}', 'x')`,
];

/** What makes a database one of format 1. */
export const olderDatabase: readonly string[] = [
  ...TABLES,
  'CREATE TABLE fairday_schema (version INTEGER NOT NULL)',
  `INSERT INTO fairday_schema VALUES (${SCHEMA})`,
];

/**
 * Makes a file of format 1, as a server leaves it that was stopped.
 * @param how `killed`: as one leaves it that was killed at once, with everything in its write-ahead log
 */
export function makeOlderFile(file: string, how: 'stopped' | 'killed' = 'stopped'): void {
  const made = how === 'stopped' ? file : `${file}-made`;
  const db = new Database(made);
  db.pragma('journal_mode = WAL');
  db.transaction(() => {
    for (const text of TABLES) db.exec(text);
    db.pragma(`application_id = ${MARK}`);
    db.pragma(`user_version = ${SCHEMA}`);
  })();
  if (how === 'killed') for (const side of ['', '-wal', '-shm']) copyFileSync(made + side, file + side);
  db.close();
}

/** Every file below a folder with the hash of what it holds, sorted; `-shm` is memory that readers share, and holds nothing. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('-shm'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path.slice(folder.length + 1)} ${hashOf(path)}`)
    .sort();
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
