import { chanceAside, runAside } from './aside.ts';
import type { Chance } from './chance.ts';
import { EventQueue, type SimEvent } from './events.ts';
import type { Life } from './life.ts';
import { Story } from './story.ts';

/** Where the virtual time begins: a market day's evening, epoch ms. */
export const DAWN_MS = Date.UTC(2026, 10, 14, 12, 0, 0);
/** A world that does more than this never comes to rest: that is a violation too. */
const MAX_EVENTS = 2_000_000;

/** The world came to no rest. */
export class Restless extends Error {}

/**
 * One virtual time for everything: nodes, stores, wires, clients and faults. Between two events every promise that can
 * go on has gone on, so that an event sees a world at rest, and the same seed gives the same order of everything.
 */
export class World {
  readonly chance: Chance;
  readonly story: Story;
  private readonly queue = new EventQueue();
  private order = 0;
  private now = DAWN_MS;
  events = 0;
  /** Draws what goes on beside this world; null: nothing does. */
  aside: Chance | null = null;

  constructor(chance: Chance, keepsStory: boolean) {
    this.chance = chance;
    this.story = new Story(keepsStory, () => this.now);
  }

  /** Epoch ms with a fraction: the true time, which is the store's too. */
  get nowMs(): number {
    return this.now;
  }

  /** Plans something; returns how to call it off. */
  at(atMs: number, run: () => void, life: Life | null = null): () => void {
    const aside = chanceAside();
    const event: SimEvent = {
      atMs: Math.max(atMs, this.now),
      order: this.order,
      run: aside ? () => runAside(aside, run) : run,
      life,
      isLate: false,
      isAside: aside !== undefined,
    };
    this.order += 1;
    this.queue.push(event);
    return () => {
      event.run = nothing;
    };
  }

  /** Runs something of a log beside this world, if that log is of a chat; else as it is. */
  ofLog<T>(logId: string, run: () => T): T {
    return this.aside && logId.startsWith('chat:') ? runAside(this.aside, run) : run();
  }

  after(ms: number, run: () => void, life: Life | null = null): () => void {
    return this.at(this.now + ms, run, life);
  }

  /** Runs something in a process now, or as soon as it goes on; never if it is dead. */
  whenRunning(life: Life, run: () => void): void {
    if (life.isDead) return;
    if (life.pausedUntilMs > this.now) this.at(this.now, run, life);
    else run();
  }

  /** Ends the pause of a process, if it is in one. */
  wake(life: Life): void {
    if (life.pausedUntilMs <= this.now) return;
    life.pausedUntilMs = this.now;
    this.queue.hasten(life, this.now);
  }

  /** Resolves when so much virtual time has passed for a process, or for the world. */
  pause(ms: number, life: Life | null = null): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve, life);
    });
  }

  /** Lets time pass until a moment, or until `isDone` says so after an event. */
  runTo(untilMs: number, isDone: () => boolean = () => false): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        this.now = Math.max(this.now, untilMs);
        resolve();
      };
      const goOn = () => {
        try {
          const event = this.next(untilMs);
          if (!event) {
            end();
            return;
          }
          event.run();
          // What goes on beside the world is no moment of it.
          whenSettled(() => (!event.isAside && isDone() ? resolve() : goOn()));
        } catch (error) {
          reject(error);
        }
      };
      whenSettled(goOn);
    });
  }

  /** Takes the next event that is due by then and somebody is there for, at its time; null if there is none. */
  private next(untilMs: number): Pick<SimEvent, 'run' | 'isAside'> | null {
    for (;;) {
      const next = this.queue.first();
      if (next === undefined || next.atMs > untilMs) return null;
      this.queue.take();
      const { life, run } = next;
      if (run === nothing || life?.isDead) continue;
      if (life !== null && life.pausedUntilMs > next.atMs) {
        next.atMs = life.pausedUntilMs;
        next.isLate = true;
        this.queue.push(next);
        continue;
      }
      this.now = next.atMs;
      this.events += 1;
      if (this.events > MAX_EVENTS) throw new Restless(`More than ${MAX_EVENTS} events.`);
      return next;
    }
  }
}

function nothing(): void {
  // A called-off event.
}

const microtask = Promise.resolve();

/**
 * Goes on when no promise can go on any more. A tick that is asked for in a microtask runs only when the queue of
 * microtasks is empty, however long it grew meanwhile; a turn of the event loop would say the same at ten times the cost.
 */
function whenSettled(goOn: () => void): void {
  void microtask.then(() => process.nextTick(goOn));
}
