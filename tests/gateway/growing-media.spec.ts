import { expect, test } from 'vitest';
import { GrowingMedia } from '../../server/gateway/rooms/growing-media.ts';
import type { ConsoleMediaView, MediaSource } from '../../shared/contract/media.ts';
import { TestClock } from '../builders/engine-clock.ts';

const source: MediaSource = {
  sourceId: '0190a000-0000-7000-a000-000000000001',
  name: 'camera',
  kind: 'video',
  layers: 3,
  isMuted: false,
};

/** A stream with a camera on the air. */
function aView(of: { isRecorded?: boolean; isOnAir?: boolean; keptMs?: number; servers?: number }) {
  const { isRecorded = false, isOnAir = true, keptMs = 0, servers = 0 } = of;
  const view: ConsoleMediaView = {
    ...{ isAvailable: true, sources: isOnAir ? [source] : [], playback: null },
    ...{ reason: null, broadcaster: null, ingestKeySinceMs: null, hlsReason: null },
    recording: { isOn: isRecorded, sinceMs: null, keptMs, keptBytes: keptMs * 100, problem: null },
    piped: { servers, viewers: servers * 10 },
  };
  return view;
}

async function tellsOf(views: Record<string, ConsoleMediaView>) {
  const clock = new TestClock(1_000_000);
  const told: [streamId: string, keptMs: number][] = [];
  const growing = new GrowingMedia({
    clock,
    // Two consoles of one stream.
    streams: () => [...Object.keys(views), ...Object.keys(views)],
    view: async (streamId) => views[streamId] ?? null,
    tell: (streamId, { recording }) => void told.push([streamId, recording.keptMs]),
    onFault: (fault) => {
      throw fault;
    },
  });
  return {
    told,
    growing,
    async pass(ms: number) {
      clock.passes(ms);
      for (let turns = 0; turns < 50; turns += 1) await Promise.resolve();
    },
  };
}

test('[S7] consoles are told every ten seconds how much is recorded by now', async () => {
  const views = { day: aView({ isRecorded: true, keptMs: 2_000 }) };
  const { told, pass, growing } = await tellsOf(views);
  await pass(9_999);
  expect(told).toEqual([]);
  await pass(1);
  expect(told).toEqual([['day', 2_000]]);
  views.day = aView({ isRecorded: true, keptMs: 12_000 });
  await pass(10_000);
  expect(told).toEqual([
    ['day', 2_000],
    ['day', 12_000],
  ]);
  growing.close();
  await pass(60_000);
  expect(told).toHaveLength(2);
});

test('of what does not grow by itself nothing is told again', async () => {
  const { told, pass } = await tellsOf({
    still: aView({}),
    waiting: aView({ isRecorded: true, isOnAir: false, keptMs: 5_000 }),
    piped: aView({ servers: 1 }),
  });
  await pass(10_000);
  expect(told).toEqual([['piped', 0]]);
});
