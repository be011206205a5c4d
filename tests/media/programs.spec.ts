import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openMediasoup } from '../../server/adapters/mediasoup/open.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { Media } from '../../server/ports/media.ts';
import { until } from '../builders/until.ts';
import { MediaHouse } from './media-house.ts';
import { vp8 } from './rtp.ts';

const offer = (name: string) => readFileSync(join(import.meta.dirname, 'offers', `${name}.sdp`), 'utf8');
const FRAGMENT = 'application/trickle-ice-sdpfrag';
const candidates =
  'a=ice-ufrag:eSYT\r\na=ice-pwd:sOWc1Lz4BuAn7N7DpC2FPE\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\n';

let media: Media;
let house: MediaHouse;
let key: string;

beforeEach(async () => {
  media = openMediasoup({
    ...{ listenIp: '127.0.0.1', announcedAddress: null, port: 0, maxWorkers: 1 },
    onNote: () => {},
  });
  house = await MediaHouse.open(media);
  key = (await house.acts('stream:make-ingest-key', {})).ingestKey!;
});
afterEach(() => house.close());

async function send(
  method: string,
  path: string,
  more: { body?: string; type?: string; key?: string | null; match?: string } = {},
) {
  const bearer = more.key === undefined ? key : more.key;
  return fetch(`${house.url}${path}`, {
    method,
    headers: {
      ...(more.body !== undefined && { 'Content-Type': more.type ?? 'application/sdp' }),
      ...(bearer !== null && { Authorization: `Bearer ${bearer}` }),
      ...(more.match !== undefined && { 'If-Match': more.match }),
      'User-Agent': 'Mozilla/5.0 (OBS-Studio/31.0.0; Linux x86_64)',
    },
    ...(more.body !== undefined && { body: more.body }),
  });
}
const whip = () => `/api/v1/streams/${house.slug}/whip`;
const whep = () => `/api/v1/streams/${house.slug}/whep`;
const publish = (more = {}) => send('POST', whip(), { body: offer('obs'), ...more });

