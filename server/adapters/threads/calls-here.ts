import type { Calls, RpcLink } from './worker-rpc-client.ts';

/**
 * The calls of a worker, made on this thread: none waits for another thread's turn, so a program that has nobody else to
 * answer makes thousands of them in the time of hundreds, and in the same order each time.
 */
export function callsHere<Offered extends Calls>(calls: Offered): RpcLink<Offered> {
  let isClosed = false;
  return {
    async call(name, ...args) {
      if (isClosed) throw new Error('The store is closed.');
      return (await calls[name]!(...(args as never[]))) as never;
    },
    tell(name, ...args) {
      if (!isClosed) calls[name]!(...(args as never[]));
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await calls.close();
    },
  };
}
