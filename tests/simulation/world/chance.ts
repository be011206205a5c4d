import { chanceAside } from './aside.ts';

/** Chance out of one seed: the same seed draws the same numbers for ever, on every machine. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) >>> 0;
    for (let i = 0; i < 4; i += 1) this.next();
  }

  /** In [0, 1), 32 bits (mulberry32). */
  next(): number {
    const aside = chanceAside();
    if (aside !== undefined && aside !== this) return aside.next();
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  happens(probability: number): boolean {
    return probability > 0 && this.next() < probability;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** Mostly near `low`, seldom near `high`: how long things take. */
  seldomLong(low: number, high: number): number {
    const drawn = this.next();
    return low + drawn * drawn * drawn * drawn * (high - low);
  }

  one<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)];
    if (found === undefined) throw new Error('Nothing to choose from.');
    return found;
  }

  /** One of the names, each as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    let left = this.next() * sumOf(weights);
    for (const name in weights) {
      left -= weights[name];
      if (left < 0) return name;
    }
    throw new Error('Nothing to choose from.');
  }

  /** Another stream of numbers, so that one part of the world can draw more without moving the others. */
  fork(): Chance {
    return new Chance(Math.floor(this.next() * 4_294_967_296));
  }
}

const sums = new WeakMap<object, number>();

function sumOf(weights: Readonly<Record<string, number>>): number {
  const known = sums.get(weights);
  if (known !== undefined) return known;
  const sum = Object.values(weights).reduce((all, weight) => all + weight, 0);
  sums.set(weights, sum);
  return sum;
}
