import type { RecordingProblem } from '../../shared/contract/media.ts';
import { type RecordedPiece, RecordingFailed, type Recordings } from '../ports/recordings.ts';
import type { LivePiece } from './live-ring.ts';

/** How far a recording may grow, for one stream. */
export interface RecordingLimits {
  maxMs: number;
  maxBytes: number;
}

export interface RecorderDeps {
  recordings: Pick<Recordings, 'pieces' | 'keep'>;
  limits: RecordingLimits;
  /** No more is recorded. */
  onProblem(problem: RecordingProblem): void;
  onFault(error: unknown, context: string): void;
}

/** Keeps pieces of a broadcast for good, one after another, up to the limits. */
export class Recorder {
  private readonly streamId: string;
  private readonly deps: RecorderDeps;
  private keeping: Promise<void> = Promise.resolve();
  private kept: { ms: number; bytes: number } | null = null;

  constructor(streamId: string, deps: RecorderDeps) {
    this.streamId = streamId;
    this.deps = deps;
  }

  /** How much of this stream is recorded. */
  async recorded(): Promise<{ ms: number; bytes: number }> {
    if (!this.kept) {
      const kept = sumOf(await this.deps.recordings.pieces(this.streamId));
      this.kept ??= kept;
    }
    return this.kept;
  }

  keep(piece: LivePiece): void {
    this.after(() => this.copy(piece));
  }

  /** Does something once all pieces are copied that were to be kept until now: their files are needed no more. */
  after(work: () => Promise<void>): void {
    this.keeping = this.keeping.then(work);
  }

  /** Resolves when nothing is copied any more. */
  settled(): Promise<void> {
    return this.keeping;
  }

  private async copy({ file, ...piece }: LivePiece): Promise<void> {
    const { recordings, limits, onProblem, onFault } = this.deps;
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
