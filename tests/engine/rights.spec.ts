import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Publication } from '../../server/ports/publication.ts';
import type { StreamRow } from '../../server/ports/rows.ts';
import { DAY } from '../../shared/values/time.ts';
import { accepted, MarketHouse, newGround } from '../builders/engine-house.ts';
import { at } from '../builders/market.ts';
import { openStreet, settled } from '../builders/street.ts';

let house: MarketHouse;
beforeEach(async () => {
  house = await MarketHouse.open();
});
afterEach(() => house.close());

test('[A1] every node that follows a stream says whose rights on it changed, as soon as it has read so', async () => {
  const street = await openStreet(2, newGround());
  const [one, other] = street.houses as [MarketHouse, MarketHouse];
  const { stream } = await one.liveStream(10);
  await other.app.application.position(stream.streamId);
  const told: string[][] = [];
  const listen = ({ staff }: Publication) => {
    if (staff.length > 0) told.push(staff);
  };
  one.app.engines.subscribe(listen);
  other.app.engines.subscribe(listen);
  const helper = one.staff('assistant', 'Bai');
  for (const grants of [['pin'], []] as ['pin'][]) {
    accepted(await one.console(stream, 'stream:grant', { staffId: helper.staffId, grants }));
    street.ground.clock.passes(1_000);
    await settled();
    await other.app.application.position(stream.streamId);
  }
  expect(told).toEqual(Array(4).fill([helper.staffId]));
  await street.close();
});

test('[A1] an assistant knows floor price and stock of what is in the lineup of a stream that they set prices on', async () => {
  const { stream, product } = await house.liveStream(10);
  const elsewhere = await house.product(5);
  const helper = house.staff('assistant', 'Bai');
  const seen = async () => [...(await house.app.application.floorPricesSeen(helper, null))];
  const grant = async (grants: ('pin' | 'stock' | 'flash' | 'voucher')[]) =>
    accepted(await house.console(stream, 'stream:grant', { staffId: helper.staffId, grants }));
  expect(await seen()).toEqual([]);
  await grant(['pin', 'voucher']);
  expect(await seen()).toEqual([]);
  await grant(['stock']);
  expect(await seen()).toEqual([product.productId]);
  expect(await seen()).not.toContain(elsewhere.productId);
  const { items } = await house.app.application.consoleFrame(stream.streamId);
  accepted(await house.console(stream, 'lineup:remove', { itemNumber: 1, version: items[0]!.version }));
  expect(await seen()).toEqual([]);
});

test('[A1] asked for floor prices, no stream is woken but the one that is named', async () => {
  const helper = house.staff('assistant', 'Bai');
  const others: { streamId: string }[] = [];
  for (let n = 0; n < 3; n += 1) others.push((await house.liveStream(5)).stream);
  const { stream, product } = await house.liveStream(5);
  accepted(await house.console(stream, 'stream:grant', { staffId: helper.staffId, grants: ['stock'] }));
  const { engines } = house.app;
  const woken = vi.spyOn(engines, 'stream');
  expect([...(await house.app.application.floorPricesSeen(helper, null))]).toEqual([product.productId]);
  expect(woken).not.toHaveBeenCalled();
  vi.spyOn(engines, 'awakeEngines').mockReturnValue([]);
  expect([...(await house.app.application.floorPricesSeen(helper, null))]).toEqual([]);
  expect([...(await house.app.application.floorPricesSeen(helper, others[0]!.streamId))]).toEqual([]);
  expect([...(await house.app.application.floorPricesSeen(helper, stream.streamId))]).toEqual([
    product.productId,
  ]);
  expect(woken.mock.calls).toEqual([[others[0]!.streamId], [stream.streamId]]);
});

test('[A1] asked for one’s own streams, none is woken that somebody else hosted and that closed a week ago', async () => {
  const helper = house.staff('assistant', 'Bai');
  const grants = ['pin' as const];
  const held: StreamRow[] = [];
  const rowsOf = () => house.stores.readers.streams({ rehearsals: true, limit: 200 });
  for (let n = 0; n < 3; n += 1) {
    const { stream } = await house.liveStream(5);
    if (n < 2) accepted(await house.console(stream, 'stream:grant', { staffId: helper.staffId, grants }));
    if (n < 1) accepted(await house.console(stream, 'stream:end', {}));
    held.push((await rowsOf()).find(({ streamId }) => streamId === stream.streamId)!);
  }
  const [first, second, third] = held.map(({ streamId }) => streamId) as [string, string, string];
  await house.until('22:30');
  const { engines, application } = house.app;
  const own = async (actor: Parameters<typeof application.ownStreams>[0], rows?: StreamRow[]) => {
    const woken = vi.spyOn(engines, 'stream');
    const found = await application.ownStreams(actor, rows ?? (await rowsOf()));
    const asked = woken.mock.calls.map(([streamId]) => streamId);
    woken.mockRestore();
    return { own: found.map(({ streamId }) => streamId).toSorted(), asked: asked.toSorted() };
  };
  const all = [first, second, third].toSorted();
  expect((await rowsOf()).find(({ streamId }) => streamId === first)?.status).toBe('CLOSED');
  expect(await own(helper)).toEqual({ own: [first, second].toSorted(), asked: all });
  // Whose a stream is stands in its row.
  expect(await own(house.host)).toEqual({ own: all, asked: [] });
  expect(await own(house.staff('operator', 'Office'))).toEqual({ own: all, asked: [] });
  expect(await own(house.staff('packer', 'Pack'))).toEqual({ own: [], asked: [] });

  const weekLater = (await rowsOf()).map((row) =>
    row.closedAtMs === null ? row : { ...row, closedAtMs: row.closedAtMs - 7 * DAY },
  );
  const open = [second, third].toSorted();
  expect(await own(helper, weekLater)).toEqual({ own: [second], asked: open });
  const cancelled = weekLater.map((row) =>
    row.streamId === first ? { ...row, status: 'CANCELLED' as const, closedAtMs: null } : row,
  );
  expect(await own(helper, cancelled)).toEqual({ own: [second], asked: open });
  // A market with many evenings behind it: the newest twenty are asked.
  const closed = (await rowsOf()).find(({ streamId }) => streamId === first)!;
  expect((await own(helper, Array(50).fill(closed))).asked).toHaveLength(20);
});

