import type { RecordingProblem } from '../../../shared/contract/media.ts';
import { type Feed, MediaUnavailable, type Stage } from '../../ports/media.ts';
import { type Packager, PackagerUnavailable, type Packaging, type Piece } from '../../ports/packager.ts';
import { type RecordedPiece, RecordingFailed, type Recordings } from '../../ports/recordings.ts';
import type { Clock } from '../../ports/world.ts';
import type { OnAir } from './broadcast.ts';

/** Without a request for so long nobody plays it any more. */
export const UNWATCHED_MS = 30_000;
/** A camera and its microphone come and go together: what changes is looked at so much later. */
const SETTLE_MS = 300;
/** What failed is tried again after this, and twice as late each time, up to the longest. */
const AGAIN_MS = 1_000;
const LONGEST_AGAIN_MS = 30_000;
/** Pieces that the playlist names, and that are kept for players which are behind it. */
const LISTED = 6;
const KEPT = 12;
/** Who asks first waits so long for the first piece. */
const FIRST_PIECE_MS = 12_000;
/** How far a recording may grow, for one stream. */
export interface RecordingLimits {
  maxMs: number;
  maxBytes: number;
}

export interface TapeDeps {
  packager: Packager;
  recordings: Recordings;
  clock: Clock;
  limits: RecordingLimits;
  stage: () => Promise<Stage>;
  /** What is on the air and shown to viewers; [] while the stream is not on. */
  sources: () => readonly OnAir[];
  isRecording: () => boolean;
  /** No more is recorded. */
  onProblem(problem: RecordingProblem): void;
  onFault(error: unknown, context: string): void;
}

/** A piece that players may ask for. */
export interface LivePiece extends Omit<RecordedPiece, 'bytes'> {
  file: string;
}

interface Run {
  /** The picture's and the sound's source; null for none. */
  of: { picture: string | null; sound: string | null };
  number: number;
  startedAtMs: number;
  folder: string;
  feed: Feed;
  packaging: Packaging;
  hasEnded: boolean;
  /** Its pieces are kept, also the last one that comes when it is stopped. */
  isRecorded: boolean;
}

/**
 * A stream's broadcast as a row of pieces, cut by a packager while somebody plays it by HLS or it is recorded. When the
 * sources are others, or the packager or the worker has failed, it goes on in a new run.
 */
export class Tape {
  private readonly streamId: string;
  private readonly deps: TapeDeps;
  private readonly ring: LivePiece[] = [];
  private readonly waiting = new Set<() => void>();
  private run: Run | null = null;
  private settling: Promise<void> = Promise.resolve();
  private keeping: Promise<void> = Promise.resolve();
  private lastAskedMs = Number.NEGATIVE_INFINITY;
  private lastRun = 0;
  private failures = 0;
  private cancelSettle: (() => void) | null = null;
  private cancelAgain: (() => void) | null = null;
  private cancelIdle: (() => void) | null = null;
  private isClosed = false;
  /** Of the first piece listed: how many pieces and how many seams came before it. */
  private dropped = { pieces: 0, seams: 0 };
  private kept: { ms: number; bytes: number } | null = null;

