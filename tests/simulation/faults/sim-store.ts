import type { AppendOutcome, Store, StoredSnapshot } from '../../../server/event-log/ports/store.ts';
import type { MarketBatch } from '../../../server/ports/rows.ts';
import { chanceAside } from '../world/aside.ts';
import type { Life } from '../world/life.ts';
import type { World } from '../world/world.ts';
import type { Tally } from './tally.ts';
import type { Weather } from './weather.ts';

/** What the nodes' stores have in common. */
export interface Disk {
  store: Store;
  weather: Weather;
  tally: Tally;
  /** Until then nothing can be written: the disk is full. */
  fullUntilMs: number;
  /** The next append breaks the disk of its process (C26). */
  isBad: boolean;
  /** Nodes that can't reach the store now, and whether they are told at once or wait in vain. */
  cutOff: Map<string, 'refused' | 'silent'>;
  /** Told of each batch in the moment in which it is committed. */
  onCommitted(batch: MarketBatch): void;
}

/** How long a node waits for a store that does not answer. */
const TIMEOUT_MS = 1_500;
/** A commit whose link broke may still be on its way for so long. */
const LATE_MS = 2_000;

/**
 * The store as one process of one node reaches it: over a line that takes time, loses calls and answers, and may be
 * cut. What left the process takes effect even if the process is gone by then.
 */
export function simStore(world: World, disk: Disk, node: string, life: Life): Store {
  const { store, tally } = disk;
  const { chance } = world;

  function way(slow: number): number {
    if (!chance.happens(slow)) return chance.between(0.05, 0.6);
    tally.count('store slow');
    return chance.seldomLong(5, 2_500);
  }

  /** Rejects as a line does that is cut: at once, or when nobody waits any longer. */
  async function gone(): Promise<never> {
    tally.count('store out of reach');
    await world.pause(disk.cutOff.get(node) === 'silent' ? TIMEOUT_MS : 1, life);
    throw new Error('The store cannot be reached.');
  }

  /** What is read is true when the store read it: before the way back, or after the way there. */
  async function read<T>(look: () => Promise<T>): Promise<T> {
    if (disk.cutOff.has(node)) return gone();
    if (chance.happens(disk.weather.failedRead)) {
      tally.count('read failed');
      await world.pause(way(disk.weather.slowRead), life);
      throw new Error('The store did not answer a read.');
    }
    if (chance.happens(0.5)) {
      const found = await look();
      await world.pause(way(disk.weather.slowRead), life);
      return found;
    }
    await world.pause(way(disk.weather.slowRead), life);
    return look();
  }

  /** The disk may have lost the end of a snapshot: it is written beside the log, not in it. */
  function torn(snapshot: StoredSnapshot | null): StoredSnapshot | null {
    if (!snapshot || !chance.happens(disk.weather.tornSnapshot)) return snapshot;
    tally.count('snapshot torn');
    const { state } = snapshot;
    return { ...snapshot, state: state.slice(0, Math.floor(chance.between(0, state.length))) };
  }

  async function write<T>(action: () => Promise<T>): Promise<T> {
    if (disk.cutOff.has(node)) return gone();
    await world.pause(way(disk.weather.slowAppend), life);
    if (disk.fullUntilMs > world.nowMs) throw new Error('The disk is full.');
    if (chance.happens(disk.weather.lostBefore)) {
      tally.count('write failed');
      throw new Error('The store did not write.');
    }
    return action();
  }

  async function commit(batch: MarketBatch): Promise<AppendOutcome> {
    if (disk.fullUntilMs > world.nowMs) {
      tally.count('append to a full disk');
      return { kind: 'failed', reason: 'full', message: 'The disk is full.' };
    }
    const outcome = await store.append(batch);
    if (outcome.kind === 'committed') disk.onCommitted(batch);
    return outcome;
  }

  function append(batch: MarketBatch): Promise<AppendOutcome> {
    const { weather } = disk;
    if (disk.cutOff.has(node)) return gone();
    const drawn = fateOf(weather, chance.next());
    // Deadlines alone break no constraint that a client could have a hand in; one that does stops the log, rightly.
    const fate = drawn === 'append constraint' && batch.keys.length === 0 ? 'none' : drawn;
    if (fate !== 'none') tally.count(fate);
    const { logId, from, to, hash } = batch;
    world.story.tell(`${life.name} append ${logId} ${from}-${to}`, () => `${hash.slice(0, 8)} ${fate}`);
    const there = way(weather.slowAppend);
    const back = way(weather.slowAppend);
    // The call is on its way: it arrives whatever becomes of the process; only the answer needs somebody to hear it.
    return new Promise((resolve, reject) => {
      const answer = (say: () => void) => world.after(back, say, life);
      world.after(there, () => {
        if (disk.isBad) {
          disk.isBad = false;
          tally.count('append to a broken disk');
          answer(() => resolve({ kind: 'failed', reason: 'fatal', message: 'The disk is broken.' }));
          return;
        }
        switch (fate) {
          case 'append lost':
            answer(() => resolve({ kind: 'failed', reason: 'other', message: 'Nothing was written.' }));
            return;
          case 'append constraint':
            answer(() => resolve({ kind: 'failed', reason: 'constraint', message: 'A constraint.' }));
            return;
          case 'append threw before':
            answer(() => reject(new Error('The link broke.')));
            return;
          case 'append unknown, not there':
            answer(() => resolve({ kind: 'unknown' }));
            return;
          case 'append unknown, later there':
            world.after(back + chance.between(0, LATE_MS), () => void commit(batch));
            answer(() => resolve({ kind: 'unknown' }));
            return;
          case 'append unknown, there':
            void commit(batch).then(() => answer(() => resolve({ kind: 'unknown' })));
            return;
          case 'append threw after':
            void commit(batch).then(() => answer(() => reject(new Error('The link broke.'))));
            return;
          case 'none':
            void commit(batch).then((outcome) => {
              // The line was cut meanwhile: nobody knows.
              const isCut = disk.cutOff.has(node);
              answer(() => resolve(isCut ? { kind: 'unknown' } : outcome));
            });
        }
      });
    });
  }

  const of = world.ofLog.bind(world);
  return {
    ...store,
    append: (batch) => of(batch.logId, () => append(batch as MarketBatch)),
    create: (head) => of(head.logId, () => write(() => store.create(head))),
    saveSnapshot: (logId, snapshot) => of(logId, () => write(() => store.saveSnapshot(logId, snapshot))),
    saveCursor: (consumer, logId, seq) => write(() => store.saveCursor(consumer, logId, seq)),
    takeLease: (name, holder, forMs) => write(() => store.takeLease(name, holder, forMs)),
    claim: (logId, owner, gone) => of(logId, () => write(() => store.claim(logId, owner, gone))),
    releaseLeases: (holder) => write(() => store.releaseLeases(holder)),
    head: (logId) => of(logId, () => read(() => store.head(logId))),
    heads: (logIds) => read(() => store.heads(logIds.filter((logId) => of(logId, () => !chanceAside())))),
    kinds: () => read(() => store.kinds()),
    openLogs: (kind) => read(() => store.openLogs(kind)),
    factsAfter: (logId, seq, limit, types) =>
      of(logId, () => read(() => store.factsAfter(logId, seq, limit, types))),
    factAt: (logId, seq) => of(logId, () => read(() => store.factAt(logId, seq))),
    snapshot: (logId, version) =>
      of(logId, () => read(async () => torn(await store.snapshot(logId, version)))),
    keysOf: (logId, afterSeq) => of(logId, () => read(() => store.keysOf(logId, afterSeq))),
    findKey: (logId, buyerIds, key) => of(logId, () => read(() => store.findKey(logId, buyerIds, key))),
    cursor: (consumer, logId) => read(() => store.cursor(consumer, logId)),
    nowMs: () => read(() => store.nowMs()),
    close: async () => {},
  };
}

