import type { Window } from './windows.ts';
/** From this instant on, so many distinct viewers were connected. */
export type Step = readonly [atMs: number, present: number];
/** How much a stream was watched, for any part of it. */
export interface Watching {
    /** Viewer-seconds in windows that do not overlap. */
    secondsIn(windows: readonly Window[]): number;
}
/** @param steps in time order; before the first nobody watches, after the last its number goes on */
export declare function watchingOf(steps: readonly Step[]): Watching;
