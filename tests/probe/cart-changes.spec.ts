import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { aTarget, send, type Target } from './target.ts';

const GUESTS = 10;
const TURNS = 90;
/** A connection has thirty commands a second of its own: the flood stays below it. */
const PAUSE_MS = 45;

describe('guests who add and remove a unit in turn', () => {
  let target: Target;
  beforeAll(async () => {
    target = await aTarget();
  });
  afterAll(() => target.close());

  it('write 60 facts of a product an hour each, and no more', async () => {
    const { slug } = await target.liveStream([500, 500]);
    const floods = Array.from({ length: GUESTS }, async () => {
      const viewer = await target.viewer(slug, (await target.guest()).token);
      const outcomes: Record<string, number> = {};
      for (let turn = 0; turn < TURNS; turn += 1) {
        const isAdd = turn % 2 === 0;
        const line = { key: systemIds.next(), itemNumber: 1, units: 1 };
        const ack = isAdd
          ? await send(viewer, 'cart:add', { ...line, seenPriceMinor: 2_990 })
          : await send(viewer, 'cart:remove', line);
        const outcome = ack.ok ? 'done' : ack.code;
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
      // The other product is not held up.
      const other = { key: systemIds.next(), itemNumber: 2, units: 1, seenPriceMinor: 2_990 };
      expect(await send(viewer, 'cart:add', other)).toMatchObject({ ok: true });
      return outcomes;
    });
    for (const outcomes of await Promise.all(floods)) {
      expect(outcomes).toEqual({ done: 60, RATE_LIMITED: TURNS - 60 });
    }
  });
});

describe('sockets of one address whose guests change, one after another', () => {
  /** A hundredth of what a server has unless somebody sets it. */
  const BOUND = 200;
  const GUESTS_OF_EACH = 4;
  const SOCKETS = 10;
  const TURNS_OF_EACH = 30;
  let target: Target;
  beforeAll(async () => {
    target = await aTarget({ MAX_CART_CHANGES_PER_ADDRESS: String(BOUND) });
  });
  afterAll(() => target.close());

  it('write what their address may, and no more', async () => {
    const { slug } = await target.liveStream([500, 500]);
    let written = 0;
    let refused = 0;
    const startMs = performance.now();
    const one = async () => {
      for (let guest = 0; guest < GUESTS_OF_EACH; guest += 1) {
        const viewer = await target.viewer(slug, (await target.guest()).token);
        for (let turn = 0; turn < TURNS_OF_EACH; turn += 1) {
          const line = { key: systemIds.next(), itemNumber: 1 + (guest % 2), units: 1 };
          const ack =
            turn % 2 === 0
              ? await send(viewer, 'cart:add', { ...line, seenPriceMinor: 2_990 })
              : await send(viewer, 'cart:remove', line);
          if (ack.ok) written += 1;
          else if (ack.code === 'RATE_LIMITED') refused += 1;
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
        viewer.disconnect();
      }
    };
    await Promise.all(Array.from({ length: SOCKETS }, one));
    const flowedIn = Math.ceil(((performance.now() - startMs) * BOUND) / 600_000);
    expect(refused).toBeGreaterThan(500);
    expect(written).toBeGreaterThan(BOUND / 2);
    expect(written).toBeLessThanOrEqual(BOUND + flowedIn);
  });
});
