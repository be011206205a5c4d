import type { Database as SqliteDatabase } from 'better-sqlite3';
import { FingerprintCollector, type Fingerprints } from '../../../event-log/ports/fingerprints.ts';
import type { Head, KeyRow, StoredFact, StoredSnapshot } from '../../../event-log/ports/store.ts';
import { MAX_FACTS_READ, MAX_HEADS_READ } from '../../limits.ts';
import { HEAD_COLUMNS, type HeadRow, headOf } from '../schema.ts';
import { SNAPSHOT_COLUMNS, SnapshotReading, type SnapshotRow } from '../snapshot-parts.ts';
import { marks } from '../texts.ts';
import { statementCache, transaction } from './statements.ts';

/** As one text: a name as a row of its own takes longer than to read it. Parameters: log, seq. */
const NEWER_KEYS = `SELECT coalesce(group_concat(actor_id || ' ' || key, char(10)), '') FROM command_key
  WHERE log_id = ? AND seq > ?`;
/** Out of the index alone, which has no places; so many at a time, for a text has a longest length. */
const KEYS_AT_ONCE = 20_000;
const PAGE_OF_KEYS = `SELECT count(*) AS "count", coalesce(group_concat(actor_id || ' ' || key, char(10)), '') AS "names"
  FROM (SELECT actor_id, key FROM command_key WHERE log_id = ? AND (key, actor_id) > (?, ?)
    ORDER BY key, actor_id LIMIT ${KEYS_AT_ONCE})`;

const factColumns = 'seq, at_ms AS "atMs", type, body, hash';

/** What the engine asks of the logs. */
export function logLookups(db: SqliteDatabase) {
  const prepared = statementCache(db);

  function* pagesOfKeys(logId: string): Iterable<string> {
    for (let last = ['', '']; ; ) {
      const { count, names } = prepared(PAGE_OF_KEYS).get(logId, ...last) as { count: number; names: string };
      yield names;
      if (count < KEYS_AT_ONCE) return;
      const [buyerId = '', key = ''] = names.slice(names.lastIndexOf('\n') + 1).split(' ');
      last = [key, buyerId];
    }
  }

  return {
    head(logId: string): Head | null {
      const row = prepared(`SELECT ${HEAD_COLUMNS} FROM log_head WHERE log_id = ?`).get(logId);
      return row ? headOf(row as HeadRow) : null;
    },

    heads: (logIds: readonly string[]): Head[] =>
      (
        prepared(`SELECT ${HEAD_COLUMNS} FROM log_head WHERE log_id IN (SELECT value FROM json_each(?))`).all(
          JSON.stringify(logIds.slice(0, MAX_HEADS_READ)),
        ) as HeadRow[]
      ).map(headOf),

    kinds: (): string[] =>
      prepared('SELECT DISTINCT kind FROM log_head ORDER BY kind').pluck().all() as string[],

    openLogs: (kind: string): string[] =>
      prepared('SELECT log_id FROM log_head WHERE is_open = 1 AND kind = ? ORDER BY log_id')
        .pluck()
        .all(kind) as string[],

    factsAfter: (logId: string, seq: number, limit: number, types: readonly string[] = []): StoredFact[] =>
      prepared(
        `SELECT ${factColumns} FROM fact WHERE log_id = ? AND seq > ?
         ${types.length > 0 ? `AND type IN (${marks(types.length)})` : ''} ORDER BY seq LIMIT ?`,
      ).all(logId, seq, ...types, Math.min(limit, MAX_FACTS_READ)) as StoredFact[],

    factAt: (logId: string, seq: number): StoredFact | null =>
      (prepared(`SELECT ${factColumns} FROM fact WHERE log_id = ? AND seq = ?`).get(logId, seq) as
        | StoredFact
        | undefined) ?? null,

    cursor: (consumer: string, logId: string): number =>
      (prepared('SELECT seq FROM cursor WHERE consumer = ? AND log_id = ?').pluck().get(consumer, logId) as
        | number
        | undefined) ?? 0,

    /** Both questions see the same moment: a part may be cleared away between them. */
    snapshot: transaction(db, (logId: string, version: number): StoredSnapshot | null => {
      const newest = prepared(
        `SELECT ${SNAPSHOT_COLUMNS} FROM snapshot WHERE log_id = ? AND version = ? ORDER BY seq DESC LIMIT 1`,
      ).get(logId, version) as SnapshotRow | undefined;
      if (!newest) return null;
      const reading = new SnapshotReading(version, newest);
      const texts = prepared(
        'SELECT text FROM snapshot_part WHERE log_id = ? AND version = ? AND seq = ? AND part < ? ORDER BY part',
      )
        .pluck()
        .all(logId, version, newest.seq, newest.parts) as string[];
      for (const text of texts) reading.take(text);
      return reading.end();
    }),

    keysOf(logId: string, afterSeq = 0): Fingerprints {
      const prints = new FingerprintCollector();
      if (afterSeq > 0) prints.add(prepared(NEWER_KEYS).pluck().get(logId, afterSeq) as string);
      else for (const names of pagesOfKeys(logId)) prints.add(names);
      return prints.sorted();
    },

    findKey: (logId: string, actorIds: readonly string[], key: string): KeyRow | null =>
      (prepared(
        `SELECT actor_id AS "actorId", key, payload_hash AS "payloadHash", seq, reply FROM command_key
         WHERE log_id = ? AND actor_id IN (${marks(actorIds.length)}) AND key = ? ORDER BY seq LIMIT 1`,
      ).get(logId, ...actorIds, key) as KeyRow | undefined) ?? null,
  };
}
