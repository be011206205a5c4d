import type { Store } from '../../../event-log/ports/store.ts';
import { gapValues, NOTE_GAP } from '../gap-texts.ts';
import { ownerValues } from '../schema.ts';
import { digestOf, partsOf } from '../snapshot-parts.ts';
import { claimText, DROP_OWNER_HINTS, numbered, RENEW_HISTORY } from '../texts.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { CLOCK_MS, headFrom } from './log-reads.ts';

/** Snapshots that a log keeps; older ones are cleared away while a newer one is written. */
const KEPT = 2;
/** Old parts that go with each part that comes, so that no single transaction is long. */
const CLEARED = 2;

type LogWrites = Pick<
  Store,
  'create' | 'renewHistory' | 'saveSnapshot' | 'saveCursor' | 'takeLease' | 'claim' | 'releaseLeases'
>;

/** What is written of logs beside the batches. */
export function logWrites(links: ConnectionPool): LogWrites {
  return {
    async create(head) {
      const { logId, kind, history, seq, atMs, hash, isOpen, owner } = head;
      const made = await links.change(
        `INSERT INTO log_head (log_id, kind, history, seq, at_ms, hash, is_open, owner_node, owner_address, owner_until_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (log_id) DO NOTHING`,
        [logId, kind, history, seq, atMs, hash, isOpen ? 1 : 0, ...ownerValues(owner)],
      );
      return made === 1;
    },

    renewHistory: (logId, from, gap) =>
      links.transaction(async (link) => {
        const { count } = await link.query(numbered(RENEW_HISTORY), [gap.history, logId, from]);
        if (count === 1) await link.query(numbered(NOTE_GAP), gapValues(logId, gap));
        return count === 1;
      }),

    /** In parts, each in a short transaction of its own; the snapshot counts once all of them are there. */
    async saveSnapshot(logId, { version, seq, state }) {
      const parts = partsOf(state);
      for (const [part, text] of parts.entries()) {
        await links.change(INSERT_PART, [logId, version, seq, part, text]);
        await links.change(CLEAR_PARTS, [logId, version, seq, CLEARED]);
      }
      await links.change(FINISH_SNAPSHOT, [logId, version, seq, parts.length, digestOf(parts)]);
      await links.change(FORGET_SNAPSHOTS, [logId, version, KEPT]);
    },

    async saveCursor(consumer, logId, seq) {
      await links.change(
        `INSERT INTO cursor (consumer, log_id, seq) VALUES ($1, $2, $3)
         ON CONFLICT (consumer, log_id) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > cursor.seq`,
        [consumer, logId, seq],
      );
    },

    async takeLease(name, holder, forMs) {
      const taken = await links.change(
        `INSERT INTO lease (name, holder, until_ms) VALUES ($1, $2, ${CLOCK_MS} + $3::int8)
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms
         WHERE lease.holder = excluded.holder OR lease.until_ms <= ${CLOCK_MS}`,
        [name, holder, forMs],
      );
      return taken === 1;
    },

    async claim(logId, owner, gone) {
      await links.change(CLAIM, [...ownerValues(owner), logId, owner.node, gone]);
      return headFrom(links, logId);
    },

    async releaseLeases(holder) {
      await links.transaction(async (link) => {
        await link.query('DELETE FROM lease WHERE holder = $1', [holder]);
        await link.query(numbered(DROP_OWNER_HINTS), [holder]);
      });
    },
  };
}

const CLAIM = numbered(claimText(CLOCK_MS));

const INSERT_PART = `
  INSERT INTO snapshot_part (log_id, version, seq, part, text) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (log_id, version, seq, part) DO UPDATE SET text = excluded.text`;

const CLEAR_PARTS = `
  DELETE FROM snapshot_part WHERE ctid = ANY (ARRAY(
    SELECT p.ctid FROM snapshot_part p WHERE p.log_id = $1 AND p.version = $2 AND p.seq < $3 AND NOT EXISTS (
      SELECT 1 FROM snapshot s WHERE s.log_id = p.log_id AND s.version = p.version AND s.seq = p.seq)
    LIMIT $4))`;

/** The parts of an older one may have been cleared away meanwhile: it is believed only if they are all there. */
const FINISH_SNAPSHOT = `
  INSERT INTO snapshot (log_id, version, seq, parts, digest) SELECT $1, $2, $3, $4::int4, $5 WHERE $4::int4 = (
    SELECT count(*) FROM snapshot_part WHERE log_id = $1 AND version = $2 AND seq = $3 AND part < $4::int4)
  ON CONFLICT (log_id, version, seq) DO UPDATE SET parts = excluded.parts, digest = excluded.digest`;

const FORGET_SNAPSHOTS = `
  DELETE FROM snapshot WHERE log_id = $1 AND version = $2 AND seq NOT IN (
    SELECT seq FROM snapshot WHERE log_id = $1 AND version = $2 ORDER BY seq DESC LIMIT $3)`;
