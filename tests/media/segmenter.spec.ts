import { beforeEach, describe, expect, test } from 'vitest';
import type { OnAir } from '../../server/media/broadcast.ts';
import { writeRecordedPlaylist } from '../../server/media/playlist.ts';
import { Segmenter, type SegmenterDeps, UNWATCHED_MS } from '../../server/media/segmenter.ts';
import type { Published, RtpFeed, SfuRoom } from '../../server/ports/media.ts';
import type { PackagingJob } from '../../server/ports/packager.ts';
import { PackagerUnavailable } from '../../server/ports/packager.ts';
import { type RecordedPiece, RecordingFailed } from '../../server/ports/recordings.ts';
import type { RecordingProblem } from '../../shared/contract/media.ts';
import { TestClock } from '../builders/engine-clock.ts';
import { settled } from '../builders/street.ts';

const START_MS = 1_800_000_000_000;

let clock: TestClock;
let jobs: (PackagingJob & { isOver: boolean })[];
let sources: OnAir[];
let isRecording: boolean;
let room: number;
let kept: RecordedPiece[];
let diskFails: boolean;
let problems: RecordingProblem[];
let onStart: () => void;
/** Says that what is cut began so many ms earlier. */
let corrects: (byMs: number) => void;
let segmenter: Segmenter;

function aSource(name: 'camera' | 'microphone' | 'screen', sourceId: string, isMuted = false): OnAir {
  const kind = name === 'microphone' ? 'audio' : 'video';
  const source = { sourceId, kind, isMuted } as Published;
  return { name, source, by: { seatId: 's', label: 'x', via: 'console', end: () => {} } };
}

/** Lets time pass in steps, so that what one timer begins the next one finds. */
async function passes(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 500) {
    clock.passes(Math.min(500, left));
    await settled();
  }
}

const running = () => jobs.filter(({ isOver }) => !isOver);
let cut = 0;
function cuts(job: PackagingJob): void {
  const name = String(cut).padStart(6, '0');
  job.onPiece({ file: `${job.folder}/${name}.ts`, fromMs: cut * 2_000, durationMs: 2_000 });
  cut += 1;
}

beforeEach(() => {
  clock = new TestClock(START_MS);
  [jobs, kept, problems, cut] = [[], [], [], 0];
  [isRecording, diskFails, room] = [false, false, 9];
  onStart = () => {};
  sources = [aSource('camera', 'c1'), aSource('microphone', 'm1')];
  const start = async (_: unknown, onEarlier: (byMs: number) => void) => {
    onStart();
    corrects = onEarlier;
    return 0;
  };
  const feed = { tracks: [], start, close: () => {} } as unknown as RtpFeed;
  const deps: SegmenterDeps = {
    packager: {
      status: () => ({ isAvailable: true }),
      load: () => ({ running: running().length, failed: 0 }),
      start(job) {
        if (running().length >= room) throw new PackagerUnavailable('full');
        const started = { ...job, isOver: false };
        jobs.push(started);
        return {
          ready: async () => [],
          async stop() {
            if (started.isOver) return;
            cuts(started);
            started.isOver = true;
            job.onEnd('');
          },
        };
      },
      close: async () => {},
    },
    recordings: {
      pieces: async () => kept,
      async keep(_, __, piece) {
        if (diskFails) throw new RecordingFailed('full');
        const made = { ...piece, bytes: 1_000 };
        kept.push(made);
        return made;
      },
      fileOf: () => null,
      read: async () => Buffer.alloc(0),
      makeFolder: async () => `/live/run-${jobs.length}`,
      discard: async () => {},
    },
    clock,
    limits: { maxMs: 10_000, maxBytes: 1_000_000 },
    sfuRoom: async () => ({ openRtpFeed: async () => feed }) as unknown as SfuRoom,
    sources: () => sources,
    isRecording: () => isRecording,
    onProblem(problem) {
      problems.push(problem);
      isRecording = false;
      segmenter.changed();
    },
    onFault(error) {
      throw error;
    },
  };
  segmenter = new Segmenter('stream', deps);
});

