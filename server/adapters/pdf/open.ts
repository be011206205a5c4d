import type { Printer } from '../../ports/printer.ts';
import { WorkerRpcClient } from '../threads/worker-rpc-client.ts';
import type { PrintCalls } from './print-worker.ts';

/** Documents that wait; one more is refused, and asked for again. */
const MAX_WAITING = 20;

/** Prints in a thread of its own, which starts with the first document. */
export function openPrinter({ font }: { font: string }): Printer {
  const worker = new WorkerRpcClient<PrintCalls>(new URL('./print-worker', import.meta.url), { font });
  let waiting = 0;
  return {
    async print(document) {
      if (waiting >= MAX_WAITING) throw new Error('Too many documents wait to be printed.');
      waiting += 1;
      try {
        return await worker.call('print', document);
      } finally {
        waiting -= 1;
      }
    },
    hasChinese: () => worker.call('hasChinese'),
    close: () => worker.close(),
  };
}
