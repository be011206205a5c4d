import { type MessagePort, workerData } from 'node:worker_threads';
import { openReader } from './adapters/sql/sqlite/connection.ts';
import { logLookups } from './adapters/sql/sqlite/log-lookups.ts';
import { partsOf } from './adapters/sql/sqlite/snapshot-parts.ts';
import type { SnapshotCalls } from './adapters/sql/sqlite/snapshot-thread.ts';
import { answerCalls, callOver } from './adapters/sql/sqlite/worker-desk.ts';
import { writeState } from './domain/snapshot.ts';
import { loadState } from './engine/load.ts';
import type { LogState, Rules } from './engine/rules.ts';
import { shopRules } from './engine/shop-rules.ts';
import { streamRules } from './engine/stream-rules.ts';

const { file, writer } = workerData as { file: string; writer: MessagePort };

/** The thread that makes one snapshot: it reads for itself, applies the rules, and hands the text to the writer. */
answerCalls((): SnapshotCalls => {
  const db = openReader(file);
  const lookups = logLookups(db);
  const begin = db.prepare('BEGIN');
  const end = db.prepare('COMMIT');
  const store = {
    head: async (logId: string) => lookups.head(logId),
    snapshot: async (logId: string, version: number) => lookups.snapshot(logId, version),
    factsAfter: async (logId: string, seq: number, limit: number) => lookups.factsAfter(logId, seq, limit),
  };

  const make = async <State extends LogState, Fact extends { type: string }>(
    rules: Rules<State, Fact>,
    logId: string,
  ) => {
    // The log stands still for this thread, however quickly it grows.
    begin.run();
    const loaded = await loadState(store, rules, logId);
    end.run();
    if (!loaded || loaded.tail === 0) return;
    const place = { logId, version: rules.snapshotVersion, seq: loaded.state.seq };
    const parts = partsOf(writeState(loaded.state));
    for (const [part, text] of parts.entries()) await callOver(writer, 'saveSnapshotPart', place, part, text);
    await callOver(writer, 'finishSnapshot', place, parts.length);
  };

  return {
    make: (logId, kind) => (kind === 'stream' ? make(streamRules, logId) : make(shopRules, logId)),
    close: () => void db.close(),
  };
});