describe('[S7] a broadcast is cut', () => {
  test('while somebody plays it, and half a minute longer', async () => {
    segmenter.changed();
    await passes(5_000);
    expect(jobs).toEqual([]);
    const asked = segmenter.playlist();
    await settled();
    expect(running()).toHaveLength(1);
    cuts(running()[0]!);
    expect(await asked).toContain(`${START_MS + 5_000}-000000.ts`);
    await passes(UNWATCHED_MS - 1_000);
    await segmenter.playlist();
    await passes(UNWATCHED_MS - 1_000);
    expect(running()).toHaveLength(1);
    await passes(2_000);
    expect(running()).toEqual([]);
  });

  test('with better dates from where it is known that the first packets had been late', async () => {
    isRecording = true;
    segmenter.changed();
    await passes(1_000);
    const [job] = running();
    cuts(job!);
    cuts(job!);
    corrects(400);
    cuts(job!);
    cuts(job!);
    await settled();
    const from = kept[0]!.atMs;
    expect(kept.map(({ atMs }) => atMs - from)).toEqual([0, 2_000, 3_600, 5_600]);
    const lines = writeRecordedPlaylist(kept).split('\n');
    expect(lines.filter((line) => line === '#EXT-X-DISCONTINUITY')).toHaveLength(1);
    expect(lines).toContain(`#EXT-X-PROGRAM-DATE-TIME:${new Date(from + 3_600).toISOString()}`);
    expect(await segmenter.playlist()).toContain('#EXT-X-DISCONTINUITY-SEQUENCE:0');
  });

  test('for nobody twice at once, and nobody waits for ever', async () => {
    const asked = [segmenter.playlist(), segmenter.playlist()];
    await settled();
    expect(running()).toHaveLength(1);
    await passes(13_000);
    expect(await Promise.all(asked)).toEqual([null, null]);
  });

  test('anew when the picture is another one, and not when the sound is muted for a while', async () => {
    isRecording = true;
    segmenter.changed();
    await passes(1_000);
    expect(jobs).toHaveLength(1);
    sources = [aSource('camera', 'c1'), aSource('microphone', 'm1', true)];
    segmenter.changed();
    await passes(1_000);
    expect(jobs).toHaveLength(1);
    sources = [aSource('camera', 'c2'), aSource('microphone', 'm1', true)];
    segmenter.changed();
    await passes(1_000);
    expect(jobs).toHaveLength(2);
    expect(running()).toHaveLength(1);
    sources = [aSource('camera', 'c2'), aSource('screen', 's1'), aSource('microphone', 'm1')];
    segmenter.changed();
    await passes(1_000);
    expect(jobs).toHaveLength(3);
  });

  test('again after the program has failed, later each time', async () => {
    isRecording = true;
    segmenter.changed();
    await passes(1_000);
    for (let times = 0; times < 5; times += 1) {
      const [job] = running();
      job!.isOver = true;
      job!.onEnd('code 1');
      await passes(500);
      expect(running(), `after ${times}`).toHaveLength(0);
      await passes(40_000);
      expect(running(), `after ${times}`).toHaveLength(1);
    }
    expect(jobs).toHaveLength(6);
  });

  test('again when the program failed while it was begun', async () => {
    isRecording = true;
    onStart = () => {
      onStart = () => {};
      jobs[0]!.isOver = true;
      jobs[0]!.onEnd('code 1');
    };
    segmenter.changed();
    await passes(5_000);
    expect(jobs).toHaveLength(2);
    expect(running()).toHaveLength(1);
  });

  test('when there is room for it', async () => {
    room = 0;
    isRecording = true;
    segmenter.changed();
    await passes(2_000);
    expect(jobs).toEqual([]);
    room = 1;
    await passes(30_000);
    expect(running()).toHaveLength(1);
  });
});

describe('[S7] what is kept', () => {
  test('begins and ends with the switch, the last piece included', async () => {
    await begun();
    cuts(running()[0]!);
    await passes(1_000);
    expect(kept).toEqual([]);
    isRecording = true;
    segmenter.changed();
    await passes(1_000);
    cuts(running()[0]!);
    await passes(1_000);
    await segmenter.close();
    expect(kept.map(({ name }) => name.slice(14))).toEqual(['000001.ts', '000002.ts']);
    expect(kept[0]).toMatchObject({ atMs: START_MS + 2_000, durationMs: 2_000 });
  });

  test('is not more than the settings allow, and the switch says so', async () => {
    isRecording = true;
    segmenter.changed();
    await passes(1_000);
    for (let n = 0; n < 7; n += 1) {
      cuts(jobs[0]!);
      await settled();
    }
    expect(kept).toHaveLength(5);
    expect(problems[0]).toBe('too_long');
    await passes(1_000);
    expect(running()).toEqual([]);
  });

  test('ends when the disk fails', async () => {
    isRecording = true;
    diskFails = true;
    segmenter.changed();
    await passes(1_000);
    cuts(running()[0]!);
    await passes(1_000);
    expect(problems).toEqual(['disk']);
    expect(running()).toEqual([]);
  });
});

/** Somebody plays it. */
async function begun(): Promise<void> {
  void segmenter.playlist();
  await settled();
  expect(running()).toHaveLength(1);
}
