import { describe, expect, test } from 'vitest';
import { faultKinds } from './faults/tally.ts';
import { simulate } from './simulation.ts';
import { Totals } from './totals.ts';

/** Worlds of one test: few enough that a red one is named within seconds. */
const IN_ONE_TEST = 50;
/** What an average world has at the least; of emptier ones nothing could be learnt. */
const FACTS = 60;
const ORDERS = 4;
const FAULTS = 80;
/** Types of facts in all worlds together. */
const FACT_TYPES = 37;

/**
 * Runs so many worlds from a seed on, each of which has to keep every promise; and looks at all of them together,
 * whether they were worth running. Equal seeds are equal worlds, so that no chance can fail this, only a change.
 */
export function describeWorlds(from: number, count: number): void {
  describe(`worlds ${from} to ${from + count - 1}`, { timeout: 120_000 }, () => {
    const totals = new Totals();
    for (let first = from; first < from + count; first += IN_ONE_TEST) {
      const last = Math.min(first + IN_ONE_TEST, from + count) - 1;
      test(`[INV1]–[INV15] [INV19]–[INV25] hold in worlds ${first} to ${last}`, async () => {
        for (let seed = first; seed <= last; seed += 1) totals.add(await simulate(seed));
        expect(totals.reds).toEqual([]);
      });
    }

    test('every kind of fault happened in them, to markets of one and of several nodes', () => {
      expect(totals.seeds).toBe(count);
      expect([...totals.faults.keys()].sort()).toEqual([...faultKinds].sort());
      expect([...totals.nodes.keys()].sort()).toEqual([1, 2, 3, 4, 5]);
      expect(totals.faultCount / count).toBeGreaterThan(FAULTS);
    });

    test('people bought in them, and hosts did nearly all that a host can do', () => {
      expect(totals.facts / count).toBeGreaterThan(FACTS);
      expect(totals.orders / count).toBeGreaterThan(ORDERS);
      // Of the 44 that there are; nobody rehearses here, cancels a stream, or stops selling by the auditor.
      expect(totals.factTypes.size).toBeGreaterThanOrEqual(FACT_TYPES);
    });
  });
}
