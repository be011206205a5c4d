import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MarketHouse, newGround } from '../builders/engine-house.ts';
import { openStreet, type Street, settled } from '../builders/street.ts';

let street: Street;
let first: MarketHouse;
let second: MarketHouse;

beforeEach(async () => {
  street = await openStreet(2);
  [first, second] = street.houses as [MarketHouse, MarketHouse];
});
afterEach(() => street.close());

/** Where a stream's log stands. */
async function placeOf(house: MarketHouse, streamId: string): Promise<{ history: string; seq: number }> {
  const { history, seq } = (await house.stores.store.head(streamId))!;
  return { history, seq };
}

/** How often a node looks at the head of a stream's log, from now on. */
function looksBy(house: MarketHouse, streamId: string): () => number {
  const asked = vi.spyOn(house.store, 'head');
  return () => asked.mock.calls.filter(([logId]) => logId === streamId).length;
}

describe('[X58] what a screen says of itself is asked about, and never believed', () => {
  test('ten thousand claims within a second cost one look at the store, and one more when it is over', async () => {
    const { stream } = await first.liveStream(10);
    const { streamId } = stream;
    await second.app.application.position(streamId);
    const { history, seq } = await placeOf(first, streamId);
    const looks = looksBy(second, streamId);
    const claim = (n: number) =>
      second.app.application.readOn(streamId, { history, seq: seq + 1_000_000 + n });
    const answers = Array.from({ length: 5_000 }, (_, n) => claim(n));
    await settled();
    answers.push(...Array.from({ length: 5_000 }, (_, n) => claim(n)));
    await settled();
    expect(looks()).toBe(1);
    street.ground.clock.passes(1_000);
    await settled();
    expect(looks()).toBe(2);
    expect(new Set(await Promise.all(answers))).toEqual(new Set([false]));
    expect(await placeOf(first, streamId)).toEqual({ history, seq });
  });

  test('nobody else waits for what somebody claims: a view is read while the store is asked', async () => {
    const { stream } = await first.liveStream(10);
    const { streamId } = stream;
    await second.app.application.position(streamId);
    const { history, seq } = await placeOf(first, streamId);
    const silent = vi.spyOn(second.store, 'head').mockReturnValue(new Promise(() => {}));
    const reads = vi.spyOn(second.store, 'factsAfter');
    const refused = expect(
      second.app.application.readOn(streamId, { history, seq: seq + 1 }),
    ).rejects.toThrow();
    await settled();
    expect((await second.app.application.position(streamId))?.seq).toBe(seq);
    expect(reads).not.toHaveBeenCalled();
    street.ground.clock.passes(3_000);
    await refused;
    silent.mockRestore();
  });

  test('[INV14] a screen that another node has told more is not sent back, however often others lie', async () => {
    const { stream } = await first.liveStream(10);
    const { streamId } = stream;
    await second.app.application.position(streamId);
    await street.cutBus();
    const forged = await placeOf(first, streamId);
    const lies = second.app.application.readOn(streamId, { ...forged, seq: forged.seq + 99 });
    await settled();
    await first.takes(await first.buyer(), stream);
    const told = await placeOf(first, streamId);
    expect(told.seq).toBeGreaterThan(forged.seq);
    const honest = second.app.application.readOn(streamId, told);
    await settled();
    street.ground.clock.passes(1_000);
    expect(await honest).toBe(true);
    expect((await second.app.application.position(streamId))?.seq).toBe(told.seq);
    expect(await lies).toBe(false);
  });

  test('[INV14] the first who comes waits for nobody', async () => {
    const { stream } = await first.liveStream(10);
    const { streamId } = stream;
    await second.app.application.position(streamId);
    await street.cutBus();
    await first.takes(await first.buyer(), stream);
    const told = await placeOf(first, streamId);
    expect(await second.app.application.readOn(streamId, told)).toBe(true);
    const looks = looksBy(second, streamId);
    expect(await second.app.application.readOn(streamId, told)).toBe(true);
    expect(looks()).toBe(0);
  });

  test('a process that is alone asks nobody', async () => {
    const alone = await MarketHouse.open(newGround());
    const { stream } = await alone.liveStream(10);
    const { history, seq } = await placeOf(alone, stream.streamId);
    const looks = looksBy(alone, stream.streamId);
    const reads = vi.spyOn(alone.store, 'factsAfter');
    const claims = Array.from({ length: 1_000 }, (_, n) =>
      alone.app.application.readOn(stream.streamId, { history, seq: seq + 1 + n }),
    );
    expect(new Set(await Promise.all(claims))).toEqual(new Set([false]));
    expect(await alone.app.application.readOn(stream.streamId, { history, seq })).toBe(true);
    expect(looks()).toBe(0);
    expect(reads).not.toHaveBeenCalled();
    await alone.close();
  });
});
