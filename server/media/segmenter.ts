import type { Clock } from '../lib/clock.ts';
import { MediaUnavailable, type RtpFeed, type SfuRoom } from '../ports/media.ts';
import { type Packager, PackagerUnavailable, type Packaging, type Piece } from '../ports/packager.ts';
import type { Recordings } from '../ports/recordings.ts';
import type { OnAir } from './broadcast.ts';
import { LiveRing } from './live-ring.ts';
import { Recorder, type RecorderDeps } from './recorder.ts';

/** Without a request for so long nobody plays it any more. */
export const UNWATCHED_MS = 30_000;
/** A camera and its microphone come and go together: what changes is looked at so much later. */
const SETTLE_MS = 300;
/** What failed is tried again after this, and twice as late each time, up to the longest. */
const AGAIN_MS = 1_000;
const MAX_AGAIN_MS = 30_000;
/** Who asks first waits so long for the first piece. */
const FIRST_PIECE_MS = 12_000;

export interface SegmenterDeps extends RecorderDeps {
  packager: Packager;
  recordings: Recordings;
  clock: Clock;
  sfuRoom: () => Promise<SfuRoom>;
  /** What is on the air and shown to viewers; [] while the stream is not on. */
  sources: () => readonly OnAir[];
  isRecording: () => boolean;
}

interface Run {
  /** The picture's and the sound's source; null for none. */
  of: { picture: string | null; sound: string | null };
  number: number;
  startedAtMs: number;
  folder: string;
  feed: RtpFeed;
  packaging: Packaging;
  hasEnded: boolean;
  /** Its pieces are kept, also the last one that comes when it is stopped. */
  isRecorded: boolean;
}

/**
 * A stream's broadcast as a row of pieces, cut by a packager while somebody plays it by HLS or it is recorded. When the
 * sources are others, or the packager or the worker has failed, it goes on in a new run.
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
    // A recording may still be copying what players need no more.
    const discard = (path: string) => this.recorder.after(() => recordings.discard(path).catch(() => {}));
    this.ring = new LiveRing(clock, discard);
  }

  /** The sources, the switch or the stream may be in another state: begins, goes on or ends accordingly. */
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

  /** Somebody plays it. @returns the playlist as soon as there is a piece, or null if there is none in time */
  async playlist(): Promise<string | null> {
    this.lastAskedMs = this.deps.clock.nowMs();
    this.watchIdle();
    if (this.ring.isEmpty) {
      this.settleNext();
      await this.ring.next(FIRST_PIECE_MS);
    }
    return this.ring.playlist();
  }

  /** The file of a piece that the playlist has named not long ago. */
  fileOf(name: string): string | null {
    return this.ring.fileOf(name);
  }

  /** How much of this stream is recorded. */
  recorded(): Promise<{ ms: number; bytes: number }> {
    return this.recorder.recorded();
  }

  /** Ends it, and keeps what is recorded up to now. */
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

  /** True while what comes is recorded. */
  get isKept(): boolean {
    return this.run?.isRecorded === true && !this.run.hasEnded;
  }

  private get isWatched(): boolean {
    return this.deps.clock.nowMs() - this.lastAskedMs < UNWATCHED_MS;
  }

  /** What a run should be of just now, or null for none. A sound that is in the run stays there while it is muted. */
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
      // Who plays it waits for what comes next; without a player it is over.
      if (!this.isWatched || this.isClosed) this.ring.forget();
      return;
    }
    try {
      this.run = await this.begin(of);
      // It may have failed while it was begun.
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
      // Later than any run before, whatever the clock did: names and order of the pieces hang on it.
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
    const waitMs = Math.min(AGAIN_MS * 2 ** this.failures, MAX_AGAIN_MS);
    this.failures += 1;
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
