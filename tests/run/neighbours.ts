import { cpus, loadavg } from 'node:os';

/** A load of this and more: times say nothing of the tests. */
const LOAD = 2;
/** Others that take so much of a core while a run rests make its times theirs. */
const CORES = 0.5;
const LOOK_MS = 300;

/** The load before a run began, by whoever began it: `.ci/run` installs first, which is load by itself. */
export const LOAD_BEFORE = 'FAIRDAY_LOAD_BEFORE';

/**
 * What others do on this machine. A run makes load by itself, so the load counts as it was before it, and then how many
 * cores are busy in the pauses between its steps: the middle one of all looks, since a step may leave something behind
 * that ends a moment later.
 */
export class Neighbours {
  readonly #loadBefore: number;
  readonly #busy: number[] = [];

  /** @param given the load before the run, if somebody has measured it */
  constructor(given = process.env[LOAD_BEFORE]) {
    this.#loadBefore = given ? Number(given) : loadavg()[0]!;
  }

  /** Looks on for a moment; called while this run does nothing. */
  async look(): Promise<void> {
    const before = coreTimes();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const after = coreTimes();
    const all = after.all - before.all;
    this.#busy.push(all > 0 ? ((all - (after.idle - before.idle)) / all) * after.cores : 0);
  }

  /** True if nobody else made the run slow. */
  isQuiet(): boolean {
    return this.#loadBefore < LOAD && this.#others() < CORES;
  }

  said(): string {
    const [load, others] = [this.#loadBefore, this.#others()].map((value) => value.toFixed(1));
    return `load before the run ${load}, cores busy with something else ${others}`;
  }

  #others(): number {
    const sorted = this.#busy.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }
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
