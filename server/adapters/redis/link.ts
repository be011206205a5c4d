import { createClient } from 'redis';
import { doubledMs } from '../../lib/backoff.ts';
import { LATE, within } from '../../lib/deadline.ts';

/** An answer is waited for so long; then Redis counts as away until it is heard of again. */
const ANSWER_MS = 1_000;
const PING_EVERY_MS = 1_000;
/** A connection on which nothing moves for so long is given up, and made anew. */
const SILENT_MS = 3_000;
const CONNECT_MS = 1_000;
/** Pauses between tries to connect grow up to this, and are spread by half of it. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** Questions that may wait for their answers. */
const MAX_IN_FLIGHT = 1_000;
const CLOSE_MS = 500;

/** Redis is not there, or does not answer: whoever asks does without. */
export class RedisAway extends Error {
  override name = 'RedisAway';
}

/** Redis is there and lets nobody in with what REDIS_URL says: a start stops with this one line. */
export class RedisRefused extends Error {
  override name = 'RedisRefused';
}

export type RedisClient = ReturnType<typeof newClient>;

/** One connection to Redis that is made again for ever, and never makes anybody wait. */
export interface RedisLink {
  /**
   * Asks something. Rejects with RedisAway at once while the connection is down or an answer is overdue, or too many
   * questions wait, and otherwise after a second; with Redis's own error if it refuses.
   */
  ask<T>(question: (client: RedisClient) => Promise<T>): Promise<T>;
  isUp(): boolean;
  /** Calls back each time the connection is there, at once if it is there now. */
  onUp(callback: () => void): void;
  close(): Promise<void>;
}

/**
 * Opens a connection. Resolves as soon as it is there or known to be away.
 * @throws RedisRefused if the name or password is refused; later on that only means to try again
 */
export async function openRedisLink(options: {
  url: string;
  /** Told once when Redis goes and once when it is back, never for each try. */
  onNote: (note: string, details: Record<string, unknown>) => void;
  /** What the connection is for, as notes and `CLIENT LIST` call it. */
  name: string;
}): Promise<RedisLink> {
  const { url, onNote, name } = options;
  const place = placeOf(url);
  let isStarting = true;
  let isReady = false;
  /** An answer is overdue. Nothing more is sent, so that a dead connection falls silent and is given up. */
  let isOverdue = false;
  let wasUp: boolean | null = null;
  let inFlight = 0;
  const upCallbacks = new Set<() => void>();

  const isUp = () => isReady && !isOverdue;
  function note(reason: string): void {
    if (isUp() === wasUp) return;
    const isFirst = wasUp === null;
    wasUp = isUp();
    if (!wasUp) onNote('Redis is away: this node does without it', { redis: place, link: name, reason });
    else if (!isFirst) onNote('Redis is back', { redis: place, link: name });
    if (wasUp) for (const callback of upCallbacks) callback();
  }

  const client = newClient(url, name, (retries, cause) => {
    if (isStarting && isRefusal(cause)) return cause;
    return doubledMs(retries + 1, FIRST_PAUSE_MS, LONGEST_PAUSE_MS) * (0.5 + Math.random());
  });
  client.on('ready', () => {
    isReady = true;
    isOverdue = false;
    note('');
  });
  client.on('error', (error: Error) => {
    isReady = client.isReady;
    // A start that is refused ends with its own line.
    if (!isStarting || !isRefusal(error)) note(error.message || error.name);
  });

  async function ask<T>(question: (client: RedisClient) => Promise<T>): Promise<T> {
    if (!isUp()) throw new RedisAway('Redis is away.');
    if (inFlight >= MAX_IN_FLIGHT) throw new RedisAway('Too many questions to Redis wait.');
    inFlight += 1;
    const answer = question(client).finally(() => {
      inFlight -= 1;
    });
    // Late or not, an answer of the same connection shows that it lives.
    answer.then(heard, () => {});
    const inTime = await within(ANSWER_MS, answer);
    if (inTime !== LATE) return inTime;
    isOverdue = true;
    note('no answer');
    throw new RedisAway('Redis does not answer.');
  }
  function heard(): void {
    isOverdue = false;
    note('');
  }

  const pings = setInterval(() => {
    if (isUp()) ask((redis) => redis.ping()).catch(() => {});
  }, PING_EVERY_MS);
  pings.unref();

  const connecting = client.connect();
  const firstNews = new Promise<void>((resolve) => {
    client.once('ready', resolve);
    client.once('error', () => resolve());
    setTimeout(resolve, CONNECT_MS).unref();
  });
  try {
    await Promise.race([connecting, firstNews]);
    // A refusal rejects `connecting` in the moment in which it is also told as an error.
    await Promise.race([connecting, new Promise((resolve) => setImmediate(resolve))]);
  } catch (cause) {
    clearInterval(pings);
    if (!isRefusal(cause)) throw cause;
    throw new RedisRefused(
      `Redis at ${place} refuses the name or password: correct REDIS_URL in the environment.`,
    );
  }
  connecting.catch(() => {});
  isStarting = false;
  note('not reached');

  return {
    ask,
    isUp,
    onUp(callback) {
      upCallbacks.add(callback);
      if (isUp()) callback();
    },
    async close() {
      clearInterval(pings);
      upCallbacks.clear();
      // Answers that come are taken, those that don't are not waited for.
      await within(
        CLOSE_MS,
        client.close().catch(() => {}),
      );
      client.unref();
    },
  };
}

function newClient(
  url: string,
  name: string,
  reconnectStrategy: (retries: number, cause: Error) => number | Error,
) {
  return createClient({
    url,
    name: `fairday-${name}`,
    RESP: 3,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    commandsQueueMaxLength: 2 * MAX_IN_FLIGHT,
    socket: { connectTimeout: CONNECT_MS, socketTimeout: SILENT_MS, reconnectStrategy },
  });
}

function isRefusal(cause: unknown): cause is Error {
  const causes = [cause, cause instanceof Error ? cause.cause : null];
  return causes.some(
    (error) => error instanceof Error && /^(?:WRONGPASS|NOAUTH|ERR AUTH)/.test(error.message),
  );
}

/** Host and port without the password. */
function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'REDIS_URL';
}
