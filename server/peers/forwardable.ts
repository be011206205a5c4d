/**
 * A forwarded command carries its age and no time: steady times hold within one process. The deciding node dates the
 * arrival (T7). The time on the way is not counted.
 */

/** Bound of a command's age in ms; a larger one is wrong, since no client waits that long. */
export const MAX_AGE_MS = 2_000;

/** The use cases that may be forwarded: those that decide on one stream. */
export const forwardable = ['live', 'requestShows', 'orderStatus', 'console', 'payment'] as const;
export type Forwardable = (typeof forwardable)[number];

/** The index of the read time in each use case's arguments; null: none. */
const READ_AT: Record<Forwardable, number | null> = {
  live: 4,
  requestShows: 2,
  orderStatus: null,
  console: 4,
  payment: 1,
};

/** The arguments for the wire, with the command's age. */
export function withAge(use: Forwardable, args: readonly unknown[], steadyMs: number): unknown[] {
  return replaced(use, args, (readAtMs) => bounded(steadyMs - readAtMs));
}

/** The arguments for this process, with its own steady time of reading. */
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
