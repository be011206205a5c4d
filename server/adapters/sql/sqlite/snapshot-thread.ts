import { MessageChannel } from 'node:worker_threads';
import type { Snapshots } from '../../../event-log/ports/snapshots.ts';
import { WorkerRpcClient } from '../../threads/worker-rpc-client.ts';
import type { WriterCalls } from './writer-calls.ts';

/** What the thread that makes snapshots can do. It knows the rules, so it stands above the adapters. */
export type SnapshotCalls = {
  /**
   * Reads a log and has the text of its state written, unless the newest snapshot is as new as the log.
   * @returns why that one was passed over, in a sentence; null: it was not
   */
  make(logId: string, kind: string): Promise<string | null>;
  close(): void | Promise<void>;
};

/**
 * Makes snapshots in a thread that lives as long as one takes, so that its memory is given back. The text goes straight
 * to the one writer, in parts, each behind the orders that came before it; the program's own loop never sees it.
 * @param entry the thread's file without its extension
 */
export function snapshotThread(
  entry: URL,
  file: string,
  writer: WorkerRpcClient<WriterCalls>,
): Snapshots & { close(): Promise<void> } {
  let thread: WorkerRpcClient<SnapshotCalls> | null = null;
  return {
    async make(logId, kind) {
      const { port1, port2 } = new MessageChannel();
      writer.lend(port1);
      const own = new WorkerRpcClient<SnapshotCalls>(entry, { file, writer: port2 }, [port2]);
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
