import { afterEach, expect, test } from 'vitest';
import type { ViewerCounter } from '../../server/ports/viewer-counter.ts';
import { until } from '../builders/until.ts';

/** Longest until everybody knows of a change (the port promises about two seconds, a busy machine takes its time). */
export const KNOWN_MS = 5_000;

/** What every count of viewers does. `open` gives the crowd of another node each time. */
export function crowdSuite(open: () => Promise<ViewerCounter>): void {
  const crowds: ViewerCounter[] = [];
  let streams = 0;
  const aStream = () => {
    streams += 1;
    return `stream-of-suite-${streams}`;
  };
  const join = async () => {
    const crowd = await open();
    crowds.push(crowd);
    return crowd;
  };
  afterEach(async () => {
    await Promise.all(crowds.splice(0).map((crowd) => crowd.close()));
  });

  test('distinct viewers are counted, each once, and each leaves once', async () => {
    const crowd = await join();
    const stream = aStream();
    expect(crowd.viewers(stream)).toBe(0);
    for (const viewer of ['a', 'b', 'c', 'a']) crowd.enter(stream, viewer);
    expect(crowd.viewers(stream)).toBe(3);
    crowd.leave(stream, 'a');
    crowd.leave(stream, 'a');
    crowd.leave(stream, 'nobody');
    await until(() => crowd.viewers(stream) === 2, KNOWN_MS);
    for (const viewer of ['b', 'c']) crowd.leave(stream, viewer);
    await until(() => crowd.viewers(stream) === 0, KNOWN_MS);
  });

  test('streams are counted apart', async () => {
    const crowd = await join();
    const [first, second] = [aStream(), aStream()];
    crowd.enter(first, 'a');
    crowd.enter(second, 'a');
    crowd.enter(second, 'b');
    expect([crowd.viewers(first), crowd.viewers(second)]).toEqual([1, 2]);
  });

  test('a count is never less than who is here, however fast they come', async () => {
    const crowd = await join();
    const stream = aStream();
    for (let viewer = 1; viewer <= 2_000; viewer += 1) {
      crowd.enter(stream, `viewer-${viewer}`);
      if (viewer % 100 === 0) expect(crowd.viewers(stream)).toBeGreaterThanOrEqual(viewer);
    }
    expect(crowd.viewers(stream)).toBe(2_000);
  });
}
