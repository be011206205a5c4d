import { afterEach, expect, test } from 'vitest';
import { openHub } from '../../server/adapters/bus/in-process.ts';
import { ask, type House, hello, openHouse, until } from './house.ts';

let house: House;
afterEach(() => house.close());

test('[C34] a server that is told to stop answers what it has taken, takes no more, and says goodbye', async () => {
  house = await openHouse();
  const socket = await house.viewer();
  await ask(socket, 'hello', hello());
  const goodbyes: string[] = [];
  socket.on('bye', (reason: string) => goodbyes.push(reason));
  let open = () => {};
  house.market.holdBack(
    new Promise((resolve) => {
      open = resolve;
    }),
  );
  const add = (key: string) =>
    ask(socket, 'cart:add', { key, itemNumber: 1, units: 1, seenPriceMinor: 2_990 });
  const first = add('0190a000-0000-7000-8000-0000000000c1');
  await until(() => house.gateway.traffic.inside > 0);
  const closing = house.gateway.close();
  expect(await add('0190a000-0000-7000-8000-0000000000c2')).toMatchObject({
    ok: false,
    code: 'UNAVAILABLE',
    retryable: true,
  });
  const health = await fetch(`${house.url}/readyz`);
  expect(health.status).toBe(503);
  // Nor is it one of those who still show the page while no server can write.
  expect((await fetch(`${house.url}/readyz?exclude=store`)).status).toBe(503);
  expect(goodbyes).toEqual([]);
  open();
  expect(await first).toMatchObject({ ok: true });
  await closing;
  await until(() => goodbyes.length > 0);
  expect(goodbyes).toEqual(['DRAIN']);
});

test('[X84] a session that ended at another node ends its sockets here within a second', async () => {
  const hub = openHub();
  house = await openHouse({ bus: hub.join() });
  const elsewhere = hub.join();
  const { token, tokenHash } = await house.session();
  const socket = await house.connect('console', token);
  const goodbyes: string[] = [];
  socket.on('bye', (reason: string) => goodbyes.push(reason));
  elsewhere.publish({ kind: 'session_ended', sessionHash: tokenHash });
  await until(() => goodbyes.length > 0, 1_000);
  expect(goodbyes).toEqual(['SESSION_ENDED']);
});
