/**
 * A command that goes to another node says how old it is, and no time: steady times mean something in their own process
 * alone, and the node that decides makes the time of arrival (T7). The way between the two is not counted.
 */

/** Nobody waits for a command that is older: what says more is wrong. */
export const MAX_AGE_MS = 2_000;

/** What may be asked of another node: the use cases that decide something on one stream. */
export const forwardable = ['live', 'orderStatus', 'console', 'payment'] as const;
export type Forwardable = (typeof forwardable)[number];

/** Where the arguments of each say when its frame was read; a question about a key has no time. */
const READ_AT: Record<Forwardable, number | null> = { live: 4, orderStatus: null, console: 4, payment: 1 };

/** The arguments of a call as they travel, with the age of the command. */
export function withAge(use: Forwardable, args: readonly unknown[], steadyMs: number): unknown[] {
  return replaced(use, args, (readAtMs) => bounded(steadyMs - readAtMs));
}

/** The same as this process calls it, with its own steady time at which it would have read the frame. */
export function readHere(use: Forwardable, args: readonly unknown[], steadyMs: number): unknown[] {
  return replaced(use, args, (ageMs) => steadyMs - bounded(ageMs));
}

function replaced(use: Forwardable, args: readonly unknown[], by: (value: number) => number): unknown[] {
  const place = READ_AT[use];
  return place === null ? [...args] : args.with(place, by(args[place] as number));
}

function bounded(ageMs: number): number {
  return Math.round(Math.max(0, Math.min(ageMs, MAX_AGE_MS)));
}
