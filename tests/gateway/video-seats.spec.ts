import { afterEach, expect, test } from 'vitest';
import { Cap } from '../../server/gateway/limits/cap.ts';
import type { LiveMedia } from '../../server/media/live-media.ts';
import { ask, type House, hello, openHouse, until } from './house.ts';
import { noLiveMedia } from './no-live-media.ts';

let house: House;
afterEach(() => house.close());

/** Live video that gives a line to everybody who asks: what limits them is the door. */
function openHanded() {
  const seats = { open: 0 };
  const media: LiveMedia = {
    ...noLiveMedia,
    openSession: async () => {
      seats.open += 1;
      const leave = () => {
        seats.open -= 1;
      };
      return { run: async () => ({ ok: true }), leave } as never;
    },
  };
  return { media, seats };
}

async function open(media: LiveMedia, seats = '3') {
  const environment = { TRUST_PROXY: '1', MAX_VIDEO_SEATS_PER_ADDRESS: seats };
  house = await openHouse({ media, environment });
}

async function viewer(ip: string | null) {
  const { token } = await house.guest();
  const socket = await house.connect('live', token, ip === null ? {} : { 'X-Forwarded-For': ip });
  await ask(socket, 'hello', hello());
  return socket;
}
type Viewer = Awaited<ReturnType<typeof viewer>>;
const watch = (socket: Viewer) => ask(socket, 'media:watch', {});

test('[X152] an address has a number of seats for live video; who finds none plays HLS, and another address does not notice', async () => {
  await open(openHanded().media);
  const village = await Promise.all([1, 2, 3, 4].map(() => viewer('203.0.113.7')));
  for (const each of village.slice(0, 3)) expect(await watch(each)).toMatchObject({ ok: true });
  const last = village[3]!;
  expect(await watch(last)).toMatchObject({ ok: false, code: 'UNAVAILABLE', retryable: true });
  // What it has seen of the stream and its orders are not touched.
  expect(await ask(last, 'media:capabilities', {})).toMatchObject({ ok: true });
  expect(await watch(await viewer('203.0.113.8'))).toMatchObject({ ok: true });
  expect(await watch(await viewer(null))).toMatchObject({ ok: true });
});

test('[X152] a seat is one connection’s however often it asks, and free again once it leaves, goes or moves on', async () => {
  const { media, seats } = openHanded();
  await open(media, '1');
  const [first, second] = [await viewer('203.0.113.7'), await viewer('203.0.113.7')];
  for (let n = 0; n < 3; n += 1) expect(await watch(first)).toMatchObject({ ok: true });
  expect((await watch(second)).ok).toBe(false);
  await ask(first, 'media:leave', {});
  expect((await watch(second)).ok).toBe(true);
  expect((await watch(first)).ok).toBe(false);
  // A page that says hello anew begins its picture anew.
  await ask(second, 'hello', hello({ slug: 'no-such-day' }));
  second.disconnect();
  await until(() => seats.open <= 1);
  expect((await watch(first)).ok).toBe(true);
});

test('[X152] who may not have a seat opens no session by asking for one', async () => {
  const { media, seats } = openHanded();
  await open(media, '1');
  await watch(await viewer('203.0.113.7'));
  for (let n = 0; n < 5; n += 1) await watch(await viewer('203.0.113.7'));
  expect(seats.open).toBe(1);
});

test('[X152] 0 seats are no limit', async () => {
  await open(openHanded().media, '0');
  for (let n = 0; n < 5; n += 1) expect((await watch(await viewer('203.0.113.7'))).ok).toBe(true);
});

test('places are counted by key, and given back once', () => {
  const places = new Cap(1);
  const leave = places.enter('a')!;
  expect([places.enter('a'), places.enter('b')]).toEqual([null, expect.any(Function)]);
  leave();
  expect(places.enter('a')).not.toBeNull();
  leave();
  expect(places.enter('a')).toBeNull();
  house = { close: async () => {} } as House;
});
