import { doubledMs } from '../lib/backoff.ts';
import type { Clock } from '../lib/clock.ts';
import { MediaUnavailable, type RtpFeed, type SfuRoom } from '../ports/media.ts';
import { type Packager, PackagerUnavailable, type Packaging, type Piece } from '../ports/packager.ts';
import type { Recordings } from '../ports/recordings.ts';
import type { OnAir } from './broadcast.ts';
import { LiveRing } from './live-ring.ts';
import { Recorder, type RecorderDeps } from './recorder.ts';

/** Time without a request in ms after which a stream has no HLS viewers. */
export const UNWATCHED_MS = 30_000;
/** Delay of a look at changed sources in ms: a camera and its microphone change together. */
const SETTLE_MS = 300;
/** First and longest pause before a retry, in ms; it doubles with each failure. */
const AGAIN_MS = 1_000;
const MAX_AGAIN_MS = 30_000;
/** Longest wait of the first request for the first segment, in ms. */
const FIRST_PIECE_MS = 12_000;

export interface SegmenterDeps extends RecorderDeps {
  packager: Packager;
  recordings: Recordings;
  clock: Clock;
  sfuRoom: () => Promise<SfuRoom>;
  /** The sources that viewers see; [] while the stream is not on. */
  sources: () => readonly OnAir[];
  isRecording: () => boolean;
}

interface Run {
  /** The ids of the picture's and the sound's source; null: none. */
  of: { picture: string | null; sound: string | null };
  number: number;
  startedAtMs: number;
  folder: string;
  feed: RtpFeed;
  packaging: Packaging;
  hasEnded: boolean;
  /** Whether its segments are recorded, including the last one after it stops. */
  isRecorded: boolean;
}

/**
 * A stream's broadcast as segments, made while it has HLS viewers or is recorded. Changed sources, or a failed packager
 * or worker, start a new run.
 */
export class Segmenter {
  private readonly deps: SegmenterDeps;
  private readonly ring: LiveRing;
  private readonly recorder: Recorder;
  private run: Run | null = null;
  private settling: Promise<void> = Promise.resolve();
  private lastAskedMs = Number.NEGATIVE_INFINITY;
  private lastRun = 0;
  private failures = 0;
  private cancelSettle: (() => void) | null = null;
  private cancelAgain: (() => void) | null = null;
  private cancelIdle: (() => void) | null = null;
  private isClosed = false;

  constructor(streamId: string, deps: SegmenterDeps) {
    const { clock, recordings } = deps;
    this.deps = deps;
    this.recorder = new Recorder(streamId, {
      ...deps,
      onProblem: (problem) => {
        if (this.run) this.run.isRecorded = false;
        deps.onProblem(problem);
      },
    });
    // A recording may still be copying segments that players no longer need.
    const discard = (path: string) => this.recorder.after(() => recordings.discard(path).catch(() => {}));
    this.ring = new LiveRing(clock, discard);
  }

  /** Adapts to a change of the sources, the recording switch or the stream: begins, continues or ends. */
  changed(): void {
    if (this.cancelSettle || this.isClosed) return;
    const { clock } = this.deps;
    this.cancelSettle = clock.at(clock.nowMs() + SETTLE_MS, () => {
      this.cancelSettle = null;
      this.settleNext();
    });
  }

  private settleNext(): void {
    this.settling = this.settling.then(() =>
      this.settle().catch((error: unknown) => this.deps.onFault(error, 'segmenter')),
    );
  }

  /** Notes a viewer. @returns the playlist once it has a segment, or null if none comes in time */
  async playlist(): Promise<string | null> {
    this.lastAskedMs = this.deps.clock.nowMs();
    this.watchIdle();
    if (this.ring.isEmpty) {
      this.settleNext();
      await this.ring.next(FIRST_PIECE_MS);
    }
    return this.ring.playlist();
  }

  /** The file of a listed or recently listed segment. */
  fileOf(name: string): string | null {
    return this.ring.fileOf(name);
  }

  /** The length and size of this stream's recording. */
  recorded(): Promise<{ ms: number; bytes: number }> {
    return this.recorder.recorded();
  }

  /** Ends the run and completes the recording. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.cancelAgain?.();
    this.cancelIdle?.();
    this.cancelSettle?.();
    this.ring.wake();
    this.settleNext();
    await this.settling;
    await this.recorder.settled();
  }

  /** True while segments are recorded. */
  get isKept(): boolean {
    return this.run?.isRecorded === true && !this.run.hasEnded;
  }

  private get isWatched(): boolean {
    return this.deps.clock.nowMs() - this.lastAskedMs < UNWATCHED_MS;
  }

