import type { Fact, StreamFact } from '../../market/facts.ts';
import type { No } from './violation.ts';

/** INV9: units that are taken at a flash price are those that the very fact before released for it, all of them (F7). */
export class TakingCheck {
  private released: Fact<'cart_removed'> | null = null;

  /** Asked for each fact, in their order. */
  next(fact: StreamFact, no: No): void {
    const { released } = this;
    this.released = fact.type === 'cart_removed' && fact.takes !== undefined ? fact : null;
    const taken = fact.type === 'cart_added' && fact.taken ? fact : null;
    if (!released && !taken) return;
    const due = released && inWords({ ...released, units: unitsOf(released), flashId: released.takes });
    const found = taken && inWords(taken);
    if (due !== found) throw no('INV9', found ?? 'nothing taken', due ?? 'nothing taken');
  }
}

function inWords(of: {
  buyerId: string;
  itemNumber: number;
  units: number;
  flashId?: string | null | undefined;
}): string {
  return `${of.units} of item ${of.itemNumber} taken by ${of.buyerId} at the price of ${of.flashId}`;
}

function unitsOf({ released }: Fact<'cart_removed'>): number {
  return released.reduce((sum, { units }) => sum + units, 0);
}
