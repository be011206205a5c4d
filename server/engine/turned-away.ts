/** Whoever is turned away is asked to come again after so long at the least, and at the most: a page tries for 25 s. */
const SHORTEST_MS = 500;
const LONGEST_MS = 4_000;
/** Counted for so many seconds. */
const SECONDS = 5;
/** So many of them in that time make the pause a second long. */
const FOR_A_SECOND = 1_000;

/**
 * When those are to come again who are turned away at the door. Each of them knocks once more after the pause that was
 * named; were it always the same, a crowd of ten thousand would knock twenty thousand times a second, and turning it away
 * would be all the work there is time for. So the pause grows with the knocks: in a crowd four times as large each
 * knocks half as often.
 */
export class TurnedAway {
  /** Knocks of the newest seconds, by the second modulo `SECONDS`. */
  private readonly knocks: number[] = Array(SECONDS).fill(0);
  private second = 0;

  /** Turns one more away. @returns when to come again, in ms from now */
  note(nowMs: number): number {
    this.moveTo(Math.floor(nowMs / 1_000));
    this.knocks[this.second % SECONDS]! += 1;
    const all = this.knocks.reduce((sum, count) => sum + count, 0);
    const pauseMs = Math.round((all / FOR_A_SECOND) * 1_000);
    return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, pauseMs));
  }

  private moveTo(second: number): void {
    // A clock that was set back begins anew.
    const passed = second < this.second ? SECONDS : Math.min(SECONDS, second - this.second);
    for (let n = 0; n < passed; n += 1) this.knocks[(second - n) % SECONDS] = 0;
    this.second = second;
  }
}
