import { expect, test } from 'vitest';
import { VoucherCheck } from '../../server/audit/facts/vouchers.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { editableOf } from '../../server/market/voucher/edit.ts';
import { threeProducers } from '../builders/three-producers.ts';

/** What the check says of a change of a voucher with so many claims; null: nothing. */
function found(claims: number, changes: Partial<ReturnType<typeof editableOf>>): string | null {
  const m = threeProducers();
  const voucherId = m.host.makesVoucher({ cap: 5 });
  for (let claim = 0; claim < claims; claim += 1) m.buyer('ana').places({ lines: { potatoes: 1 } });
  const { state } = m.bench;
  const terms = { ...editableOf(state.vouchers.get(voucherId)!), ...changes };
  const fact: StreamFact = { type: 'voucher_edited', voucherId, ...terms, undoes: null, by: m.host.by };
  let said: string | null = null;
  const no = (invariant: string) => {
    said = invariant;
    return new Error(invariant) as never;
  };
  try {
    new VoucherCheck().before(state, fact, state.atMs, no);
  } catch {
    return said;
  }
  return null;
}

test('[INV9] a limit below the claims is found, one of just as many is not', () => {
  expect(found(3, { cap: 2 })).toBe('INV9');
  expect(found(3, { cap: 3, name: 'Three' })).toBeNull();
});

test('[INV7] other amounts are found once there is a claim', () => {
  expect(found(1, { off: { kind: 'amount', offMinor: 999 } })).toBe('INV7');
  expect(found(1, { fromMinor: 1 })).toBe('INV7');
  expect(found(0, { off: { kind: 'amount', offMinor: 999 } })).toBeNull();
  expect(found(1, { endsAtMs: 1 })).toBeNull();
});
