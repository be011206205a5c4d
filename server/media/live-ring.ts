import type { Clock } from '../lib/clock.ts';
import type { RecordedPiece } from '../ports/recordings.ts';
import { playsOn, writeLivePlaylist } from './playlist.ts';

/** Segments that the playlist lists, and that are kept for players behind it. */
const LISTED = 6;
const KEPT = 12;

/** A segment that players may request. */
export interface LivePiece extends Omit<RecordedPiece, 'bytes'> {
  file: string;
}

/** The newest segments of a broadcast, for live players; older ones are discarded. */
export class LiveRing {
  private readonly clock: Pick<Clock, 'nowMs' | 'at'>;
  private readonly discard: (path: string) => void;
  private readonly pieces: LivePiece[] = [];
  private readonly waiting = new Set<() => void>();
  /** The segments and discontinuities before the first kept one. */
  private dropped = { pieces: 0, seams: 0 };

  /** @param discard removes an unused file, or the folder of a run */
  constructor(clock: Pick<Clock, 'nowMs' | 'at'>, discard: (path: string) => void) {
    this.clock = clock;
    this.discard = discard;
  }

  get isEmpty(): boolean {
    return this.pieces.length === 0;
  }

  add(piece: LivePiece): void {
    this.pieces.push(piece);
    while (this.pieces.length > KEPT) this.drop();
    this.wake();
  }

  /** Resolves at the next segment, or after `withinMs`. */
  async next(withinMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        cancel();
        this.waiting.delete(done);
        resolve();
      };
      const cancel = this.clock.at(this.clock.nowMs() + withinMs, done);
      this.waiting.add(done);
    });
  }

  /** Releases all waiting requests. */
  wake(): void {
    for (const done of [...this.waiting]) done();
  }

  /** The playlist; null without a segment. */
  playlist(): string | null {
    return this.isEmpty ? null : writeLivePlaylist(this.pieces.slice(-LISTED), this.before());
  }

  /** The file of a listed or recently listed segment. */
  fileOf(name: string): string | null {
    return this.pieces.find((piece) => piece.name === name)?.file ?? null;
  }

  /** Discards all segments; later ones start a new run. */
  forget(): void {
    if (!this.isEmpty) this.dropped.seams += 1;
    const folders = new Set(this.pieces.map(({ file }) => file.slice(0, file.lastIndexOf('/'))));
    while (!this.isEmpty) this.drop();
    for (const folder of folders) this.discard(folder);
  }

  private drop(): void {
    const first = this.pieces.shift();
    if (!first) return;
    this.dropped.pieces += 1;
    if (this.pieces[0] && !playsOn(first, this.pieces[0])) this.dropped.seams += 1;
    this.discard(first.file);
  }

  private before(): { pieces: number; seams: number } {
    const older = this.pieces.slice(0, -LISTED);
    const listed = this.pieces.at(-LISTED) ?? this.pieces[0]!;
    const upTo = [...older, listed];
    return {
      pieces: this.dropped.pieces + older.length,
      seams: this.dropped.seams + upTo.filter((piece, at) => at > 0 && !playsOn(upTo[at - 1]!, piece)).length,
    };
  }
}
