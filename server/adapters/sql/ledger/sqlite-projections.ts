import type { Projections } from '../../../ports/ledger.ts';
import { WorkerRpcClient } from '../../threads/worker-rpc-client.ts';
import { packed } from '../packed-batch.ts';
import type { ProjectionCalls } from './projection-worker.ts';
import { aBatchOf } from './rows-only-batch.ts';

const WORKER = new URL('./projection-worker', import.meta.url);
/** Pages that wait to be written: enough that neither side stands still. */
const MAX_WAITING = 4;

/**
 * Writes projections into a market's file, in one transaction and in a thread of its own, so that the log is read
 * meanwhile; the file must not be open anywhere else.
 * @param isWhole every log is made again: then indexes are made once, at the end
 * @throws StoreOpenError while a server has the file
 */
export async function openSqliteProjections(
  file: string,
  isWhole: boolean,
): Promise<Projections & { close(): Promise<void> }> {
  const writer = new WorkerRpcClient<ProjectionCalls>(WORKER, { file, isWhole });
  await writer.call('open').catch(async (error: unknown) => {
    await writer.close();
    throw error;
  });
  const waiting: Promise<void>[] = [];
  const settled = async (most: number) => {
    while (waiting.length > most) await waiting.shift();
  };

  return {
    clear: (logId, kind) => writer.call('clear', logId, kind),
    async write(rows) {
      const { rows: values, prices } = packed(aBatchOf(rows));
      const written = writer.call('write', JSON.stringify({ rows: values, prices }));
      // It is waited for later; until then a failure must not go unheard.
      written.catch(() => {});
      waiting.push(written);
      await settled(MAX_WAITING);
    },
    async snapshot(logId, snapshot) {
      await settled(0);
      await writer.call('snapshot', logId, snapshot);
    },
    isOpen: (logId, isOpen) => writer.call('isOpen', logId, isOpen),
    cursor: (consumer, logId, seq) => writer.call('cursor', consumer, logId, seq),
    async finish() {
      await settled(0);
      await writer.call('finish');
    },
    close: () => writer.close(),
  };
}
