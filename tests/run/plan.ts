import { availableParallelism } from 'node:os';
import type { Suite } from './suites.ts';

/** What `npm test` is asked for: one tier, or both. */
const WANTED = ['quick', 'rest', 'all'] as const;
export type Wanted = (typeof WANTED)[number];

/** Throws if there is no such tier. */
export function wantedOf(text: string): Wanted {
  const wanted = WANTED.find((each) => each === text);
  if (wanted === undefined) throw new Error(`There is no tier ${text}.`);
  return wanted;
}

/** Suites that run at the same time, so many files of them at once. */
export interface Group {
  suites: readonly Suite[];
  lanes: number;
}

/** Pages keep a core busy each: two at a time even where there are two cores. */
const pageLanes = Math.max(2, availableParallelism() - 1);
/** Processes that are started and killed are busy four fifths of the time. */
const processLanes = pageLanes + 1;

/** Needs no build. Stores, media and the gateway wait most of the time, for clocks and networks. */
export const unbuilt: Group = {
  suites: ['rules', 'dom', 'stores', 'audit', 'gateway', 'media', 'alone'],
  lanes: pageLanes + 2,
};

/**
 * What needs a build, group after group. Interleavings and simulation only reckon, which goes well beside crash and chaos,
 * which wait. The quick tier has one file of pages, and that would keep all others waiting. Video needs quiet.
 */
export function built(wanted: Wanted): Group[] {
  const processes: Suite[] = ['interleavings', 'simulation', 'probe', 'crash', 'chaos'];
  const video: Group = { suites: ['video'], lanes: 1 };
  if (wanted === 'quick') return [{ suites: [...processes, 'pages'], lanes: processLanes }, video];
  return [{ suites: processes, lanes: processLanes }, { suites: ['pages'], lanes: pageLanes }, video];
}
