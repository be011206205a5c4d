import type { Snapshots } from '../../../ports/snapshots.ts';
import { WorkerLink } from '../../threads/worker-link.ts';
import type { SnapshotCalls } from '../sqlite/snapshot-thread.ts';

/**
 * Makes snapshots in a thread that lives as long as one takes, over connections of its own: the program's own loop
 * never sees the text.
 * @param entry the thread's file without its extension
 */
export function snapshotThread(entry: URL, url: string): Snapshots & { close(): Promise<void> } {
  let thread: WorkerLink<SnapshotCalls> | null = null;
  return {
    async make(logId, kind) {
      const own = new WorkerLink<SnapshotCalls>(entry, { url });
      thread = own;
      try {
        await own.call('make', logId, kind);
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
