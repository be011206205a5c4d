import type { Choose } from './play.ts';

/** A place in a play: what was chosen so far decides how many wait there. */
interface Place {
  /** Null: nobody was there yet. */
  of: number | null;
  /** Choices behind which everything was played. */
  done: Set<number>;
  /** The other choices that were made. */
  open: Map<number, Place>;
}

/** The orders in which some calls can be let through. They are a tree, of which each is played once. */
export class Schedules {
  private readonly root = untrodden();
  private path: { place: Place; chosen: number }[] = [];

  /** True once there is no order that was not played. */
  get isWhole(): boolean {
    return this.root.done.size === this.root.of;
  }

  /** Who was let through at each step of the play that began last. */
  get schedule(): number[] {
    return this.path.map(({ chosen }) => chosen);
  }

  /** Begins an order that was not played. @param pick what it would choose; where all of that was played it takes the next */
  begin(pick: Choose): Choose {
    this.path = [];
    let place = this.root;
    return (of) => {
      place.of ??= of;
      if (place.of !== of) throw new Error('The same choices came to another place.');
      let chosen = pick(of);
      while (place.done.has(chosen)) chosen = (chosen + 1) % of;
      this.path.push({ place, chosen });
      const next = place.open.get(chosen) ?? untrodden();
      place.open.set(chosen, next);
      place = next;
      return chosen;
    };
  }

  /** The order that was begun has been played to its end. */
  end(): void {
    for (const { place, chosen } of this.path.toReversed()) {
      place.open.delete(chosen);
      place.done.add(chosen);
      if (place.done.size !== place.of) return;
    }
  }
}

function untrodden(): Place {
  return { of: null, done: new Set(), open: new Map() };
}
