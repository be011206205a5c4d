import { beforeEach, describe, expect, test } from 'vitest';
import { openMediasoup } from '../../server/adapters/mediasoup/open.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { until } from '../builders/until.ts';
import { type DirectMedia, directMedia } from './direct-media.ts';
import { type End, MediaHouse } from './media-house.ts';
import { dtls, opus, phone, vp8 } from './rtp.ts';

let media: DirectMedia;
let house: MediaHouse;

beforeEach(async () => {
  media = directMedia();
  house = await MediaHouse.open(media);
  return () => house.close();
});

/** A console that broadcasts a microphone and a camera. */
async function broadcast(label = 'laptop', takeOver = false): Promise<End & { line: string }> {
  const end = await house.console();
  const { line } = await end.get('media:open', { label, takeOver });
  return Object.assign(end, { line: line!.id });
}

async function produce(end: End & { line: string }, name: 'microphone' | 'camera' | 'screen', ssrc: number) {
  const kind = name === 'microphone' ? 'audio' : 'video';
  const rtp = kind === 'audio' ? opus(ssrc) : vp8(ssrc);
  return (await end.get('media:produce', { lineId: end.line, name, kind, rtp })).sourceId;
}

describe('watching', () => {
  test('a viewer is told what is on the air and receives it, paused at first', async () => {
    const desk = await broadcast();
    const camera = await produce(desk, 'camera', 1);
    await house.goesLive();
    const viewer = await house.viewer();
    await until(() => viewer.onAir.includes('camera'));
    const { rtp, media: view } = await viewer.get('media:capabilities', {});
    expect(rtp.codecs?.map(({ mimeType }) => mimeType)).toContain('video/VP8');
    expect(view.sources).toEqual([
      { sourceId: camera, name: 'camera', kind: 'video', layers: 1, isMuted: false },
    ]);
    const { line } = await viewer.get('media:watch', {});
    expect(line.iceCandidates.map(({ protocol }) => protocol).sort()).toEqual(['tcp', 'udp']);
    await viewer.get('media:connect', { lineId: line.id, dtls });
    const got = await viewer.get('media:consume', { sourceId: camera, rtp: phone });
    expect(got).toMatchObject({ sourceId: camera, kind: 'video', layers: 1, isMuted: false });
    expect(media.consumers.at(-1)).toMatchObject({ id: got.consumerId, paused: true });
    await viewer.get('media:resume', { consumerId: got.consumerId });
    expect(media.consumers.at(-1)!.paused).toBe(false);
    await viewer.get('media:pause', { consumerId: got.consumerId });
    expect(media.consumers.at(-1)!.paused).toBe(true);
    const { ice } = await viewer.get('media:restart', { lineId: line.id });
    expect(ice.usernameFragment).not.toBe(line.iceParameters.usernameFragment);
  });

  test('layers of simulcast can be chosen', async () => {
    const desk = await broadcast();
    await house.goesLive();
    const { sourceId } = await desk.get('media:produce', {
      ...{ lineId: desk.line, name: 'camera', kind: 'video' },
      rtp: vp8(1, 2, 3),
    });
    const viewer = await house.viewer();
    await viewer.get('media:watch', {});
    const { consumerId, layers } = await viewer.get('media:consume', { sourceId, rtp: phone });
    expect(layers).toBe(3);
    await viewer.get('media:prefer', { consumerId, layer: 0 });
    expect(media.consumers.at(-1)!.preferredLayers).toMatchObject({ spatialLayer: 0 });
  });

  test('before the stream is on only staff see the picture; viewers do when it goes live', async () => {
    const viewer = await house.viewer();
    const desk = await broadcast();
    const sourceId = await produce(desk, 'camera', 1);
    await viewer.get('media:watch', {});
    expect((await viewer.get('media:capabilities', {})).media.sources).toEqual([]);
    expect(await viewer.no('media:consume', { sourceId, rtp: phone })).toBe('STREAM_NOT_LIVE');
    const helper = await house.staff('assistant');
    await house.acts('stream:grant', { staffId: helper.staffId, grants: ['pin'] });
    const second = await house.console(helper);
    expect((await second.get('media:capabilities', {})).media.sources).toHaveLength(1);
    await second.get('media:watch', {});
    await second.get('media:consume', { sourceId, rtp: phone });
    await house.goesLive();
    await until(() => viewer.onAir.includes('camera'));
    await viewer.get('media:consume', { sourceId, rtp: phone });
  });

  test('what a connection made is closed with it', async () => {
    const desk = await broadcast();
    const sourceId = await produce(desk, 'microphone', 1);
    await house.goesLive();
    const viewer = await house.viewer();
    await viewer.get('media:watch', {});
    await viewer.get('media:consume', { sourceId, rtp: phone });
    expect(media.load()).toMatchObject({ lines: 2, consumers: 1, stages: 1 });
    viewer.socket.disconnect();
    await until(() => media.load().consumers === 0 && media.load().lines === 1);
    desk.socket.disconnect();
    await until(() => media.load().lines === 0);
    await until(() => media.load().stages === 0, 10_000);
  });

  test('a line that is asked for again takes the place of the one before', async () => {
    await house.goesLive();
    const viewer = await house.viewer();
    await viewer.get('media:watch', {});
    await Promise.all([viewer.get('media:watch', {}), viewer.get('media:watch', {})]);
    expect(media.load().lines).toBe(1);
    await viewer.get('media:leave', {});
    expect(media.load().lines).toBe(0);
  });

  test('nobody holds more than six sources at once', async () => {
    const desk = await broadcast();
    const sourceId = await produce(desk, 'microphone', 1);
    await house.goesLive();
    const viewer = await house.viewer();
    await viewer.get('media:watch', {});
    for (let n = 0; n < 6; n += 1) await viewer.get('media:consume', { sourceId, rtp: phone });
    expect(await viewer.no('media:consume', { sourceId, rtp: phone })).toBe('BAD_REQUEST');
  });

  test('what does not fit is refused, and is no fault of the server', async () => {
    const desk = await broadcast();
    const sourceId = await produce(desk, 'camera', 1);
    await house.goesLive();
    const viewer = await house.viewer();
    const { line } = await viewer.get('media:watch', {});
    const deaf = { codecs: [], headerExtensions: [] };
    expect(await viewer.no('media:consume', { sourceId, rtp: deaf })).toBe('BAD_REQUEST');
    expect(await viewer.no('media:consume', { sourceId: systemIds.next(), rtp: phone })).toBe('NOT_FOUND');
    expect(await viewer.no('media:resume', { consumerId: systemIds.next() })).toBe('NOT_FOUND');
    expect(await viewer.no('media:connect', { lineId: systemIds.next(), dtls })).toBe('NOT_FOUND');
    await viewer.get('media:connect', { lineId: line.id, dtls });
    expect(await viewer.no('media:connect', { lineId: line.id, dtls })).toBe('BAD_REQUEST');
    expect(house.app.gateway.counters.faults.total).toBe(0);
  });

  test('a source that does not fit is refused likewise', async () => {
    const real = await MediaHouse.open(
      openMediasoup({
        ...{ listenIp: '127.0.0.1', announcedAddress: null, port: 0, maxWorkers: 1 },
        onNote: () => {},
      }),
    );
    try {
      const desk = await real.console();
      const { line } = await desk.get('media:open', { label: 'laptop', takeOver: false });
      const camera = { lineId: line!.id, name: 'camera', kind: 'video', rtp: vp8(1) } as const;
      await desk.get('media:produce', camera);
      // Its SSRC is taken.
      expect(await desk.no('media:produce', { ...camera, name: 'screen' })).toBe('BAD_REQUEST');
      const odd = { ...vp8(9), codecs: [{ ...vp8(9).codecs[0]!, mimeType: 'video/ODD' }] };
      expect(await desk.no('media:produce', { ...camera, rtp: odd })).toBe('BAD_REQUEST');
      expect(await desk.no('media:produce', { ...camera, kind: 'audio' })).toBe('BAD_REQUEST');
      expect(real.app.gateway.counters.faults.total).toBe(0);
    } finally {
      await real.close();
    }
  });
});

