import { SECOND } from '../../shared/values/time.ts';
import type { Window } from './windows.ts';

/** From this instant on, so many distinct viewers were connected. */
export type Step = readonly [atMs: number, present: number];

/** How much a stream was watched, for any part of it. */
export interface Watching {
  /** Viewer-seconds in windows that do not overlap. */
  secondsIn(windows: readonly Window[]): number;
}

/** @param steps in time order; before the first nobody watches, after the last its number goes on */
export function watchingOf(steps: readonly Step[]): Watching {
  const watchedBefore: number[] = [];
  let sum = 0;
  steps.forEach(([atMs], index) => {
    const before = steps[index - 1];
    if (before) sum += (atMs - before[0]) * before[1];
    watchedBefore.push(sum);
  });
  /** Viewer-ms up to an instant. */
  const until = (atMs: number): number => {
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle]![0] <= atMs) low = middle + 1;
      else high = middle;
    }
    const step = steps[low - 1];
    return step ? watchedBefore[low - 1]! + (atMs - step[0]) * step[1] : 0;
  };
  return {
    secondsIn: (windows) =>
      windows.reduce((total, { startMs, endMs }) => total + until(endMs) - until(startMs), 0) / SECOND,
  };
}
