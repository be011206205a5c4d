import type { Clock } from '../lib/clock.ts';
import type { RecordedPiece } from '../ports/recordings.ts';
import { playsOn, writeLivePlaylist } from './playlist.ts';

/** Pieces that the playlist names, and that are kept for players which are behind it. */
const LISTED = 6;
const KEPT = 12;

/** A piece that players may ask for. */
export interface LivePiece extends Omit<RecordedPiece, 'bytes'> {
  file: string;
}

/** The newest pieces of a broadcast, for whoever plays it now; older ones go. */
export class LiveRing {
  private readonly clock: Pick<Clock, 'nowMs' | 'at'>;
  private readonly discard: (path: string) => void;
  private readonly pieces: LivePiece[] = [];
  private readonly waiting = new Set<() => void>();
  /** Of the first piece listed: how many pieces and how many seams came before it. */
  private dropped = { pieces: 0, seams: 0 };

  /** @param discard removes a file, or the folder of a run, that no player asks for any more */
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

  /** Resolves with the next piece, or after so many ms without one. */
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

  /** Nobody waits any longer. */
  wake(): void {
    for (const done of [...this.waiting]) done();
  }

  /** Null without a piece. */
  playlist(): string | null {
    return this.isEmpty ? null : writeLivePlaylist(this.pieces.slice(-LISTED), this.before());
  }

  /** The file of a piece that the playlist has named not long ago. */
  fileOf(name: string): string | null {
    return this.pieces.find((piece) => piece.name === name)?.file ?? null;
  }

  /** All of them go, and what comes later does not join them. */
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