  /** The sources for a run now, or null for none. A muted sound stays in its run. */
  private wanted(): Run['of'] | null {
    if (this.isClosed || !(this.isWatched || this.deps.isRecording())) return null;
    const all = this.deps.sources();
    const shown = (name: string) => all.find((of) => of.name === name && !of.source.isMuted)?.source.sourceId;
    const picture = shown('screen') ?? shown('camera') ?? null;
    const sound =
      all.find((of) => of.name === 'microphone' && of.source.sourceId === this.run?.of.sound)?.source
        .sourceId ??
      shown('microphone') ??
      null;
    return picture === null && sound === null ? null : { picture, sound };
  }

  private async settle(): Promise<void> {
    const of = this.wanted();
    const { run } = this;
    if (of && run && !run.hasEnded && isSame(of, run.of)) {
      run.isRecorded = this.deps.isRecording();
      return;
    }
    this.cancelAgain?.();
    this.cancelAgain = null;
    if (run) {
      this.run = null;
      run.feed.close();
      await run.packaging.stop();
      await this.recorder.settled();
    }
    if (!of) {
      // Viewers wait for the next sources; without viewers the broadcast is discarded.
      if (!this.isWatched || this.isClosed) this.ring.forget();
      return;
    }
    try {
      this.run = await this.begin(of);
      // The run may have failed while it began.
      if (this.run.hasEnded) this.again();
    } catch (error) {
      if (!(error instanceof MediaUnavailable || error instanceof PackagerUnavailable)) {
        this.deps.onFault(error, 'segmenter');
      }
      this.again();
    }
  }

  private async begin(of: Run['of']): Promise<Run> {
    const { clock, packager, recordings } = this.deps;
    const status = packager.status();
    if (!status.isAvailable) throw new PackagerUnavailable(status.said);
    const sources = this.deps
      .sources()
      .filter(({ source }) => source.sourceId === of.picture || source.sourceId === of.sound)
      .map(({ source }) => source);
    const sfuRoom = await this.deps.sfuRoom();
    const folder = await recordings.makeFolder();
    let run: Run | null = null;
    const onEnd = (reason: string) => {
      void recordings.discard(`${folder}/feed.sdp`).catch(() => {});
      if (!run || reason === '') return;
      run.hasEnded = true;
      run.feed.close();
      if (run === this.run) this.again();
    };
    const feed = await sfuRoom.openRtpFeed(sources, () => {
      if (run) run.hasEnded = true;
      this.changed();
    });
    let packaging: Packaging | null = null;
    try {
      packaging = packager.start({
        ...{ folder, tracks: feed.tracks, onEnd },
        onPiece: (piece) => run && this.take(run, piece),
      });
      const ports = await packaging.ready();
      // Numbers always increase, whatever the clock does: names and order of segments depend on them.
      const number = Math.max(clock.nowMs(), this.lastRun + 1);
      this.lastRun = number;
      const isRecorded = this.deps.isRecording();
      run = { of, number, startedAtMs: number, folder, feed, packaging, hasEnded: false, isRecorded };
      const begun = run;
      const agoMs = await feed.start(ports, (byMs) => {
        begun.startedAtMs -= Math.round(byMs);
      });
      run.startedAtMs = Math.round(clock.nowMs() - agoMs);
      return run;
    } catch (error) {
      feed.close();
      await packaging?.stop();
      throw error;
    }
  }

  private again(): void {
    if (this.isClosed || this.cancelAgain) return;
    this.failures += 1;
    const waitMs = doubledMs(this.failures, AGAIN_MS, MAX_AGAIN_MS);
    this.cancelAgain = this.deps.clock.at(this.deps.clock.nowMs() + waitMs, () => {
      this.cancelAgain = null;
      this.settleNext();
    });
  }

  private take(run: Run, { file, fromMs, durationMs }: Piece): void {
    this.failures = 0;
    const name = `${run.number}-${/(\d{6})\.ts$/.exec(file)?.[1] ?? '000000'}.ts`;
    const piece = { name, atMs: run.startedAtMs + fromMs, durationMs, run: run.number, file };
    this.ring.add(piece);
    if (run.isRecorded) this.recorder.keep(piece);
  }

  private watchIdle(): void {
    if (this.cancelIdle || this.isClosed) return;
    this.cancelIdle = this.deps.clock.at(this.lastAskedMs + UNWATCHED_MS, () => {
      this.cancelIdle = null;
      if (this.isWatched) this.watchIdle();
      else this.settleNext();
    });
  }
}

function isSame(one: Run['of'], other: Run['of']): boolean {
  return one.picture === other.picture && one.sound === other.sound;
}
