import type { Fact } from '../../../server/market/facts.ts';
import type { ShowRequest } from '../../../server/market/show-request/decide.ts';
import { markOf } from '../../../server/market/show-request/mark.ts';
import type { Complaints } from './complaints.ts';
import type { Ledger } from './ledger.ts';

/** Who asks to be shown what (L9), kept again beside the log. */
export class Shows {
  /** Marks of those who ask for an item since it was pinned. */
  readonly asking = new Map<number, Set<number>>();
  /** How often an item was asked for, ever. */
  readonly total = new Map<number, number>();
  readonly pinned = new Set<number>();
  /** Whom each pin answered. */
  readonly answered = new Map<number, { itemNumber: number; marks: Set<number> }>();

  of(itemNumber: number): Set<number> {
    const marks = this.asking.get(itemNumber) ?? new Set();
    this.asking.set(itemNumber, marks);
    return marks;
  }

  pins(fact: Fact<'item_pinned'>, seq: number): void {
    this.answered.set(seq, { itemNumber: fact.itemNumber, marks: this.of(fact.itemNumber) });
    this.asking.delete(fact.itemNumber);
    for (const itemNumber of fact.released) this.pinned.delete(itemNumber);
    this.pinned.add(fact.itemNumber);
  }

  restores(fact: Fact<'pins_restored'>): void {
    this.pinned.clear();
    for (const { itemNumber } of fact.pins) this.pinned.add(itemNumber);
    const undone = this.answered.get(fact.undoes);
    if (undone) this.asking.set(undone.itemNumber, undone.marks);
  }

  merges({ fromId, intoId }: Fact<'buyers_merged'>): void {
    const answered = [...this.answered.values()].map(({ marks }) => marks);
    for (const marks of new Set([...this.asking.values(), ...answered])) {
      if (marks.delete(markOf(fromId))) marks.add(markOf(intoId));
    }
  }
}

/** Takes requests, and holds each against what was asked, and by whom it was asked before. */
export function takeShows(
  ledger: Ledger,
  fact: Fact<'shows_requested'>,
  sent: Iterable<ShowRequest>,
  complaints: Complaints,
): void {
  const { shows } = ledger;
  const asked = new Set(Array.from(sent, (one) => `${markOf(ledger.who(one.buyerId))} ${one.itemNumber}`));
  for (const { itemNumber, marks } of fact.items) {
    const isOpen = !ledger.shelves.get(itemNumber)?.isRemoved && !shows.pinned.has(itemNumber);
    complaints.expect(isOpen, 'L9', () => `item ${itemNumber} is asked for, removed or pinned`);
    const known = shows.of(itemNumber);
    for (const mark of marks) {
      complaints.expect(!known.has(mark), 'L9', () => `${mark} asks twice for item ${itemNumber}`);
      const isSent = asked.has(`${mark} ${itemNumber}`);
      complaints.expect(isSent, 'INV5', () => `nobody asked as ${mark} for item ${itemNumber}`);
      known.add(mark);
    }
    shows.total.set(itemNumber, (shows.total.get(itemNumber) ?? 0) + marks.length);
  }
}
