import type { Bus, BusMessage } from '../../ports/bus.ts';
import type { Redis } from '../redis/redis.ts';
import { openEnvelopes } from './envelope.ts';

/**
 * The bus of several nodes, over Redis Pub/Sub: a carrier and nothing else. What can't be sent now is dropped; who
 * misses it reads the log. The connections stay open on `close`: they are Redis's, which others use as well.
 */
export function redisBus(options: {
  redis: Redis;
  master: string;
  /** The name of this node, unlike any other's. */
  node: string;
  onFault: (fault: unknown) => void;
}): Bus {
  const { redis, onFault } = options;
  const channel = redis.nameOf('bus');
  const envelopes = openEnvelopes(options);
  const listeners = new Set<(message: BusMessage) => void>();
  let isSubscribed = false;
  let isClosed = false;

  function hear(sealed: string): void {
    const message = envelopes.open(sealed);
    if (!message) return;
    for (const listener of listeners) {
      try {
        listener(structuredClone(message));
      } catch (fault) {
        onFault(fault);
      }
    }
  }

  // A subscription that stands is renewed with its connection; one that could not be made is made with the next.
  redis.subscriber.onUp(() => {
    if (isSubscribed || isClosed) return;
    redis.subscriber
      .ask((client) => client.subscribe(channel, hear))
      .then(
        () => {
          isSubscribed = true;
        },
        (fault) => onFault(fault),
      );
  });

  return {
    publish(message) {
      if (isClosed) return;
      for (const text of envelopes.seal(message)) {
        // Away or not, the link says so itself, once.
        redis.commands.ask((client) => client.publish(channel, text)).catch(() => {});
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isWhole: () => !isClosed && isSubscribed && redis.commands.isUp() && redis.subscriber.isUp(),
    async close() {
      isClosed = true;
      listeners.clear();
      if (isSubscribed) await redis.subscriber.ask((client) => client.unsubscribe(channel)).catch(() => {});
    },
  };
}
