import type { Snapshots } from '../../../event-log/ports/snapshots.ts';
import { WorkerRpcClient } from '../../threads/worker-rpc-client.ts';
import type { SnapshotCalls } from '../sqlite/snapshot-thread.ts';

/**
 * Makes snapshots in a thread that lives as long as one takes, over connections of its own: the program's own loop
 * never sees the text.
 * @param entry the thread's file without its extension
 */
export function snapshotThread(entry: URL, url: string): Snapshots & { close(): Promise<void> } {
  let thread: WorkerRpcClient<SnapshotCalls> | null = null;
  return {
    async make(logId, kind) {
      const own = new WorkerRpcClient<SnapshotCalls>(entry, { url });
      thread = own;
      try {
        return await own.call('make', logId, kind);
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
