import type { Clock } from '../../../server/lib/clock.ts';
import type { Life } from './life.ts';
import type { World } from './world.ts';

/** How much later than "now" a callback that is due soon may run: who comes first among nodes is chance. */
const SOON_MS = 0.2;

/** The clock of one process: it is off by something, may be stepped, and never runs backwards (T3). */
export class NodeClock implements Clock {
  private readonly world: World;
  private readonly life: Life;
  private offsetMs: number;
  private last = 0;

  constructor(world: World, life: Life, offsetMs: number) {
    this.world = world;
    this.life = life;
    this.offsetMs = offsetMs;
  }

  nowMs(): number {
    this.last = Math.max(this.last, Math.floor(this.world.nowMs + this.offsetMs));
    return this.last;
  }

  steadyMs(): number {
    return this.nowMs();
  }

  /** Sets the clock forth or back; one that was set back stands still until it is right. */
  step(ms: number): void {
    this.offsetMs += ms;
  }

  at(atMs: number, callback: () => void): () => void {
    let callOff = () => {};
    const wait = () => {
      if (this.nowMs() >= atMs) callback();
      else callOff = this.world.at(atMs - this.offsetMs, wait, this.life);
    };
    callOff = this.world.at(Math.max(this.world.nowMs, atMs - this.offsetMs), wait, this.life);
    return () => callOff();
  }

  readonly soon = (callback: () => void): void => {
    this.world.after(this.world.chance.next() * SOON_MS, callback, this.life);
  };
}
