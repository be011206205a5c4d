import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openHub } from '../../server/adapters/bus/in-process.ts';
import { KnownBuyers } from '../../server/gateway/limits/known-buyers.ts';
import { ask, type House, hello, openHouse, until } from './house.ts';

const hub = openHub();
let house: House;
beforeAll(async () => {
  house = await openHouse({ bus: hub.join() });
});
afterAll(() => house.close());
afterEach(() => {
  vi.restoreAllMocks();
});

test('[B2] a viewer who goes while a merge is looked up is here by no network any more', async () => {
  let here = 0;
  const { came } = KnownBuyers.prototype;
  vi.spyOn(KnownBuyers.prototype, 'came').mockImplementation(function (this: KnownBuyers, ...who) {
    const leave = came.apply(this, who);
    let isHere = true;
    here += 1;
    return () => {
      leave();
      if (isHere) here -= 1;
      isHere = false;
    };
  });
  const { token, buyerId } = await house.guest();
  const socket = await house.connect('live', token);
  expect(await ask(socket, 'hello', hello())).toMatchObject({ ok: true });
  expect(here).toBe(1);
  const { identity } = house.directory;
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const lookUp = vi.spyOn(house.directory, 'identity').mockImplementation(async (guestId) => {
    await held;
    return identity(guestId);
  });
  hub.join().publish({ kind: 'guests_merged', guestIds: [buyerId] });
  await until(() => lookUp.mock.calls.length > 0);
  socket.disconnect();
  await until(() => house.gateway.counters.liveConnections === 0);
  goOn();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(here).toBe(0);
});
