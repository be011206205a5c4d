import type { Snapshots } from '../../../ports/snapshots.ts';
import type { Head } from '../../../ports/store.ts';
import { WorkerLink } from './worker-link.ts';
import type { WriterCalls } from './writer-worker.ts';

/** What the thread that makes snapshots can do. It knows the rules, so it stands above the adapters. */
export type SnapshotCalls = {
  /** Reads a log and keeps the text of its state. @returns null if the newest snapshot is as new as the log */
  make(
    logId: string,
    kind: Head['kind'],
  ):
    | { version: number; seq: number; parts: number }
    | null
    | Promise<{ version: number; seq: number; parts: number } | null>;
  part(index: number): string;
  close(): void;
};

/**
 * Makes snapshots in a thread that lives as long as one takes, so that its memory is given back. The parts go through
 * the one writer, each behind the orders that came before it.
 * @param entry the thread's file without its extension
 */
export function snapshotThread(
  entry: URL,
  file: string,
  writer: WorkerLink<WriterCalls>,
): Snapshots & { close(): Promise<void> } {
  let thread: WorkerLink<SnapshotCalls> | null = null;
  return {
    async make(logId, kind) {
      const own = new WorkerLink<SnapshotCalls>(entry, { file });
      thread = own;
      try {
        const made = await own.call('make', logId, kind);
        if (!made) return;
        const { version, seq, parts } = made;
        for (let part = 0; part < parts; part += 1) {
          await writer.call('saveSnapshotPart', { logId, version, seq }, part, await own.call('part', part));
        }
        await writer.call('finishSnapshot', { logId, version, seq }, parts);
      } finally {
        thread = null;
        await own.close();
      }
    },
    async close() {
      await thread?.abandon();
    },
  };
}