describe('[A1] broadcasting', () => {
  const ask = { label: 'x', takeOver: true };

  test('a viewer has no such command, an assistant may not, a host of another stream finds nothing', async () => {
    await house.goesLive();
    const viewer = await house.viewer();
    expect(await viewer.no('media:open', ask)).toBe('BAD_REQUEST');
    const helper = await house.staff('assistant');
    await house.acts('stream:grant', {
      staffId: helper.staffId,
      grants: ['pin', 'lineup', 'flash', 'stock'],
    });
    const second = await house.console(helper);
    expect(await second.no('media:open', ask)).toBe('FORBIDDEN');
    const stranger = await house.staff('host');
    await expect(house.console(stranger)).rejects.toThrow('NOT_FOUND');
    const operator = await house.console(await house.staff('operator'));
    await operator.get('media:open', ask);
  });

  test('it is judged on every message: a grant that is gone closes what it opened at the next one', async () => {
    const helper = await house.staff('assistant');
    await house.acts('stream:grant', { staffId: helper.staffId, grants: ['pin'] });
    const second = await house.console(helper);
    await second.get('media:watch', {});
    await house.acts('stream:grant', { staffId: helper.staffId, grants: [] });
    expect(await second.no('media:watch', {})).toBe('NOT_FOUND');
    await until(() => media.load().lines === 0);
  });

  test('one device cannot touch what another has on the air, nor send by its line', async () => {
    const desk = await broadcast();
    const sourceId = await produce(desk, 'camera', 1);
    const other = await house.console();
    expect(await other.no('media:close', { sourceId })).toBe('NOT_FOUND');
    expect(await other.no('media:mute', { sourceId, isMuted: true })).toBe('NOT_FOUND');
    const produceThere = { lineId: desk.line, name: 'screen', kind: 'video', rtp: vp8(5) } as const;
    expect(await other.no('media:produce', produceThere)).toBe('NOT_FOUND');
  });

  test('muting is told and kept; closing takes a source off the air', async () => {
    await house.goesLive();
    const desk = await broadcast();
    const viewer = await house.viewer();
    const sourceId = await produce(desk, 'microphone', 1);
    await until(() => viewer.onAir.includes('microphone'));
    await desk.get('media:mute', { sourceId, isMuted: true });
    await until(() => viewer.told.media.at(-1)?.sources[0]?.isMuted === true);
    await desk.get('media:close', { sourceId });
    await until(() => viewer.onAir.length === 0);
  });

  test('[S3] the end of the stream ends its picture, and nobody begins again', async () => {
    await house.goesLive();
    const desk = await broadcast();
    await produce(desk, 'camera', 1);
    const viewer = await house.viewer();
    await viewer.get('media:watch', {});
    await house.acts('stream:end', {});
    await until(() => media.load().lines === 0);
    expect(await desk.no('media:open', ask)).toBe('STREAM_CLOSED');
    expect(await viewer.no('media:watch', {})).toBe('STREAM_CLOSED');
  });
});

