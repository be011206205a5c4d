import { describe, expect, test } from 'vitest';
import { Ledger } from './checks/ledger.ts';
import type { Offer, Shelf } from './checks/shelf.ts';
import { ShelfHistory } from './checks/shelf-history.ts';

/** The judges' own books, line by line: what they must complain of, and what they must let pass. */

function shelf(terms: Partial<Shelf> = {}): Shelf {
  return {
    itemNumber: 1,
    producerId: 'ma',
    ...{ total: 10, available: 10, held: 0, unpaid: 0, sold: 0 },
    listMinor: 400,
    floorMinor: 0,
    limit: null,
    ...{ isRemoved: false, isStopped: false, stoppedBy: null, version: 1, promotion: null },
    ...terms,
  };
}

function ledgerOf(terms: Partial<Shelf> = {}): Ledger {
  const ledger = new Ledger('stream');
  ledger.status = 'LIVE';
  ledger.shelves.set(1, shelf(terms));
  return ledger;
}

describe('[INV23] what could be had is judged by the flash of the arrival', () => {
  const offer = (terms: Partial<Offer>): Offer => ({
    flashId: 'f1',
    itemNumber: 1,
    ...{ priceMinor: 200, startsAtMs: 1_000, endsAtMs: 2_000, cap: 4, perBuyer: 4, afterEnd: 'list' },
    phase: 'running',
    free: 4,
    ...{ lapsed: 0, held: 0, unpaid: 0, sold: 0 },
    ...terms,
  });

  function history(...offers: Offer[]): ShelfHistory {
    const ledger = ledgerOf();
    for (const each of offers) ledger.offers.set(each.flashId, each);
    const shelves = new ShelfHistory();
    shelves.note(ledger, 0);
    return shelves;
  }

  const gone = offer({ flashId: 'f1', phase: 'over', free: 0, sold: 4 });
  const next = offer({ flashId: 'f2', startsAtMs: 5_000, endsAtMs: 6_000 });
  const asked = (receivedAtMs: number, flashId: string | null = null) => ({
    itemNumber: 1,
    flashId,
    receivedAtMs: [receivedAtMs],
  });

  test('who was read in the first of two has what that one had left', () => {
    const shelves = history(gone, next);
    expect(shelves.least(asked(1_500), 5_000, 5_100)).toBe(0);
    expect(shelves.least(asked(5_050), 5_000, 5_100)).toBe(4);
  });

  test('who was read in none, and names none, is told of no quota', () => {
    expect(history(gone).least(asked(3_000), 3_000, 3_100)).toBe(10);
    expect(history(gone).least(asked(3_000, 'f1'), 3_000, 3_100)).toBe(0);
  });
});
