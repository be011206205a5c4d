import { redisBus } from '../../server/adapters/bus/redis.ts';
import { openRedis } from '../../server/adapters/redis/redis.ts';
import type { BusMessage } from '../../server/ports/bus.ts';

export const MASTER = 'a secret for tests, thirty-two characters or more';

/** The bus of one node over a Redis, with what it heard and what it noted. Call `close` when done. */
export async function openNode(url: string, node: string, options: { master?: string } = {}) {
  const { master = MASTER } = options;
  const notes: string[] = [];
  const faults: unknown[] = [];
  const heard: BusMessage[] = [];
  const redis = await openRedis({
    url,
    master,
    onNote: (note, { link, reason }) => notes.push(`${note} (${link}${reason ? `: ${reason}` : ''})`),
  });
  const bus = redisBus({ redis, master, node, onFault: (fault) => faults.push(fault) });
  bus.subscribe((message) => heard.push(message));
  return {
    redis,
    bus,
    heard,
    notes,
    faults,
    async close() {
      await bus.close();
      await redis.close();
    },
  };
}

export type BusNode = Awaited<ReturnType<typeof openNode>>;
