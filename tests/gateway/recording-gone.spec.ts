import { expect, test } from 'vitest';
import { openBroadcastFiles } from '../../server/media/broadcast-files.ts';
import type { Packager } from '../../server/ports/packager.ts';
import type { RecordedPiece, Recordings } from '../../server/ports/recordings.ts';
import type { StreamRow } from '../../server/ports/rows.ts';

const HOUR = 3_600_000;
const stream = { streamId: 's-1', slug: 'potato-day', status: 'ENDED', endedAtMs: HOUR, rehearsalOf: null };
const piece: RecordedPiece = { name: '1-0.ts', atMs: 0, durationMs: 2_000, bytes: 9, run: 1 };

test('[S7] a recording that the operator removed is gone within a minute, and is read once a minute at most', async () => {
  let nowMs = 3 * HOUR;
  let pieces = [piece];
  let reads = 0;
  const files = openBroadcastFiles({
    readers: { streamBySlug: async () => stream as StreamRow },
    packager: {} as Packager,
    recordings: {
      pieces: async () => {
        reads += 1;
        return pieces;
      },
    } as unknown as Recordings,
    clock: { nowMs: () => nowMs },
    stillEveryMs: 0,
    room: () => undefined,
  });
  expect(await files.recordedPlaylist(stream.slug)).toContain('1-0.ts');
  pieces = [];
  nowMs += 59_000;
  expect(await files.recordedPlaylist(stream.slug)).toContain('1-0.ts');
  expect(reads).toBe(1);
  nowMs += 1_000;
  expect(await files.recordedPlaylist(stream.slug)).toBeNull();
  expect(await files.recorded(stream as StreamRow)).toEqual({ playlist: null, stretches: [] });
  expect(reads).toBe(2);
});
