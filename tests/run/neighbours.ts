import { cpus, loadavg } from 'node:os';
import { YARDSTICK } from './suite-seconds.ts';
import { measure, stolenSeconds, type Yardstick } from './yardstick.ts';

/** A load of this and more: times say nothing of the tests. */
const LOAD = 2;
/** Others that take so much of a core while a run rests make its times theirs. */
const CORES = 0.5;
const LOOK_MS = 300;
/** So much of a core that was given to somebody else, over the whole run, too. */
const STOLEN_CORES = 0.1;
/** A machine so many times slower is not the one whose seconds stand in the table; a disk varies more than a core. */
const SLOWER = { digestsMs: 1.3, syncsMs: 4 } as const satisfies Yardstick;

/** The load before a run began, by whoever began it: `.ci/run` installs first, which is load by itself. */
export const LOAD_BEFORE = 'FAIRDAY_LOAD_BEFORE';

/**
 * What others do on this machine, and how fast it is. A run makes load by itself, so the load counts as it was before it,
 * and then how many cores are busy in the pauses between its steps, and how long a fixed piece of work takes there: the
 * middle one of all looks, since a step may leave something behind that ends a moment later. What a host takes away from
 * a virtual machine counts all the time.
 */
export class Neighbours {
  readonly #loadBefore: number;
  readonly #busy: number[] = [];
  readonly #took: Yardstick[] = [];
  readonly #sinceMs = performance.now();
  readonly #stolenBefore = stolenSeconds();

  /** @param given the load before the run, if somebody has measured it */
  constructor(given = process.env[LOAD_BEFORE]) {
    this.#loadBefore = given ? Number(given) : loadavg()[0]!;
  }

  /** Looks on for a moment; called while this run does nothing. @param yardstick how this machine is measured */
  async look(yardstick: () => Yardstick = measure): Promise<void> {
    const before = coreTimes();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const after = coreTimes();
    const all = after.all - before.all;
    this.#busy.push(all > 0 ? ((all - (after.idle - before.idle)) / all) * after.cores : 0);
    this.#took.push(yardstick());
  }

  /** True if neither others nor the machine itself made the run slow. */
  isQuiet(): boolean {
    const isFast = (name: keyof Yardstick) => this.#slower(name) < SLOWER[name];
    return (
      this.#loadBefore < LOAD &&
      this.#others() < CORES &&
      this.#stolen() < STOLEN_CORES &&
      isFast('digestsMs') &&
      isFast('syncsMs')
    );
  }

  said(): string {
    const [load, others] = [this.#loadBefore, this.#others()].map((value) => value.toFixed(1));
    const [stolen, core, disk] = [this.#stolen(), this.#slower('digestsMs'), this.#slower('syncsMs')].map(
      (value) => value.toFixed(2),
    );
    return `load before the run ${load}, cores busy with something else ${others}, cores given to others ${stolen}; against the machine of the table a core takes ${core} times as long, and the disk ${disk}`;
  }

  #others(): number {
    return middle(this.#busy) ?? 0;
  }

  /** Cores that a host gave to somebody else meanwhile. */
  #stolen(): number {
    const seconds = (performance.now() - this.#sinceMs) / 1_000;
    return seconds < 1 ? 0 : (stolenSeconds() - this.#stolenBefore) / seconds;
  }

  /** How many times as long the fixed piece of work takes as where the table was measured. */
  #slower(name: keyof Yardstick): number {
    const took = middle(this.#took.map((yardstick) => yardstick[name]));
    return took === undefined ? 1 : took / YARDSTICK[name];
  }
}

function middle(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function coreTimes(): { all: number; idle: number; cores: number } {
  const cores = cpus();
  const sum = (count: (times: (typeof cores)[number]['times']) => number) =>
    cores.reduce((total, { times }) => total + count(times), 0);
  return {
    all: sum((times) => Object.values(times).reduce((total, each) => total + each, 0)),
    idle: sum(({ idle }) => idle),
    cores: cores.length,
  };
}