describe('WHIP', () => {
  test('[A2] a program with the key is on the air as the camera and the microphone of its host', async () => {
    await house.goesLive();
    const desk = await house.console();
    const viewer = await house.viewer();
    const answer = await publish();
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toMatch(/^application\/sdp/);
    expect(answer.headers.get('location')).toMatch(new RegExp(`^${whip()}/[\\w-]{43}$`));
    expect(answer.headers.get('etag')).toMatch(/^"[\w-]{16}"$/);
    expect(await answer.text()).toContain('a=setup:passive');
    await until(() => viewer.onAir.join() === 'camera,microphone');
    await until(() => desk.told.media.at(-1)?.sources.length === 2);
    const { broadcaster, ingestKeySinceMs } = desk.told.media.at(-1)!;
    expect(broadcaster).toMatchObject({ label: 'OBS-Studio/31.0.0', via: 'whip' });
    expect(ingestKeySinceMs).toEqual(expect.any(Number));
    expect((await send('DELETE', answer.headers.get('location')!)).status).toBe(200);
    await until(() => viewer.onAir.length === 0);
    expect((await send('DELETE', answer.headers.get('location')!)).status).toBe(404);
    expect(media.load().lines).toBe(0);
  });

  test('[A1] without the key, or with another stream’s or an older one, nothing is published', async () => {
    for (const other of [null, 'x'.repeat(43)]) {
      const answer = await publish({ key: other });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      // A program has nobody to sign in: what is wrong is its key.
      const { code, message } = await answer.json();
      expect(code).toBe('UNAUTHENTICATED');
      expect(message).toMatch(other === null ? /^No stream key/ : /^Wrong stream key/);
    }
    const nowhere = '/api/v1/streams/no-such-stream/whip';
    expect((await send('POST', nowhere, { body: offer('obs') })).status).toBe(401);
    const newer = await house.acts('stream:make-ingest-key', {});
    expect((await publish()).status).toBe(401);
    expect((await publish({ key: newer.ingestKey })).status).toBe(201);
  });

  test('a key that is revoked cuts off who broadcasts by it', async () => {
    await house.goesLive();
    const viewer = await house.viewer();
    await publish();
    await until(() => viewer.onAir.length === 2);
    await house.acts('stream:revoke-ingest-key', {});
    await until(() => viewer.onAir.length === 0);
    expect((await publish()).status).toBe(401);
  });

  test('[A1] a key is worth what its maker is: a host who is none any more is off the air, an operator’s key stays', async () => {
    await house.goesLive();
    const viewer = await house.viewer();
    await publish();
    await until(() => viewer.onAir.length === 2);
    const { directory } = house.app.deps;
    const { staffId } = house.host;
    const changes = { changeId: systemIds.next(), atMs: Date.now(), byId: 'office', staffId };
    await directory.changeStaff({ ...changes, act: { what: 'role', role: 'packer' } });
    await until(() => viewer.onAir.length === 0);
    expect((await publish()).status).toBe(401);
    // Whoever runs the stream now makes another one.
    const operator = await house.console(await house.staff('operator'));
    const { ingestKey } = await operator.get('stream:make-ingest-key', { key: systemIds.next() });
    expect((await publish({ key: ingestKey })).status).toBe(201);
    await until(() => viewer.onAir.length === 2);
    const back = { ...changes, changeId: systemIds.next() };
    await directory.changeStaff({ ...back, act: { what: 'role', role: 'host' } });
    expect((await publish()).status).toBe(401);
    expect(viewer.onAir).toHaveLength(2);
  });

  test('what is no offer, or none that can be used, is said so', async () => {
    expect((await publish({ type: 'text/plain' })).status).toBe(415);
    expect((await send('POST', whip(), { body: '' })).status).toBe(415);
    expect((await publish({ body: 'v=1' })).status).toBe(422);
    expect((await publish({ body: offer('obs').replaceAll('sendonly', 'recvonly') })).status).toBe(422);
    expect((await publish({ body: 'x'.repeat(70_000) })).status).toBe(413);
    expect(house.app.gateway.counters.faults.total).toBe(0);
    expect(media.load().lines).toBe(0);
  });

  test('candidates are taken under the session’s tag, ICE restarts under any', async () => {
    const answer = await publish();
    const location = answer.headers.get('location')!;
    const etag = answer.headers.get('etag')!;
    const patch = (match?: string, more = {}) =>
      send('PATCH', location, { body: candidates, type: FRAGMENT, ...(match && { match }), ...more });
    expect((await patch()).status).toBe(428);
    expect((await patch('"another"')).status).toBe(412);
    expect((await patch(etag)).status).toBe(204);
    expect((await patch(etag, { key: 'x'.repeat(43) })).status).toBe(401);
    expect((await patch(etag, { type: 'text/plain' })).status).toBe(415);
    const restarted = await patch('*');
    expect(restarted.status).toBe(200);
    expect(restarted.headers.get('content-type')).toMatch(FRAGMENT);
    expect(restarted.headers.get('etag')).not.toBe(etag);
    const ufrag = (text: string) => /a=ice-ufrag:(\S+)/.exec(text)![1];
    expect(ufrag(await restarted.text())).not.toBe(ufrag(await answer.text()));
    expect((await patch(etag)).status).toBe(412);
    expect((await patch(restarted.headers.get('etag')!)).status).toBe(204);
  });

  test('a program that comes back takes its own place again', async () => {
    await house.goesLive();
    const viewer = await house.viewer();
    const first = await publish();
    const second = await publish();
    expect(second.status).toBe(201);
    await until(async () => (await send('DELETE', first.headers.get('location')!)).status === 404, 10_000);
    expect(viewer.onAir).toEqual(['camera', 'microphone']);
    expect(media.load().lines).toBe(1);
  });

  test('a console takes over from a program, which does not take the camera back by trying again', async () => {
    await house.goesLive();
    const viewer = await house.viewer();
    await publish();
    const desk = await house.console();
    const asked = await desk.get('media:open', { label: 'laptop', takeOver: false });
    expect(asked).toMatchObject({ line: null, broadcaster: { via: 'whip' } });
    const { line } = await desk.get('media:open', { label: 'laptop', takeOver: true });
    await desk.get('media:produce', { lineId: line!.id, name: 'camera', kind: 'video', rtp: vp8(1) });
    const refused = await publish();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    await until(() => viewer.onAir.join() === 'camera', 10_000);
    await desk.get('media:stop', {});
    expect((await publish()).status).toBe(201);
  });

  test('[S3] a stream that has ended takes no program', async () => {
    await house.goesLive();
    const viewer = await house.viewer();
    await publish();
    await until(() => viewer.onAir.length === 2);
    await house.acts('stream:end', {});
    await until(() => media.load().lines === 0);
    expect((await publish()).status).toBe(409);
  });

  test('what it takes can be asked for', async () => {
    const answer = await send('OPTIONS', whip());
    expect([answer.status, answer.headers.get('accept-post')]).toEqual([204, 'application/sdp']);
  });
});

describe('WHEP', () => {
  const play = (more = {}) => send('POST', whep(), { body: offer('chromium-player'), key: null, ...more });

  test('a player is answered with what is on the air, under its own numbers', async () => {
    expect((await play()).status).toBe(409);
    await publish();
    expect((await play()).status).toBe(409);
    await house.goesLive();
    const answer = await play();
    expect(answer.status).toBe(201);
    const text = await answer.text();
    expect(text).toMatch(/m=audio 9 UDP\/TLS\/RTP\/SAVPF 111\r\n/);
    const number = /a=rtpmap:(\d+) H264\/90000/.exec(text)![1];
    const settings = new RegExp(`a=fmtp:${number} .*profile-level-id=42e01f`);
    expect(offer('chromium-player')).toMatch(settings);
    expect(text.match(/a=sendonly/g)).toHaveLength(2);
    expect(media.load()).toMatchObject({ lines: 2, consumers: 2 });
    const location = answer.headers.get('location')!;
    expect(location).toMatch(/\/whep\//);
    expect((await send('DELETE', location.replace('/whep/', '/whip/'))).status).toBe(404);
    expect((await send('DELETE', location, { key: null })).status).toBe(200);
    expect(media.load().lines).toBe(1);
  });

  test('when nothing is left to play its session is over', async () => {
    await house.goesLive();
    const published = await publish();
    const answer = await play();
    await send('DELETE', published.headers.get('location')!);
    await until(() => media.load().lines === 0);
    expect((await send('DELETE', answer.headers.get('location')!, { key: null })).status).toBe(404);
  });

  test('[S1] a rehearsal is not there for players', async () => {
    const made = await house.app.application.rehearse(house.host, house.slug);
    if (!made.ok) throw new Error(made.code);
    const path = `/api/v1/streams/${made.stream.slug}/whep`;
    expect((await send('POST', path, { body: offer('chromium-player'), key: null })).status).toBe(404);
  });
});
