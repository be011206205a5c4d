import { setTimeout } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import { digestOf, partsOf } from '../../adapters/sql/snapshot-parts.ts';
import { openReader } from '../../adapters/sql/sqlite/connection.ts';
import { logLookups } from '../../adapters/sql/sqlite/log-lookups.ts';
import type { SnapshotCalls } from '../../adapters/sql/sqlite/snapshot-thread.ts';
import { callOver } from '../../adapters/threads/worker-rpc-server.ts';
import { logKinds } from '../../logs.ts';
import { snapshotOf } from './make-snapshot.ts';

/** After each part the writer is left to the orders for so many times as long: a big snapshot is a minute's small talk. */
const REST = 5;

/** Reads the file for itself and hands the text to the one writer, in parts. */
export function overSqlite(file: string, writer: MessagePort): SnapshotCalls {
  const db = openReader(file);
  const lookups = logLookups(db);
  const store = {
    head: async (logId: string) => lookups.head(logId),
    snapshot: async (logId: string, version: number) => lookups.snapshot(logId, version),
    factsAfter: async (logId: string, seq: number, limit: number) => lookups.factsAfter(logId, seq, limit),
  };

  return {
    async make(logId, kind) {
      const { snapshot, passedOver } = await snapshotOf(logKinds, store, logId, kind);
      if (!snapshot) return passedOver;
      const { version, seq, state } = snapshot;
      const place = { logId, version, seq };
      const parts = partsOf(state);
      for (const [part, text] of parts.entries()) {
        const startedAtMs = performance.now();
        await callOver(writer, 'saveSnapshotPart', place, part, text);
        await setTimeout(REST * (performance.now() - startedAtMs));
      }
      await callOver(writer, 'finishSnapshot', place, parts.length, digestOf(parts));
      return passedOver;
    },
    close: () => void db.close(),
  };
}
