import { afterEach, expect, test } from 'vitest';
import { openMediasoup } from '../../server/adapters/mediasoup/open.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { until } from '../builders/until.ts';
import { type DirectMedia, directMedia, plainSink, play } from './direct-media.ts';
import { MediaHouse } from './media-house.ts';
import { opus, phone } from './rtp.ts';

const closers: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const closer of closers.splice(0).reverse()) await closer();
});

async function houseOn(media: DirectMedia) {
  const house = await MediaHouse.open(media);
  closers.push(() => house.close());
  return house;
}

/** A host on the air with a microphone that really sends. */
async function onAir(house: MediaHouse, media: DirectMedia) {
  await house.goesLive();
  const desk = await house.console();
  const { line } = await desk.get('media:open', { label: 'laptop', takeOver: false });
  const { sourceId } = await desk.get('media:produce', {
    ...{ lineId: line!.id, name: 'microphone', kind: 'audio' },
    rtp: opus(1),
  });
  const sending = play(media.producers.at(-1)!, 1);
  closers.push(() => sending.stop());
  return { desk, sourceId };
}

test('what a host sends arrives at everybody who receives it', async () => {
  const media = directMedia();
  const house = await houseOn(media);
  const { sourceId } = await onAir(house, media);
  const [home] = media.routers.values();
  const sinks = await Promise.all([plainSink(home!, sourceId), plainSink(home!, sourceId)]);
  closers.push(() => sinks.forEach((sink) => void sink.close()));
  await until(() => sinks.every(({ packets }) => packets >= 25));
});

test('viewers beyond what one worker carries are served by the next, and its packets reach them', async () => {
  const media = directMedia({ consumersPerWorker: 2 });
  const house = await houseOn(media);
  const { sourceId } = await onAir(house, media);
  const watch = async () => {
    const viewer = await house.viewer();
    await viewer.get('media:watch', {});
    return viewer.no('media:consume', { sourceId, rtp: phone });
  };
  for (let n = 0; n < 4; n += 1) expect(await watch()).toBe('granted');
  expect(media.load()).toMatchObject({ workers: 2, consumers: 4, stages: 1 });
  expect(media.routers.size).toBe(2);
  const last = await house.viewer();
  expect(await last.no('media:watch', {})).toBe('UNAVAILABLE');
  const branch = [...media.routers.values()].at(-1)!;
  const sink = await plainSink(branch, media.consumers.at(-1)!.producerId);
  closers.push(() => sink.close());
  await until(() => sink.packets >= 25);
});

test('streams are spread over the workers', async () => {
  const media = directMedia();
  const house = await houseOn(media);
  await onAir(house, media);
  const viewer = await house.viewer();
  await viewer.get('media:watch', {});
  const [sourceId] = media.producers.map(({ id }) => id);
  await viewer.get('media:consume', { sourceId: sourceId!, rtp: phone });
  const made = await house.app.application.createStream(house.host, {
    ...{ key: systemIds.next(), title: 'Second', scheduledAtMs: Date.now(), currency: 'CNY' },
    ...{ holdPolicy: 'hold', payments: ['cash_on_delivery'] },
  });
  if (!made.ok) throw new Error(made.code);
  const other = await house.console(house.host, made.stream.slug);
  await other.get('media:open', { label: 'x', takeOver: false });
  expect(media.load()).toMatchObject({ workers: 2, stages: 2 });
});

test('a worker that dies takes its lines along: everybody is told to rejoin, and can; nothing else notices', async () => {
  const media = directMedia();
  const house = await houseOn(media);
  const { desk, sourceId } = await onAir(house, media);
  const viewer = await house.viewer();
  await viewer.get('media:watch', {});
  await viewer.get('media:consume', { sourceId, rtp: phone });
  const sleeper = await house.viewer();
  const [worker] = media.workers;
  process.kill(worker!.pid, 'SIGKILL');
  await until(() => viewer.told.rejoins === 1 && desk.told.rejoins === 1);
  await until(() => viewer.onAir.length === 0 && desk.told.media.at(-1)?.broadcaster === null);
  expect(sleeper.told.rejoins).toBe(0);
  expect(viewer.socket.connected).toBe(true);
  expect(await house.status()).toBe('LIVE');
  expect(media.status()).toEqual({ isAvailable: true });

  const { line } = await desk.get('media:open', { label: 'laptop', takeOver: false });
  const again = await desk.get('media:produce', {
    ...{ lineId: line!.id, name: 'microphone', kind: 'audio' },
    rtp: opus(2),
  });
  await until(() => viewer.onAir.includes('microphone'));
  await viewer.get('media:capabilities', {});
  await viewer.get('media:watch', {});
  await viewer.get('media:consume', { sourceId: again.sourceId, rtp: phone });
  expect(media.load()).toMatchObject({ workersDied: 1, workers: 1, stages: 1, lines: 2, consumers: 1 });
});

test('of two workers the death of one touches only those it served', async () => {
  const media = directMedia({ consumersPerWorker: 1 });
  const house = await houseOn(media);
  const { sourceId, desk } = await onAir(house, media);
  const [atHome, elsewhere] = [await house.viewer(), await house.viewer()];
  for (const viewer of [atHome, elsewhere]) {
    await viewer.get('media:watch', {});
    await viewer.get('media:consume', { sourceId, rtp: phone });
  }
  const branch = [...media.workers].at(-1)!;
  process.kill(branch.pid, 'SIGKILL');
  await until(() => elsewhere.told.rejoins === 1);
  await elsewhere.get('media:watch', {});
  await elsewhere.get('media:consume', { sourceId, rtp: phone });
  expect([atHome.told.rejoins, desk.told.rejoins]).toEqual([0, 0]);
});

test('a port that is taken is said, by name, and tried again later', async () => {
  const first = openMediasoup(listening(0));
  closers.push(() => first.close());
  const sfuRoom = await first.openSfuRoom(() => {});
  const { end } = await sfuRoom.openTransport('watch', () => {});
  const port = end.iceCandidates.find(({ protocol }) => protocol === 'udp')!.port;
  const notes: string[] = [];
  const second = openMediasoup({ ...listening(port), onNote: (note) => notes.push(note) });
  closers.push(() => second.close());
  let changes = 0;
  second.onStatus(() => {
    changes += 1;
  });
  await expect(second.openSfuRoom(() => {})).rejects.toThrow(/could not be started/);
  expect(second.status()).toMatchObject({
    isAvailable: false,
    why: 'not_starting',
    said: expect.stringContaining('started'),
  });
  expect([changes, notes]).toEqual([1, ['live video is unavailable']]);
});

test('media leaves from the port that was asked for, over UDP and TCP, under the announced address', async () => {
  // Below the ports that systems give out by themselves.
  const port = 20_000 + (process.pid % 10_000);
  const media = openMediasoup({ ...listening(port), announcedAddress: 'media.market.example' });
  closers.push(() => media.close());
  const sfuRoom = await media.openSfuRoom(() => {});
  const { iceCandidates, iceParameters } = (await sfuRoom.openTransport('watch', () => {})).end;
  const heard = iceCandidates.map(({ protocol, port, address }) => ({ protocol, port, address }));
  const address = 'media.market.example';
  expect(heard).toContainEqual({ protocol: 'udp', port, address });
  expect(heard).toContainEqual({ protocol: 'tcp', port, address });
  expect(iceParameters.iceLite).toBe(true);
});

function listening(port: number): Parameters<typeof openMediasoup>[0] {
  return { listenIp: '127.0.0.1', announcedAddress: null, port, maxWorkers: 1, onNote: () => {} };
}
