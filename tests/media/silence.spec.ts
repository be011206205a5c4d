import { expect, test } from 'vitest';
import { openRecordings } from '../../server/adapters/files/recordings.ts';
import { noMedia } from '../../server/adapters/no-media.ts';
import { noPackager } from '../../server/adapters/no-packager.ts';
import { mediaStarted } from '../../server/market/broadcast/media.ts';
import { LocalMedia } from '../../server/media/local-media.ts';
import { pause, until } from '../builders/until.ts';
import { directMedia, play } from './direct-media.ts';
import { MediaHouse } from './media-house.ts';
import { opus } from './rtp.ts';

test('[S2] ten seconds after the last packet the stream is interrupted, and the first one brings it back', async () => {
  const media = directMedia();
  const house = await MediaHouse.open(media);
  try {
    await house.goesLive();
    const desk = await house.console();
    const { line } = await desk.get('media:open', { label: 'laptop', takeOver: false });
    const lineId = line!.id;
    await desk.get('media:produce', { lineId, name: 'microphone', kind: 'audio', rtp: opus(1) });
    const first = play(media.producers.at(-1)!, 1);
    await until(async () => (await known(house))?.interruptsAtMs === null);
    await pause(1_500);
    first.stop();
    const silentAtMs = Date.now();
    await until(async () => (await known(house))?.interruptsAtMs !== null);
    const dueAtMs = (await known(house))!.interruptsAtMs!;
    // Packets are counted once a second.
    expect(dueAtMs - silentAtMs).toBeGreaterThan(8_900);
    expect(dueAtMs - silentAtMs).toBeLessThan(11_100);
    await until(async () => (await house.status()) === 'INTERRUPTED', 12_000);
    // The server's clock and this one may be a millisecond apart.
    expect(Date.now() + 2).toBeGreaterThanOrEqual(dueAtMs);
    const again = play(media.producers.at(-1)!, 1);
    const tookMs = await until(async () => (await house.status()) === 'LIVE', 2_000);
    expect(tookMs).toBeLessThan(1_000);
    again.stop();
  } finally {
    await house.close();
  }
});

test('[S2] a device that goes away starts the ten seconds; another that comes in time stops them', async () => {
  const media = directMedia();
  const house = await MediaHouse.open(media);
  try {
    await house.goesLive();
    const laptop = await house.console();
    const { line } = await laptop.get('media:open', { label: 'laptop', takeOver: false });
    await laptop.get('media:produce', { lineId: line!.id, name: 'microphone', kind: 'audio', rtp: opus(1) });
    play(media.producers.at(-1)!, 1);
    await until(async () => (await known(house))?.interruptsAtMs === null);
    laptop.socket.disconnect();
    await until(async () => (await known(house))?.interruptsAtMs !== null);
    const second = await house.console();
    const other = await second.get('media:open', { label: 'phone', takeOver: false });
    const rtp = opus(2);
    await second.get('media:produce', { lineId: other.line!.id, name: 'microphone', kind: 'audio', rtp });
    play(media.producers.at(-1)!, 2);
    await until(async () => (await known(house))?.interruptsAtMs === null);
    expect(await house.status()).toBe('LIVE');
  } finally {
    await house.close();
  }
});

test('[S2] a camera that is only tried before the stream says nothing to the log', async () => {
  const media = directMedia();
  const house = await MediaHouse.open(media);
  try {
    const desk = await house.console();
    const { line } = await desk.get('media:open', { label: 'laptop', takeOver: false });
    const lineId = line!.id;
    await desk.get('media:produce', { lineId, name: 'microphone', kind: 'audio', rtp: opus(1) });
    play(media.producers.at(-1)!, 1);
    await pause(1_500);
    expect(await known(house)).toBeNull();
    await house.goesLive();
    await until(async () => (await known(house))?.interruptsAtMs === null);
  } finally {
    await house.close();
  }
});

test('[S2][T6] media that flowed into a process that died is missed by the next one', async () => {
  const house = await MediaHouse.open(null);
  try {
    await house.goesLive();
    const { engines, clock } = house.app.deps;
    const engine = (await engines.stream(house.streamId))!;
    const readAtMs = clock.steadyMs();
    await engine.submit({ readAtMs, ids: [], key: null, decide: mediaStarted });
    // As the next process would: the log says that media flows, and nobody sends any.
    const media = noMedia('not here');
    const limits = { maxMs: 1, maxBytes: 1 };
    const files = {
      packager: noPackager('not here'),
      recordings: openRecordings(house.folder, 'next'),
      limits,
    };
    const { position } = house.app.application;
    const next = new LocalMedia({
      ...{ ...house.app.deps, ...files, media, position, stillEveryMs: 0, onFault: () => {} },
    });
    await next.resume();
    await until(async () => (await known(house))?.interruptsAtMs !== null);
    const { interruptsAtMs } = (await known(house))!;
    expect(interruptsAtMs! - readAtMs).toBeGreaterThanOrEqual(10_000);
    await next.close();
  } finally {
    await house.close();
  }
});

async function known(house: MediaHouse) {
  const engine = await house.app.engines.stream(house.streamId);
  return engine!.read(({ media }) => media);
}
