import { describe, expect, test } from 'vitest';
import type { Fact } from '../../server/market/facts.ts';
import { defaultSettings } from '../../server/market/stream/settings.ts';
import { Complaints } from './checks/complaints.ts';
import { Ledger } from './checks/ledger.ts';
import { judgePrice } from './checks/price.ts';
import type { Offer, Shelf } from './checks/shelf.ts';
import { ShelfHistory } from './checks/shelf-history.ts';
import { takeFlash } from './checks/take-floor.ts';
import { takeVoucher } from './checks/take-voucher.ts';
import { Journal } from './clients/journal.ts';
import { Standstills } from './world/standstills.ts';

/** The judges' own books, line by line: what they must complain of, and what they must let pass. */

const by = { staffId: 'host', device: 'laptop' };

/** The invariants that were complained about. */
function foundIn({ list }: Complaints): string[] {
  return list.map((words) => words.slice(1, words.indexOf(']')));
}

function shelf(terms: Partial<Shelf> = {}): Shelf {
  return {
    itemNumber: 1,
    shareBps: 8_000,
    reserve: null,
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

describe('[V2] [F1] a floor is undercut with a consent alone', () => {
  function ofVoucher(terms: Partial<Shelf>, more: Partial<Fact<'voucher_created'>> = {}): string[] {
    const complaints = new Complaints();
    const fact: Fact<'voucher_created'> = {
      type: 'voucher_created',
      voucherId: 'v1',
      off: { kind: 'amount', offMinor: 500 },
      fromMinor: 0,
      scope: { kind: 'items', itemNumbers: [1] },
      producerId: 'ma',
      fundedBy: 'producer',
      ...{ startsAtMs: 0, endsAtMs: 10_000, cap: 1, perBuyerCap: 1, by },
      ...more,
    };
    takeVoucher(ledgerOf(terms), fact, 0, complaints);
    return foundIn(complaints);
  }

  function ofFlash(terms: Partial<Shelf>, floorConsent: boolean): string[] {
    const complaints = new Complaints();
    const fact: Fact<'flash_sale_announced'> = {
      type: 'flash_sale_announced',
      flashId: 'f1',
      itemNumber: 1,
      ...{ listPriceMinor: 400, priceMinor: 200, startsAtMs: 0, endsAtMs: 10_000 },
      ...{ cap: 1, perBuyerCap: 1, prelaunchSeconds: 0, afterEnd: 'list', fundedBy: 'producer' },
      ...{ floorConsent, by },
    };
    takeFlash(ledgerOf(terms), fact, complaints);
    return foundIn(complaints);
  }

  test('by a voucher: what takes more off than the goods cost leaves a fen, which is above no floor', () => {
    expect(ofVoucher({ listMinor: 400, floorMinor: 0 })).toEqual([]);
    expect(ofVoucher({ listMinor: 900, floorMinor: 400 })).toEqual([]);
    expect(ofVoucher({ listMinor: 900, floorMinor: 401 })).toEqual(['V2']);
    expect(ofVoucher({ listMinor: 400, floorMinor: 100 })).toEqual(['V2']);
    expect(ofVoucher({ listMinor: 400, floorMinor: 100 }, { floorConsent: true })).toEqual([]);
    expect(ofVoucher({ listMinor: 400, floorMinor: 100 }, { fundedBy: 'shop' })).toEqual([]);
  });

  test('by a flash', () => {
    expect(ofFlash({ floorMinor: 200 }, false)).toEqual([]);
    expect(ofFlash({ floorMinor: 201 }, true)).toEqual([]);
    expect(ofFlash({ floorMinor: 201 }, false)).toEqual(['F1']);
  });

  test('by a bundle', () => {
    const ofBundle = (totalMinor: number, fundedBy: 'producer' | 'shop', floorConsent?: true) => {
      const complaints = new Complaints();
      const now = { units: 2, totalMinor, fundedBy, startsAtMs: 0, endsAtMs: 10_000 };
      const consent = floorConsent && { floorConsent };
      const ledger = ledgerOf({ floorMinor: 300 });
      takeVoucher(
        ledger,
        { type: 'promotion_set', itemNumber: 1, was: null, now, ...consent, by },
        0,
        complaints,
      );
      return foundIn(complaints);
    };
    expect(ofBundle(600, 'producer')).toEqual([]);
    expect(ofBundle(599, 'shop')).toEqual([]);
    expect(ofBundle(599, 'producer', true)).toEqual([]);
    expect(ofBundle(599, 'producer')).toEqual(['V2']);
  });
});

describe('[INV23] what could be had is judged by the flash of the arrival', () => {
  const offer = (terms: Partial<Offer>): Offer => ({
    flashId: 'f1',
    itemNumber: 1,
    ...{ priceMinor: 200, startsAtMs: 1_000, endsAtMs: 2_000, cap: 4, perBuyer: 4, afterEnd: 'list' },
    phase: 'running',
    overSinceMs: 0,
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
  const asked = (fromMs: number, flashId: string | null = null, toMs = fromMs) => ({
    itemNumber: 1,
    flashId,
    arrival: { fromMs, toMs },
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

  test('who may have arrived in one by the time of one node, and not by that of another, has what it had left', () => {
    expect(history(gone).least(asked(2_000, null, 3_000), 3_000, 3_100)).toBe(10);
    expect(history(gone).least(asked(1_999, null, 3_000), 3_000, 3_100)).toBe(0);
    expect(history(next).least(asked(4_000, null, 4_999), 3_000, 3_100)).toBe(10);
    expect(history(next).least(asked(4_000, null, 5_000), 3_000, 3_100)).toBe(4);
  });

  test('a tap arrives by the time of any node between its reading and its answer, and of one alone by its reading', () => {
    const tap = { key: 'tap', buyerId: 'b1', command: 'cart:add', joinedAtMs: null };
    const arrivalOf = (nodes: readonly number[][]) => {
      const journal = new Journal();
      const entry = journal.write(tap, 0);
      const times = [...nodes];
      if (nodes.length > 0) journal.logTimes = () => times.shift()!;
      const sent = journal.tries(entry, 0);
      journal.read(entry, 100);
      journal.heard(entry, { ok: true, seq: 1 }, 1, sent);
      return entry.arrival;
    };
    expect(arrivalOf([])).toEqual({ fromMs: 100, toMs: 100 });
    expect(
      arrivalOf([
        [100, 70, 160],
        [110, 90, 180],
      ]),
    ).toEqual({ fromMs: 70, toMs: 180 });
  });
});

describe('[T3] when a command was received', () => {
  /** A unit at list price that was read at 100,000, or at 0 of the world, and committed 30 s later. */
  function foundOf(receivedAtMs: number, { apartMs = 8_000, stoodStillMs = 0 } = {}): string[] {
    const complaints = new Complaints();
    const ledger = new Ledger('stream', apartMs, (fromMs, toMs) =>
      fromMs === 0 && toMs === 30_000 ? stoodStillMs : 0,
    );
    ledger.settings = defaultSettings;
    ledger.shelves.set(1, shelf());
    ledger.committedAtMs = 30_000;
    const asked = {
      key: 'tap',
      buyerId: 'b1',
      command: 'cart:add',
      firstSentMs: 0,
      joinedAtMs: null,
      receivedAtMs: [100_000],
    };
    const charged = { itemNumber: 1, flashId: null, unitPriceMinor: 400, isQuoted: false, units: 1 };
    judgePrice(ledger, charged, asked, { atMs: receivedAtMs }, complaints);
    return foundIn(complaints);
  }

  test('is at most as far from when a node read it as nodes are apart', () => {
    expect([92_000, 108_000].flatMap((t) => foundOf(t))).toEqual([]);
    expect([91_999, 108_001].flatMap((t) => foundOf(t))).toEqual(['T3', 'T3']);
  });

  test('is later by as long as a process stood still meanwhile, and no longer', () => {
    expect(foundOf(117_000, { stoodStillMs: 9_000 })).toEqual([]);
    expect(foundOf(117_001, { stoodStillMs: 9_000 })).toEqual(['T3']);
    expect(foundOf(91_999, { stoodStillMs: 9_000 })).toEqual(['T3']);
  });

  test('is when it was read, where there is one node', () => {
    expect(foundOf(100_000, { apartMs: 0, stoodStillMs: 9_000 })).toEqual([]);
    expect(foundOf(100_001, { apartMs: 0, stoodStillMs: 9_000 })).toEqual(['T3']);
  });
});

describe('how long a machine stood still', () => {
  test('is the longest at a time, as far as it lies between the two moments', () => {
    const standstills = new Standstills();
    standstills.begins(100, 200);
    standstills.begins(150, 250);
    standstills.begins(300, 900);
    standstills.ends(500);
    expect(standstills.longestMs(0, 1_000)).toBe(200);
    expect(standstills.longestMs(120, 310)).toBe(130);
    expect(standstills.longestMs(260, 290)).toBe(0);
  });
});