  constructor(streamId: string, deps: TapeDeps) {
    this.streamId = streamId;
    this.deps = deps;
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
      this.settle().catch((error: unknown) => this.deps.onFault(error, 'tape')),
    );
  }

  /** Somebody plays it. @returns the playlist as soon as there is a piece, or null if there is none in time */
  async playlist(): Promise<string | null> {
    const { clock } = this.deps;
    this.lastAskedMs = clock.nowMs();
    this.watchIdle();
    if (this.ring.length === 0) {
      this.settleNext();
      await new Promise<void>((resolve) => {
        const done = () => {
          cancel();
          this.waiting.delete(done);
          resolve();
        };
        const cancel = clock.at(clock.nowMs() + FIRST_PIECE_MS, done);
        this.waiting.add(done);
      });
    }
    return this.ring.length === 0 ? null : writeLivePlaylist(this.ring.slice(-LISTED), this.before());
  }

  /** The file of a piece that the playlist has named not long ago. */
  fileOf(name: string): string | null {
    return this.ring.find((piece) => piece.name === name)?.file ?? null;
  }

  /** How much of this stream is recorded. */
  async recorded(): Promise<{ ms: number; bytes: number }> {
    if (!this.kept) {
      const kept = sumOf(await this.deps.recordings.pieces(this.streamId));
      this.kept ??= kept;
    }
    return this.kept;
  }

  /** Ends it, and keeps what is recorded up to now. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.cancelAgain?.();
    this.cancelIdle?.();
    this.cancelSettle?.();
    for (const done of [...this.waiting]) done();
    this.settleNext();
    await this.settling;
    await this.keeping;
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
      await this.keeping;
    }
    if (!of) {
      // Who plays it waits for what comes next; without a player it is over.
      if (!this.isWatched || this.isClosed) this.forget();
      return;
    }
    try {
      this.run = await this.begin(of);
      // It may have failed while it was begun.
      if (this.run.hasEnded) this.again();
    } catch (error) {
      if (!(error instanceof MediaUnavailable || error instanceof PackagerUnavailable)) {
        this.deps.onFault(error, 'tape');
      }
      this.again();
    }
  }

  private async begin(of: Run['of']): Promise<Run> {
    const { clock, packager, recordings } = this.deps;
    const status = packager.status();
    if (!status.isAvailable) throw new PackagerUnavailable(status.reason);
    const sources = this.deps
      .sources()
      .filter(({ source }) => source.sourceId === of.picture || source.sourceId === of.sound)
      .map(({ source }) => source);
    const stage = await this.deps.stage();
    const folder = await recordings.makeFolder();
    let run: Run | null = null;
    const onEnd = (reason: string) => {
      void recordings.discard(`${folder}/feed.sdp`).catch(() => {});
      if (!run || reason === '') return;
      run.hasEnded = true;
      run.feed.close();
      if (run === this.run) this.again();
    };
    const feed = await stage.openFeed(sources, () => {
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
      const agoMs = await feed.start(ports);
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
    const waitMs = Math.min(AGAIN_MS * 2 ** this.failures, LONGEST_AGAIN_MS);
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
    this.ring.push(piece);
    while (this.ring.length > KEPT) this.drop();
    for (const done of [...this.waiting]) done();
    if (!run.isRecorded) return;
    this.keeping = this.keeping.then(() => this.keep(piece));
  }

  private async keep({ file, ...piece }: LivePiece): Promise<void> {
    const { recordings, limits, onFault } = this.deps;
    const onProblem = (problem: RecordingProblem) => {
      if (this.run) this.run.isRecorded = false;
      this.deps.onProblem(problem);
    };
    try {
      const kept = await this.recorded();
      if (kept.bytes >= limits.maxBytes) return onProblem('too_large');
      if (kept.ms >= limits.maxMs) return onProblem('too_long');
      const { bytes, durationMs } = await recordings.keep(this.streamId, file, piece);
      kept.ms += durationMs;
      kept.bytes += bytes;
    } catch (error) {
      if (!(error instanceof RecordingFailed)) return onFault(error, 'recording');
      onProblem('disk');
    }
  }

  private watchIdle(): void {
    if (this.cancelIdle || this.isClosed) return;
    this.cancelIdle = this.deps.clock.at(this.lastAskedMs + UNWATCHED_MS, () => {
      this.cancelIdle = null;
      if (this.isWatched) this.watchIdle();
      else this.settleNext();
    });
  }

  private drop(): void {
    const first = this.ring.shift();
    if (!first) return;
    this.dropped.pieces += 1;
    if (this.ring[0] && this.ring[0].run !== first.run) this.dropped.seams += 1;
    // A recording may still be copying it.
    this.keeping = this.keeping.then(() => this.deps.recordings.discard(first.file).catch(() => {}));
  }

  /** Nobody plays or records it: its pieces are gone, and what comes later does not join them. */
  private forget(): void {
    if (this.ring.length > 0) this.dropped.seams += 1;
    const folders = new Set(this.ring.map(({ file }) => file.slice(0, file.lastIndexOf('/'))));
    while (this.ring.length > 0) this.drop();
    for (const folder of folders) {
      this.keeping = this.keeping.then(() => this.deps.recordings.discard(folder).catch(() => {}));
    }
  }

  private before(): { pieces: number; seams: number } {
    const older = this.ring.slice(0, -LISTED);
    const listed = this.ring.at(-LISTED) ?? this.ring[0]!;
    const runs = [...older, listed].map(({ run }) => run);
    return {
      pieces: this.dropped.pieces + older.length,
      seams: this.dropped.seams + runs.filter((run, at) => at > 0 && run !== runs[at - 1]).length,
    };
  }
}

/** How long and how large a recording is. */
export function sumOf(pieces: readonly RecordedPiece[]): { ms: number; bytes: number } {
  const sum = { ms: 0, bytes: 0 };
  for (const { durationMs, bytes } of pieces) {
    sum.ms += durationMs;
    sum.bytes += bytes;
  }
  return sum;
}

function isSame(one: Run['of'], other: Run['of']): boolean {
  return one.picture === other.picture && one.sound === other.sound;
}

/** A playlist of what is on now (RFC 8216): the newest pieces, with the wall-clock time of each run. */
export function writeLivePlaylist(
  pieces: readonly Omit<RecordedPiece, 'bytes'>[],
  before: { pieces: number; seams: number },
): string {
  return [
    ...head(pieces),
    `#EXT-X-MEDIA-SEQUENCE:${before.pieces}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${before.seams}`,
    ...entries(pieces),
    '',
  ].join('\n');
}

/** A playlist of what was recorded, from its beginning to its end. */
export function writeRecordedPlaylist(pieces: readonly RecordedPiece[]): string {
  return [
    ...head(pieces),
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MEDIA-SEQUENCE:0',
    ...entries(pieces),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}

function head(pieces: readonly { durationMs: number }[]): string[] {
  const longestMs = Math.max(2_000, ...pieces.map(({ durationMs }) => durationMs));
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-TARGETDURATION:${Math.ceil(longestMs / 1_000)}`,
  ];
}

function entries(pieces: readonly Omit<RecordedPiece, 'bytes'>[]): string[] {
  return pieces.flatMap((piece, at) => {
    const { name, atMs, durationMs } = piece;
    const isSeam = at > 0 && !playsOn(pieces[at - 1]!, piece);
    return [
      ...(isSeam ? ['#EXT-X-DISCONTINUITY'] : []),
      ...(isSeam || at === 0 ? [`#EXT-X-PROGRAM-DATE-TIME:${new Date(atMs).toISOString()}`] : []),
      `#EXTINF:${(durationMs / 1_000).toFixed(3)},`,
      name,
    ];
  });
}

/** Runs are cut anew; and where a piece is missing within one, the next does not play on either. */
export function playsOn(
  before: Pick<RecordedPiece, 'run' | 'atMs' | 'durationMs'>,
  piece: Pick<RecordedPiece, 'run' | 'atMs'>,
): boolean {
  return before.run === piece.run && Math.abs(before.atMs + before.durationMs - piece.atMs) < 500;
}
