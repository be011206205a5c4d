import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Publication } from '../../server/ports/publication.ts';
import { accepted, MarketHouse, newGround } from '../builders/engine-house.ts';
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
  const seen = async () => [...(await house.app.application.floorsSeen(helper, null))];
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
  expect([...(await house.app.application.floorsSeen(helper, null))]).toEqual([product.productId]);
  expect(woken).not.toHaveBeenCalled();
  vi.spyOn(engines, 'awakeEngines').mockReturnValue([]);
  expect([...(await house.app.application.floorsSeen(helper, null))]).toEqual([]);
  expect([...(await house.app.application.floorsSeen(helper, others[0]!.streamId))]).toEqual([]);
  expect([...(await house.app.application.floorsSeen(helper, stream.streamId))]).toEqual([product.productId]);
  expect(woken.mock.calls).toEqual([[others[0]!.streamId], [stream.streamId]]);
});
