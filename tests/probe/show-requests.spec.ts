import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { aTarget, send, type Target } from './target.ts';

const TAPS = 1_000;
const TABS = 4;
/** A connection has thirty commands a second of its own: the flood stays below it. */
const PAUSE_MS = 40;

describe('a device that asks a thousand times to be shown one product', () => {
  let target: Target;
  beforeAll(async () => {
    target = await aTarget();
  });
  afterAll(() => target.close());

  it('counts once, and writes one fact', async () => {
    const { slug } = await target.liveStream([50, 50]);
    const { token } = await target.guest();
    const outcomes: Record<string, number> = {};
    const places = new Set<number>();
    const startMs = performance.now();
    // Four tabs of one device.
    const tabs = await Promise.all(Array.from({ length: TABS }, () => target.viewer(slug, token)));
    const taps = tabs.map(async (tab) => {
      const answers: Promise<void>[] = [];
      for (let tap = 0; tap < TAPS / TABS; tap += 1) {
        const heard = send<{ seq: number }>(tab, 'show-request:send', { itemNumber: 2 }).then((ack) => {
          const outcome = ack.ok ? 'done' : ack.code;
          if (ack.ok) places.add(ack.seq);
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        });
        answers.push(heard);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
      await Promise.all(answers);
    });
    await Promise.all(taps);
    const { done = 0 } = outcomes;
    // Sixty at once, and as many a minute.
    expect(done).toBeGreaterThanOrEqual(60);
    expect(done).toBeLessThanOrEqual(60 + Math.ceil((performance.now() - startMs) / 1_000));
    expect(outcomes).toEqual({ done, RATE_LIMITED: TAPS - done });
    // The log grew by one fact: whatever came later found it there.
    expect(places.size).toBe(1);
    const hello = { protocol: PROTOCOL_VERSION, slug };
    expect(await send(tabs[0]!, 'hello', hello)).toMatchObject({ ok: true, me: { asksToSee: [2] } });
  });
});
