import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  CommitLoopState,
  ImpossibleTransition,
  type Phase,
  TRANSITIONS,
} from '../../server/event-log/commit/commit-loop-state.ts';
import { refused } from '../../server/market/kernel/decision.ts';
import { streamRules } from '../../server/market/market.ts';
import { type Ask, codeOf, type Engine, type Seat, STREAM, Stall } from '../builders/engine-stall.ts';
import { gate, turns } from '../builders/engine-store.ts';
import { root } from '../tidy/sources.ts';

/** Where loops go while a test looks, a list for each loop. */
const walks = new Map<CommitLoopState, Phase[]>();
/** What a test does to a loop that has just come to a phase. */
let meddle: (loop: CommitLoopState, phase: Phase) => void = () => {};

beforeEach(() => {
  const { to } = CommitLoopState.prototype;
  vi.spyOn(CommitLoopState.prototype, 'to').mockImplementation(function (this: CommitLoopState, next) {
    to.call(this, next);
    walks.get(this)?.push(next);
    meddle(this, next);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  walks.clear();
  meddle = () => {};
});

/** The loop of an engine, which nobody else has to do with. */
function loopOf(engine: Engine): CommitLoopState {
  return (engine as unknown as { batcher: { loop: CommitLoopState } }).batcher.loop;
}

/** From here on it is noted where a seat's loop goes. */
function watch({ engine }: Seat): Phase[] {
  const loop = loopOf(engine);
  const walk = [loop.phase];
  walks.set(loop, walk);
  return walk;
}

/** A seat that knows of other nodes, and wrote last. */
async function owner(stall: Stall): Promise<Seat> {
  const seat = await stall.anotherSeat('node-a');
  await stall.send(stall.add(90), seat);
  await turns();
  return seat;
}

/** Is refused, and says what it asked for in vain: that is counted beside the log. */
function vain(stall: Stall, buyer: number): Ask<unknown> {
  const no = refused({ code: 'STOPPED', itemNumber: 1 }, [{ itemNumber: 1, code: 'STOPPED', units: 1 }]);
  return { ...stall.add(buyer), decide: () => no };
}

/** Asks for more than there is, and says nothing beside. */
function tooMany(stall: Stall, buyer: number): Ask<unknown> {
  return { ...stall.add(buyer), decide: () => refused({ code: 'STOPPED', itemNumber: 1 }) };
}

/** The process is told to end while its store can't be read. */
async function endsUnread(stall: Stall, { engine }: Seat, sent: Promise<unknown>): Promise<void> {
  await turns();
  const closed = engine.close();
  stall.clock.passes(100);
  await Promise.all([sent, closed]);
}

interface Story {
  /** Each phase that the loop comes to, in order. */
  walk: string;
  /** Prepares, looks on with `watch`, and plays. */
  play(stall: Stall): Promise<Phase[]>;
}

const BEGUN = 'idle gathering catchingUp answeringRepeats deciding';
const AGAIN = 'gathering catchingUp answeringRepeats deciding committing gathering idle';

/** What may become of a batch, and of a loop. Together they go over every edge of the table. */
const stories: Record<string, Story> = {
  'a batch is committed': {
    walk: `${BEGUN} committing gathering idle`,
    async play(stall) {
      const walk = watch(stall.seat);
      expect(codeOf(await stall.send(stall.add(0)))).toBe('accepted');
      return walk;
    },
  },
  'a batch changes nothing': {
    walk: `${BEGUN} gathering idle`,
    async play(stall) {
      const walk = watch(stall.seat);
      expect(codeOf(await stall.send(tooMany(stall, 0)))).toBe('STOPPED');
      return walk;
    },
  },
  'a no of a log that others write': {
    walk: `${BEGUN} confirming gathering idle`,
    async play(stall) {
      const seat = await owner(stall);
      const walk = watch(seat);
      expect(codeOf(await stall.send(tooMany(stall, 0), seat))).toBe('STOPPED');
      return walk;
    },
  },
  'a no of a log that others write, and tallies that are due': {
    walk: `${BEGUN} confirming gathering catchingUp answeringRepeats deciding confirming committing gathering idle`,
    async play(stall) {
      const seat = await owner(stall);
      stall.clock.passes(2_000);
      const walk = watch(seat);
      await stall.send(vain(stall, 0), seat);
      expect(codeOf(await stall.send(tooMany(stall, 1), seat))).toBe('STOPPED');
      return walk;
    },
  },
  'a slow commit of a log that others write, with a no in it': {
    walk: `${BEGUN} committing confirming gathering idle`,
    async play(stall) {
      const seat = await owner(stall);
      const { open, opened } = gate();
      stall.store.fates.push({ kind: 'slow', until: opened });
      const walk = watch(seat);
      const sent = [stall.send(stall.add(0), seat), stall.send(tooMany(stall, 1), seat)];
      await turns();
      stall.clock.passes(100);
      open();
      expect((await Promise.all(sent)).map(codeOf)).toEqual(['accepted', 'STOPPED']);
      return walk;
    },
  },
  'an outcome that nobody knew, found in the log': {
    walk: `${BEGUN} committing resolving gathering idle`,
    async play(stall) {
      stall.store.fates.push({ kind: 'unknown', committed: true });
      const walk = watch(stall.seat);
      expect(codeOf(await stall.send(stall.add(0)))).toBe('accepted');
      return walk;
    },
  },
  'an outcome that nobody knew for long, found in the log, with a no in the batch': {
    walk: `${BEGUN} committing resolving confirming gathering idle`,
    async play(stall) {
      const seat = await owner(stall);
      stall.store.fates.push({ kind: 'unknown', committed: true });
      const { factAt } = stall.store;
      stall.store.factAt = (logId, seq) => {
        stall.clock.passes(100);
        return factAt(logId, seq);
      };
      const walk = watch(seat);
      const sent = [stall.send(stall.add(0), seat), stall.send(tooMany(stall, 1), seat)];
      expect((await Promise.all(sent)).map(codeOf)).toEqual(['accepted', 'STOPPED']);
      return walk;
    },
  },
  'an outcome that nobody knew, not found': {
    walk: `${BEGUN} committing resolving reloading ${AGAIN}`,
    async play(stall) {
      stall.store.fates.push({ kind: 'unknown', committed: false });
      const walk = watch(stall.seat);
      expect(codeOf(await stall.send(stall.add(0)))).toBe('accepted');
      return walk;
    },
  },
  'a conflict': {
    walk: `${BEGUN} committing reloading ${AGAIN}`,
    async play(stall) {
      await stall.send(stall.add(1), await stall.anotherSeat());
      const walk = watch(stall.seat);
      expect(codeOf(await stall.send(stall.add(0)))).toBe('accepted');
      return walk;
    },
  },
  'a constraint that a key breaks, which has its answer': {
    walk: `${BEGUN} committing reloading answeringRepeats gathering idle`,
    async play(stall) {
      const ask = stall.add(0);
      await stall.send(ask);
      stall.store.keysOf = async () => new Float64Array();
      const seat = await stall.anotherSeat();
      const walk = watch(seat);
      expect(await stall.send(ask, seat)).toMatchObject({ kind: 'accepted', replay: true });
      return walk;
    },
  },
  'a fact that cannot be applied': {
    walk: `${BEGUN} reloading gathering idle`,
    async play(stall) {
      const walk = watch(stall.seat);
      const poison = {
        ...stall.add(0),
        decide: () => ({
          kind: 'accepted' as const,
          facts: [],
          reply: () => {
            throw new Error('a bug');
          },
        }),
      };
      expect(codeOf(await stall.send(poison))).toBe('INTERNAL');
      return walk;
    },
  },
  'a log that was restored behind its back': {
    walk: 'idle gathering catchingUp reloading answeringRepeats deciding gathering idle',
    async play(stall) {
      const [fromMs, toMs] = [stall.clock.nowMs() - 1, stall.clock.nowMs()];
      await stall.store.renewHistory(STREAM, 'history1', {
        history: 'history2',
        fromMs,
        toMs,
        lost: null,
        nextNumber: null,
      });
      const walk = watch(stall.seat);
      stall.engine.heard(await stall.head());
      await turns();
      expect(stall.engine.head.history).toBe('history2');
      return walk;
    },
  },
  'closed with nothing to do': {
    walk: 'idle stopped',
    async play(stall) {
      const walk = watch(stall.seat);
      await stall.engine.close();
      await stall.engine.close();
      expect(codeOf(await stall.send(stall.add(0)))).toBe('UNAVAILABLE');
      return walk;
    },
  },
  'closed in the middle: what is queued is decided, what comes is not, tallies are written': {
    walk: `${BEGUN} committing gathering catchingUp answeringRepeats deciding gathering idle ${AGAIN} stopped`,
    async play(stall) {
      const { open, opened } = gate();
      stall.store.fates.push({ kind: 'slow', until: opened });
      const walk = watch(stall.seat);
      const sent = [stall.send(stall.add(0))];
      await turns();
      sent.push(stall.send(vain(stall, 1)));
      await turns();
      const closed = stall.engine.close();
      sent.push(stall.send(stall.add(2)));
      open();
      expect((await Promise.all(sent)).map(codeOf)).toEqual(['accepted', 'STOPPED', 'UNAVAILABLE']);
      await closed;
      return walk;
    },
  },
  'ends while others cannot be read': {
    walk: 'idle gathering catchingUp broken',
    async play(stall) {
      const seat = await stall.anotherSeat('node-a');
      stall.store.isUnreadable = true;
      const walk = watch(seat);
      await endsUnread(stall, seat, stall.send(stall.add(0), seat));
      return walk;
    },
  },
  'ends while the keys of others cannot be read': {
    walk: 'idle gathering catchingUp answeringRepeats broken',
    async play(stall) {
      const seat = await stall.anotherSeat('node-a');
      await stall.send(stall.add(1));
      stall.store.keysOf = () => Promise.reject(new Error('The store cannot be reached.'));
      const walk = watch(seat);
      await endsUnread(stall, seat, stall.send(stall.add(0), seat));
      return walk;
    },
  },
  'ends while nobody can say whether others have written': {
    walk: `${BEGUN} confirming broken`,
    async play(stall) {
      const seat = await owner(stall);
      stall.store.isUnreadable = true;
      const walk = watch(seat);
      await endsUnread(stall, seat, stall.send(tooMany(stall, 0), seat));
      return walk;
    },
  },
  'ends while nobody can say what became of a commit': {
    walk: `${BEGUN} committing resolving broken`,
    async play(stall) {
      stall.store.fates.push({ kind: 'unknown', committed: true });
      stall.store.isUnreadable = true;
      const walk = watch(stall.seat);
      await endsUnread(stall, stall.seat, stall.send(stall.add(0)));
      return walk;
    },
  },
  'ends while the log cannot be read anew': {
    walk: `${BEGUN} committing reloading broken`,
    async play(stall) {
      stall.store.fates.push({ kind: 'failed', reason: 'other', message: 'gone' });
      stall.store.isUnreadable = true;
      const walk = watch(stall.seat);
      await endsUnread(stall, stall.seat, stall.send(stall.add(0)));
      return walk;
    },
  },
  'a disk that can no longer be trusted': {
    walk: `${BEGUN} committing broken`,
    async play(stall) {
      stall.store.fates.push({ kind: 'failed', reason: 'fatal', message: 'EIO on fsync' });
      const walk = watch(stall.seat);
      expect(codeOf(await stall.send(stall.add(0)))).toBe('UNAVAILABLE');
      await stall.engine.close();
      return walk;
    },
  },
  'a deadline that cannot be decided': {
    walk: `${BEGUN} broken`,
    async play(stall) {
      await stall.flashes(60);
      await turns();
      vi.spyOn(streamRules, 'decideDeadline').mockImplementation(() => {
        throw new Error('a bug');
      });
      const walk = watch(stall.seat);
      stall.clock.passes(60_000);
      await turns();
      expect(codeOf(await stall.send(stall.add(0)))).toBe('UNAVAILABLE');
      return walk;
    },
  },
  'a mistake of the loop itself, once a batch is over': {
    walk: `${BEGUN} committing gathering broken`,
    async play(stall) {
      const walk = watch(stall.seat);
      let comings = 0;
      meddle = (loop, phase) => {
        if (phase !== 'gathering') return;
        comings += 1;
        if (comings === 2) loop.to('deciding');
      };
      expect(codeOf(await stall.send(stall.add(0)))).toBe('accepted');
      return walk;
    },
  },
};

describe('[design] where the loop goes', () => {
  test.each(Object.entries(stories))('%s', async (_title, { walk, play }) => {
    const stall = await Stall.open();
    await turns();
    const walked = await play(stall);
    await turns();
    expect(walked.join(' ')).toBe(walk);
  });

  test('every edge of the table is in one of these stories', () => {
    const walked = Object.values(stories).flatMap(({ walk }) => edgesOf(walk.split(' ')));
    expect([...new Set(walked)].sort()).toEqual(edges());
  });
});

describe('[design] the table of the loop', () => {
  test('each phase can be reached from idle; stopped and broken are final, and no other is', () => {
    const reached = new Set<Phase>(['idle']);
    for (const phase of reached) for (const next of TRANSITIONS[phase]) reached.add(next);
    expect([...reached].sort()).toEqual(Object.keys(TRANSITIONS).sort());
    const final = Object.entries(TRANSITIONS).flatMap(([phase, next]) => (next.length === 0 ? [phase] : []));
    expect(final).toEqual(['stopped', 'broken']);
  });

  test('every phase in which the loop runs leads to broken', () => {
    const running = Object.entries(TRANSITIONS).filter(([, next]) => next.includes('broken'));
    expect(running.map(([phase]) => phase)).toEqual(
      Object.keys(TRANSITIONS).filter((phase) => !['idle', 'stopped', 'broken'].includes(phase)),
    );
  });

  test('the diagram of the README has these edges and no others', () => {
    const readme = readFileSync(join(root, 'server/event-log/README.md'), 'utf8');
    const [, chapter = ''] = readme.split('\n## The commit loop\n');
    const [, diagram = ''] = /```mermaid\nstateDiagram-v2\n([^`]+)```/.exec(chapter) ?? [];
    const lines = diagram.trimEnd().split('\n');
    const drawn = lines.map((line) => /^ {2}(\S+) --> (\w+|\[\*\])(?:: .+)?$/.exec(line)?.slice(1) ?? [line]);
    const marks = drawn.filter((ends) => ends.includes('[*]')).map((ends) => ends.join(' '));
    expect(marks).toEqual(['[*] idle', 'stopped [*]', 'broken [*]']);
    expect(drawn.flatMap((ends) => (ends.includes('[*]') ? [] : [ends.join(' ')])).sort()).toEqual(edges());
  });
});

describe('[design] a move that the table does not have', () => {
  test('throws, and the loop stays where it is', () => {
    const loop = new CommitLoopState();
    expect(() => loop.to('committing')).toThrow(ImpossibleTransition);
    expect(loop.phase).toBe('idle');
    loop.to('stopped');
    expect(() => loop.to('gathering')).toThrow(/from stopped to gathering/);
  });

  test('stops the log before anything is written: everybody is let go, and the fault is reported', async () => {
    const stall = await Stall.open();
    const { seq } = await stall.head();
    const walk = watch(stall.seat);
    // As if the loop had begun to commit without having decided.
    meddle = (loop, phase) => phase === 'deciding' && loop.to('committing');
    const sent = [0, 1].map((n) => stall.send(stall.add(n)));
    await turns();
    expect((await Promise.all(sent)).map(codeOf)).toEqual(['UNAVAILABLE', 'UNAVAILABLE']);
    expect(walk.at(-1)).toBe('broken');
    expect(stall.seat.faults).toEqual([
      "engine: Error: The commit loop can't go from committing to committing.",
    ]);
    expect((await stall.head()).seq).toBe(seq);
    expect(codeOf(await stall.send(stall.add(2)))).toBe('UNAVAILABLE');
    await expect(stall.engine.read((state) => state.seq)).rejects.toThrow(/broke down/);
    await stall.restarts();
    meddle = () => {};
    expect(codeOf(await stall.send(stall.add(3)))).toBe('accepted');
  });
});

function edgesOf(walk: readonly string[]): string[] {
  return walk.slice(1).map((phase, at) => `${walk[at]} ${phase}`);
}

/** Every edge of the table, sorted. */
function edges(): string[] {
  return Object.entries(TRANSITIONS)
    .flatMap(([phase, next]) => next.map((to) => `${phase} ${to}`))
    .sort();
}