type Fate =
  | 'none'
  | 'append lost'
  | 'append threw before'
  | 'append threw after'
  | 'append unknown, there'
  | 'append unknown, not there'
  | 'append unknown, later there'
  | 'append constraint';

function fateOf(weather: Weather, drawn: number): Fate {
  const fates: [Fate, number][] = [
    ['append lost', weather.lostBefore],
    ['append threw before', weather.throwsBefore],
    ['append threw after', weather.throwsAfter],
    ['append unknown, there', weather.unknownCommitted],
    ['append unknown, not there', weather.unknownNot],
    ['append unknown, later there', weather.unknownLate],
    ['append constraint', weather.constraint],
  ];
  let left = drawn;
  for (const [fate, share] of fates) {
    left -= share;
    if (left < 0) return fate;
  }
  return 'none';
}

/** Any other set of questions to the store (tables, people), over the same line. */
export function simReads<Port extends object>(
  world: World,
  disk: Disk,
  node: string,
  life: Life,
  port: Port,
): Port {
  const { chance } = world;
  const wrapped: Record<string, unknown> = {};
  for (const [name, ask] of Object.entries(port) as [string, (...args: unknown[]) => Promise<unknown>][]) {
    wrapped[name] = async (...args: unknown[]) => {
      if (disk.cutOff.has(node)) {
        await world.pause(disk.cutOff.get(node) === 'silent' ? TIMEOUT_MS : 1, life);
        throw new Error('The store cannot be reached.');
      }
      await world.pause(chance.between(0.05, 0.6), life);
      if (chance.happens(disk.weather.failedRead)) {
        disk.tally.count('read failed');
        throw new Error('The store did not answer a read.');
      }
      return ask(...args);
    };
  }
  return wrapped as Port;
}
