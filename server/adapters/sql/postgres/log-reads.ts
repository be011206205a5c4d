import { FingerprintCollector } from '../../../event-log/ports/fingerprints.ts';
import type { Head, KeyRow, Store, StoredFact, StoredSnapshot } from '../../../event-log/ports/store.ts';
import { MAX_FACTS_READ, MAX_HEADS_READ } from '../../limits.ts';
import { gapsFrom } from '../gap-texts.ts';
import { HEAD_COLUMNS, type HeadRow, headOf } from '../schema.ts';
import { SNAPSHOT_COLUMNS, SnapshotReading, type SnapshotRow } from '../snapshot-parts.ts';
import { numbered } from '../texts.ts';
import type { ConnectionPool } from './connection-pool.ts';

/** Facts, and seqs whose keys, are asked for at once: what comes within the time of one call on a slow line. */
const FACTS_AT_ONCE = 2_500;
const SEQS_AT_ONCE = 20_000;
/** How often a snapshot is begun anew that was cleared away while it was read. */
const SNAPSHOT_TRIES = 3;

const factColumns = 'seq, at_ms AS "atMs", type, body, hash';

/** What reads a log, over some connections. */
export type Query = Pick<ConnectionPool, 'query'>;

type LogReads = Pick<
  Store,
  | 'head'
  | 'heads'
  | 'kinds'
  | 'openLogs'
  | 'factsAfter'
  | 'factAt'
  | 'snapshot'
  | 'keysOf'
  | 'findKey'
  | 'gapsOf'
  | 'cursor'
  | 'nowMs'
>;

/** @returns null if there is no such log */
export async function headFrom(links: Query, logId: string): Promise<Head | null> {
  const text = `SELECT ${HEAD_COLUMNS} FROM log_head WHERE log_id = $1`;
  const [row] = await links.query<HeadRow>(text, [logId]);
  return row ? headOf(row) : null;
}

/** What the engine asks of the logs. */
export function logReads(links: Query): LogReads {
  const query = <Row>(text: string, values?: readonly unknown[]) => links.query<Row>(text, values);
  const newest = async (logId: string, version: number) => {
    const [snapshot] = await query<SnapshotRow>(
      `SELECT ${SNAPSHOT_COLUMNS} FROM snapshot WHERE log_id = $1 AND version = $2 ORDER BY seq DESC LIMIT 1`,
      [logId, version],
    );
    return snapshot;
  };
  const part = async (logId: string, version: number, seq: number, number: number) => {
    const [row] = await query<{ text: string }>(
      'SELECT text FROM snapshot_part WHERE log_id = $1 AND version = $2 AND seq = $3 AND part = $4',
      [logId, version, seq, number],
    );
    return row?.text;
  };

  return {
    head: (logId) => headFrom(links, logId),

    async heads(logIds): Promise<Head[]> {
      const rows = await query<HeadRow>(`SELECT ${HEAD_COLUMNS} FROM log_head WHERE log_id = ANY($1)`, [
        logIds.slice(0, MAX_HEADS_READ),
      ]);
      return rows.map(headOf);
    },

    async kinds() {
      const rows = await query<{ kind: string }>('SELECT DISTINCT kind FROM log_head ORDER BY kind');
      return rows.map(({ kind }) => kind);
    },

    async openLogs(kind) {
      const text = 'SELECT log_id AS "logId" FROM log_head WHERE is_open = 1 AND kind = $1 ORDER BY log_id';
      return (await query<{ logId: string }>(text, [kind])).map(({ logId }) => logId);
    },

    async factsAfter(logId, seq, limit, types = []) {
      const facts: StoredFact[] = [];
      const most = Math.min(limit, MAX_FACTS_READ);
      const ofTypes = types.length > 0 ? 'AND type = ANY($4)' : '';
      const text = `SELECT ${factColumns} FROM fact WHERE log_id = $1 AND seq > $2 ${ofTypes} ORDER BY seq LIMIT $3`;
      while (facts.length < most) {
        const after = facts.at(-1)?.seq ?? seq;
        const wanted = Math.min(FACTS_AT_ONCE, most - facts.length);
        const page = await query<StoredFact>(text, [logId, after, wanted, ...(ofTypes ? [types] : [])]);
        for (const fact of page) facts.push(fact);
        if (page.length < wanted) break;
      }
      return facts;
    },

    async factAt(logId, seq) {
      const text = `SELECT ${factColumns} FROM fact WHERE log_id = $1 AND seq = $2`;
      return (await query<StoredFact>(text, [logId, seq]))[0] ?? null;
    },

    async snapshot(logId, version): Promise<StoredSnapshot | null> {
      for (let tries = 0; tries < SNAPSHOT_TRIES; tries += 1) {
        const found = await newest(logId, version);
        if (!found) return null;
        const reading = new SnapshotReading(version, found);
        let number = 0;
        for (; number < found.parts; number += 1) {
          const text = await part(logId, version, found.seq, number);
          if (text === undefined) break;
          reading.take(text);
        }
        if (number === found.parts) return reading.end();
      }
      return null;
    },

    async keysOf(logId, afterSeq = 0) {
      const [newestKey] = await query<{ seq: number | null }>(
        'SELECT max(seq) AS seq FROM command_key WHERE log_id = $1',
        [logId],
      );
      const prints = new FingerprintCollector();
      for (let after = afterSeq; after < (newestKey?.seq ?? 0); after += SEQS_AT_ONCE) {
        // As one text, so that the driver has not a million rows to take apart.
        const [page] = await query<{ names: string | null }>(
          `SELECT string_agg(actor_id || ' ' || key, E'\\n') AS names FROM command_key
           WHERE log_id = $1 AND seq > $2 AND seq <= $3`,
          [logId, after, after + SEQS_AT_ONCE],
        );
        prints.add(page?.names ?? '');
      }
      return prints.sorted();
    },

    async findKey(logId, actorIds, key) {
      const [row] = await query<KeyRow>(
        `SELECT actor_id AS "actorId", key, payload_hash AS "payloadHash", seq, reply FROM command_key
         WHERE log_id = $1 AND actor_id = ANY($2) AND key = $3 ORDER BY seq LIMIT 1`,
        [logId, actorIds, key],
      );
      return row ?? null;
    },

    gapsOf: (logId) => gapsFrom((text, values) => query(numbered(text), values), logId),

    async cursor(consumer, logId) {
      const [row] = await query<{ seq: number }>(
        'SELECT seq FROM cursor WHERE consumer = $1 AND log_id = $2',
        [consumer, logId],
      );
      return row?.seq ?? 0;
    },

    async nowMs() {
      const [row] = await query<{ nowMs: number }>(`SELECT ${CLOCK_MS} AS "nowMs"`);
      if (!row) throw new Error('The database does not tell its time.');
      return row.nowMs;
    },
  };
}

/** The database's clock, epoch ms. */
export const CLOCK_MS = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::int8';
