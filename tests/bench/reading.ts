import { pause, percentile } from './numbers.ts';
import type { OrderRun } from './open-loop.ts';

/** Reads until it is stopped, and notes how long each reading took. */
export function readAgainAndAgain(
  read: () => Promise<number>,
  restMs: number,
  took: number[],
): { stop(): Promise<void> } {
  let isOver = false;
  const reading = (async () => {
    while (!isOver) {
      took.push(await read());
      await pause(restMs);
    }
  })();
  return {
    stop: () => {
      isOver = true;
      return reading;
    },
  };
}

export function p99OfAll(runs: readonly OrderRun[]): number {
  return percentile(
    runs.flatMap(({ acksMs }) => acksMs),
    99,
  );
}

export function inWords(runs: readonly OrderRun[]): string {
  return runs.map(({ p99 }) => p99.toFixed(0)).join(', ');
}

export function taken(runs: readonly OrderRun[]): string {
  const sum = (name: 'accepted' | 'sent') => runs.reduce((all, each) => all + each[name], 0);
  return `${sum('accepted')} of ${sum('sent')}`;
}
