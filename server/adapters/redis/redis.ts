import { deriveKey } from '../crypto/keys.ts';
import { openRedisLink, type RedisLink } from './link.ts';

/**
 * What a node has of Redis. Everything kept there is disposable: hints, counts, limits. A market that loses its Redis
 * goes on selling.
 */
export interface Redis {
  /** Asks and tells. */
  commands: RedisLink;
  /** Hears: a connection of its own, so that a flood of messages delays no question. */
  subscriber: RedisLink;
  /** The name of a key or channel: markets with different secrets may share one Redis. */
  nameOf(...parts: string[]): string;
  close(): Promise<void>;
}

/**
 * Connects to Redis, or starts without it and goes on trying.
 * @throws RedisRefused if the name or password in the address is refused
 */
export async function openRedis(options: {
  /** redis://… or rediss://…, with name and password if need be. */
  url: string;
  master: string;
  onNote: (note: string, details: Record<string, unknown>) => void;
}): Promise<Redis> {
  const { url, master, onNote } = options;
  const market = deriveKey(master, 'redis names').toString('hex').slice(0, 12);
  const commands = await openRedisLink({ url, onNote, name: 'commands' });
  const subscriber = await openRedisLink({ url, onNote, name: 'subscriber' });
  return {
    commands,
    subscriber,
    nameOf: (...parts) => ['fairday', market, ...parts].join(':'),
    async close() {
      await Promise.all([commands.close(), subscriber.close()]);
    },
  };
}
