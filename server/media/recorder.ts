import type { RecordingProblem } from '../../shared/contract/media.ts';
import { type RecordedPiece, RecordingFailed, type Recordings } from '../ports/recordings.ts';
import type { LivePiece } from './live-ring.ts';

/** The bounds of one stream's recording. */
export interface RecordingLimits {
  maxMs: number;
  maxBytes: number;
}

export interface RecorderDeps {
  recordings: Pick<Recordings, 'pieces' | 'keep'>;
  limits: RecordingLimits;
  /** Called when the recording ends with a problem. */
  onProblem(problem: RecordingProblem): void;
  onFault(error: unknown, context: string): void;
}

/** Stores segments of a broadcast, one after another, up to the limits. */
export class Recorder {
  private readonly streamId: string;
  private readonly deps: RecorderDeps;
  private keeping: Promise<void> = Promise.resolve();
  private kept: { ms: number; bytes: number } | null = null;

  constructor(streamId: string, deps: RecorderDeps) {
    this.streamId = streamId;
    this.deps = deps;
  }

  /** The length and size of this stream's recording. */
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

  /** Runs work after all queued copies, when their source files are no longer needed. */
  after(work: () => Promise<void>): void {
    this.keeping = this.keeping.then(work);
  }

  /** Resolves when no copy is queued. */
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

/** The length and size of segments. */
export function sumOf(pieces: readonly RecordedPiece[]): { ms: number; bytes: number } {
  const sum = { ms: 0, bytes: 0 };
  for (const { durationMs, bytes } of pieces) {
    sum.ms += durationMs;
    sum.bytes += bytes;
  }
  return sum;
}
