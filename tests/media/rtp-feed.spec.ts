import { afterEach, expect, test } from 'vitest';
import { MediaUnavailable, type Published, type RtpFeed, type Transport } from '../../server/ports/media.ts';
import { directMedia } from './direct-media.ts';
import { opus, vp8 } from './rtp.ts';

const closers: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const closer of closers.splice(0).reverse()) await closer();
});

/** Ports on which nobody listens: what is sent there is lost, which a packager's end does not change. */
const ports = [
  { kind: 'video' as const, port: 45_002 },
  { kind: 'audio' as const, port: 45_004 },
];

/** A host's camera and microphone that send nothing yet, and what feeds a packager with them. */
async function aFeed(): Promise<{ feed: RtpFeed; line: Transport; start: () => Promise<unknown> }> {
  const media = directMedia();
  closers.push(() => media.close());
  const room = await media.openSfuRoom(() => {});
  const line = await room.openTransport('broadcast', () => {});
  const sources: Published[] = [await line.publish('video', vp8(1)), await line.publish('audio', opus(2))];
  const feed = await room.openRtpFeed(sources, () => {});
  closers.push(() => feed.close());
  // What it comes to is looked at later; a no must not count as one that nobody hears.
  const start = () => feed.start(ports, () => {}).catch((error: unknown) => error);
  return { feed, line, start };
}

test('a feed that is closed while it is connected is over: that is no fault', async () => {
  const { feed, start } = await aFeed();
  const starting = start();
  feed.close();
  expect(await starting).toBeInstanceOf(MediaUnavailable);
});

test('so is one that was closed before', async () => {
  const { feed, start } = await aFeed();
  feed.close();
  expect(await start()).toBeInstanceOf(MediaUnavailable);
});

test('so is one whose host goes before the first picture has come, and nobody waits for that picture', async () => {
  const { line, start } = await aFeed();
  const starting = start();
  setTimeout(() => line.close(), 100);
  const beganAtMs = performance.now();
  expect(await starting).toBeInstanceOf(MediaUnavailable);
  expect(performance.now() - beganAtMs).toBeLessThan(2_500);
});
