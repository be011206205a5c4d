import type { Clock } from '../../lib/clock.ts';
import type { ViewerCounter } from '../../ports/viewer-counter.ts';
import type { Redis } from '../redis/redis.ts';
import { openStreamCounts, type StreamCount } from './stream-count.ts';

const COUNT_EVERY_MS = 1_000;
/** A node that says nothing for so long is gone, and its viewers with it. */
const NODE_LIVES_MS = 10_000;
/** A count that is older is not shown any more. */
const COUNT_LIVES_MS = 3_000;
/** All nodes that ask within this time get one union, made once. */
const UNION_LIVES_MS = 900;
const MAX_MEMBERS_AT_ONCE = 1_000;
const MAX_STREAMS_AT_ONCE = 100;

/**
 * One stream at one node: says that the node lives, forgets the nodes that don't, and counts the distinct viewers of
 * all. KEYS: nodes by when they end, this node's viewers, the union. ARGV: node, ms that it lives, ms that a union
 * lives, how the viewers of a node are called up to its name. Returns the viewers of this node, and of all.
 */
const COUNT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
local own = redis.call('SCARD', KEYS[2])
local nodes = redis.call('ZRANGE', KEYS[1], 0, -1)
if #nodes == 1 then return {own, own} end
if redis.call('EXISTS', KEYS[3]) == 0 then
  local sets = {}
  for index, node in ipairs(nodes) do sets[index] = ARGV[4] .. node end
  if redis.call('SUNIONSTORE', KEYS[3], unpack(sets)) == 0 then return {own, 0} end
  redis.call('PEXPIRE', KEYS[3], ARGV[3])
end
return {own, redis.call('SCARD', KEYS[3])}
`;

/**
 * Counts viewers over all nodes. Each node keeps the set of its own viewers in Redis, tells it the changes of a second
 * at once, and hears how many there are in all; whatever is there ends by itself. A set that is not as long as it
 * should be (Redis was emptied, a change was lost) is written anew.
 */
export function redisViewerCounter(options: { redis: Redis; node: string; clock: Clock }): ViewerCounter {
  const { redis, node, clock } = options;
  const gatherings = openStreamCounts(clock);
  const ownKey = (streamId: string) => redis.nameOf('crowd', streamId, 'at', node);
  let isClosed = false;
  let callOff = () => {};
  let round: Promise<void> = Promise.resolve();

  async function tell(streamId: string, gathering: StreamCount): Promise<void> {
    const { isWhole, came, went } = gathering.takeChanges();
    const key = ownKey(streamId);
    await redis.commands.ask((client) => {
      const transaction = client.multi();
      if (isWhole) transaction.del(key);
      for (const members of slices(came, MAX_MEMBERS_AT_ONCE)) transaction.sAdd(key, members);
      for (const members of slices(went, MAX_MEMBERS_AT_ONCE)) transaction.sRem(key, members);
      transaction.pExpire(key, NODE_LIVES_MS);
      return transaction.exec();
    });
  }

  async function count(streamId: string, gathering: StreamCount): Promise<void> {
    try {
      if (gathering.hasChanges()) await tell(streamId, gathering);
      const expected = gathering.size();
      const [own, all] = await redis.commands.ask(
        (client) =>
          client.eval(COUNT, {
            keys: [
              redis.nameOf('crowd', streamId, 'nodes'),
              ownKey(streamId),
              redis.nameOf('crowd', streamId, 'all'),
            ],
            arguments: [
              node,
              String(NODE_LIVES_MS),
              String(UNION_LIVES_MS),
              `${redis.nameOf('crowd', streamId, 'at')}:`,
            ],
          }) as Promise<[number, number]>,
      );
      gathering.counted(all, clock.nowMs() + COUNT_LIVES_MS);
      if (own !== expected && !gathering.hasChanges()) gathering.mistrust();
    } catch (fault) {
      // Away, full or a replica: whatever was to be told is told whole when it can be again.
      gathering.mistrust();
      if (isOfWrongKind(fault)) await forget(streamId);
    }
  }

  /** Somebody else wrote to our keys: they begin anew. */
  async function forget(streamId: string): Promise<void> {
    const keys = [ownKey(streamId), ...['nodes', 'all'].map((part) => redis.nameOf('crowd', streamId, part))];
    await redis.commands.ask((client) => client.unlink(keys)).catch(() => {});
  }

  async function countAll(): Promise<void> {
    for (const slice of slices(gatherings.all(), MAX_STREAMS_AT_ONCE)) {
      await Promise.all(slice.map(([streamId, gathering]) => count(streamId, gathering)));
    }
    gatherings.tidy();
  }
  function again(): void {
    if (isClosed) return;
    callOff = clock.at(clock.nowMs() + COUNT_EVERY_MS, () => {
      round = countAll().finally(again);
    });
  }
  again();

  return {
    enter: (streamId, viewerId) => gatherings.of(streamId).enter(viewerId),
    leave: (streamId, viewerId) => gatherings.of(streamId).leave(viewerId),
    viewers: (streamId) => gatherings.viewers(streamId),
    async close() {
      isClosed = true;
      callOff();
      await round;
      // What stays behind would end by itself in ten seconds; without it the others' counts are right at once.
      const keys = gatherings.all().map(([streamId]) => ownKey(streamId));
      for (const slice of slices(keys, MAX_MEMBERS_AT_ONCE)) {
        await redis.commands.ask((client) => client.unlink(slice)).catch(() => {});
      }
    },
  };
}

function slices<T>(all: readonly T[], most: number): T[][] {
  const found: T[][] = [];
  for (let from = 0; from < all.length; from += most) found.push(all.slice(from, from + most));
  return found;
}

function isOfWrongKind(fault: unknown): boolean {
  return fault instanceof Error && fault.message.includes('WRONGTYPE');
}