test('[A1] a no for want of a right is marked for the door, with whoever decided it; no other no is', async () => {
  const { stream } = await house.liveStream(5);
  const { application } = house.app;
  const helper = house.staff('assistant', 'Bai');
  const stranger = house.staff('host', 'Zhao');
  accepted(await house.console(stream, 'stream:grant', { staffId: helper.staffId, grants: ['pin'] }));
  const pause = (actor = house.host) => house.console(stream, 'stock:stop', { itemNumber: 9 }, actor);
  expect(await pause(stranger)).toMatchObject({ ok: false, code: 'NOT_FOUND', lacksRight: true });
  expect(await pause(helper)).toMatchObject({ ok: false, code: 'FORBIDDEN', lacksRight: true });
  const no = await pause();
  expect(no.ok).toBe(false);
  expect(no).not.toHaveProperty('lacksRight');
  // Taken away between the first look and the decision.
  const request = { key: house.ids.next(), itemNumber: 1, version: 0 };
  const revoked = house.console(stream, 'stream:grant', { staffId: helper.staffId, grants: [] });
  const late = application.console(helper, stream.streamId, 'lineup:pin', request, house.clock.nowMs());
  accepted(await revoked);
  expect(await late).toMatchObject({ ok: false, code: 'NOT_FOUND', lacksRight: true });
});

test('[A1] what no log decides is judged by the same rights', async () => {
  const { stream } = await house.liveStream(5);
  const { application } = house.app;
  const helper = house.staff('assistant', 'Bai');
  accepted(await house.console(stream, 'stream:grant', { staffId: helper.staffId, grants: ['pin'] }));
  const why = (actor = house.host, streamId = stream.streamId) =>
    Promise.all((['any', 'host'] as const).map((right) => application.whyMayNot(actor, streamId, right)));
  expect(await why()).toEqual([null, null]);
  expect(await why(helper)).toEqual([null, { code: 'FORBIDDEN' }]);
  const unseen = [{ code: 'NOT_FOUND' }, { code: 'NOT_FOUND' }];
  expect(await why(house.staff('host', 'Zhao'))).toEqual(unseen);
  expect(await why(house.host, house.ids.next())).toEqual(unseen);
});

test('[A1] that a price is below the floor is told to all staff, the floor to who sees floor prices', async () => {
  const product = {
    key: house.ids.next(),
    name: 'Potato',
    producer: 'Ma',
    priceMinor: 2_000,
    floorMinor: 1_700,
  };
  const { application } = house.app;
  const made = await application.createProduct(house.host, {
    ...product,
    currency: 'CNY',
    warehouseUnits: 9,
  });
  const { productId } = accepted(made).product;
  const stream = await house.stream();
  accepted(await house.console(stream, 'lineup:add', { productId, units: 9 }));
  const scope = { kind: 'items' as const, itemNumbers: [1] };
  const voucher = { off: { kind: 'amount' as const, offMinor: 301 }, fromMinor: 0, scope };
  const bounds = { startsAtMs: null, endsAtMs: at('21:00'), cap: 1, perBuyerCap: 1 };
  for (const [grants, floorMinor] of [
    [['voucher'], undefined],
    [['voucher', 'stock'], 1_700],
  ] as ['voucher'[], number | undefined][]) {
    const helper = house.staff('assistant', 'Bai');
    accepted(await house.console(stream, 'stream:grant', { staffId: helper.staffId, grants }));
    const asked = { ...voucher, ...bounds, fundedBy: 'producer' as const };
    const no = await house.console(stream, 'voucher:create', asked, helper);
    expect(no).toMatchObject({ ok: false, code: 'CONSENT_MISSING', itemNumber: 1 });
    expect('floorMinor' in no ? no.floorMinor : undefined).toBe(floorMinor);
  }
});