describe('a second device of the host', () => {
  test('is told who broadcasts, and takes over only when it says so', async () => {
    await house.goesLive();
    const laptop = await broadcast('laptop');
    await produce(laptop, 'camera', 1);
    const other = await house.console();
    const asked = await other.get('media:open', { label: 'phone', takeOver: false });
    expect(asked).toMatchObject({ line: null, broadcaster: { label: 'laptop', via: 'console' } });
    await until(() => laptop.told.media.at(-1)?.broadcaster !== null);
  });

  test('its camera takes the place of the first one’s without a gap; what it does not bring ends', async () => {
    await house.goesLive();
    const viewer = await house.viewer();
    const laptop = await broadcast('laptop');
    const first = await produce(laptop, 'camera', 1);
    await produce(laptop, 'microphone', 2);
    await until(() => viewer.onAir.length === 2);
    const device = await broadcast('phone', true);
    // The first one’s sources stand until the second has its own.
    expect((await device.get('media:capabilities', {})).media.sources).toHaveLength(2);
    const lateLaptop = { lineId: laptop.line, name: 'screen', kind: 'video', rtp: vp8(7) } as const;
    expect(await laptop.no('media:produce', lateLaptop)).toBe('FORBIDDEN');
    const told = viewer.told.media.length;
    const second = await produce(device, 'camera', 3);
    await until(() => viewer.told.media.at(-1)?.sources.some(({ sourceId }) => sourceId === second) === true);
    const names = viewer.told.media.slice(told).map(({ sources }) => sources.map(({ name }) => name));
    expect(names.every((all) => all.includes('camera'))).toBe(true);
    expect(media.producers.find(({ id }) => id === first)!.closed).toBe(true);
    await until(() => viewer.onAir.join() === 'camera', 10_000);
    await until(() => laptop.told.media.at(-1)?.broadcaster !== null);
    expect(laptop.told.media.at(-1)!.broadcaster).toMatchObject({ label: 'phone' });
    expect(await house.status()).toBe('LIVE');
  });
});

describe('[S1] a rehearsal', () => {
  test('has its own picture, for staff alone', async () => {
    const made = await house.app.application.rehearse(house.host, house.slug);
    if (!made.ok) throw new Error(made.code);
    const rehearsal = made.stream.slug;
    const desk = await house.console(house.host, rehearsal);
    const { line } = await desk.get('media:open', { label: 'laptop', takeOver: false });
    await desk.get('media:produce', { lineId: line!.id, name: 'camera', kind: 'video', rtp: vp8(1) });
    const real = await house.console();
    expect((await real.get('media:capabilities', {})).media.sources).toEqual([]);
    await expect(house.viewer(rehearsal)).rejects.toThrow('NOT_FOUND');
  });
});

test('a house without live video says so, and refuses nothing else', async () => {
  const plain = await MediaHouse.open(null);
  try {
    await plain.goesLive();
    const viewer = await plain.viewer();
    expect(await viewer.no('media:capabilities', {})).toBe('UNAVAILABLE');
    const desk = await plain.console();
    expect(await desk.no('media:open', { label: 'x', takeOver: false })).toBe('UNAVAILABLE');
    await until(() => desk.told.media.length > 0);
    expect(desk.told.media[0]).toMatchObject({ isAvailable: false, reason: 'switched_off' });
    const ready = await fetch(`${plain.url}/readyz`);
    expect(await ready.json()).toEqual({
      ok: true,
      store: 'available',
      media: 'unavailable (this server was started without it)',
      hls: 'unavailable (this server was started without it)',
    });
  } finally {
    await plain.close();
  }
});
