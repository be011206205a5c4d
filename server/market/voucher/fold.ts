import type { Folds } from '../kernel/capability.ts';
import { itemOf } from '../stock/counters.ts';
import { rememberUndo } from '../undo-memory.ts';
import { voucherOf } from './claims.ts';
import { editableOf } from './edit.ts';
import type { VoucherFacts } from './facts.ts';
import type { Voucher } from './state.ts';

export const voucherFolds: Folds<VoucherFacts> = {
  voucher_created: (state, fact, { seq }) => {
    const { type: _type, by, code, floorConsent: _floorConsent, ...terms } = fact;
    const voucher: Voucher = { ...terms, version: seq, isEnded: false, claimed: 0 };
    if (code !== undefined) voucher.code = { text: code, madeBy: by.staffId };
    state.vouchers.set(fact.voucherId, voucher);
  },
  voucher_edited: (state, fact, { seq, atMs }) => {
    const { voucherId, name, off, fromMinor, startsAtMs, endsAtMs, cap } = fact;
    const voucher = voucherOf(state, voucherId);
    if (fact.undoes === null) {
      rememberUndo(state, { kind: 'voucher', seq, atMs, voucherId, terms: editableOf(voucher) });
    }
    Object.assign(voucher, { off, fromMinor, startsAtMs, endsAtMs, cap, version: seq });
    if (name === '') delete voucher.name;
    else voucher.name = name;
  },
  voucher_ended: (state, fact, { seq }) => {
    const voucher = voucherOf(state, fact.voucherId);
    voucher.isEnded = true;
    voucher.endsAtMs = fact.endedAtMs;
    voucher.version = seq;
  },
  promotion_set: (state, fact, { seq }) => {
    const item = itemOf(state, fact.itemNumber);
    if (fact.now) item.promotion = fact.now;
    else delete item.promotion;
    item.version = seq;
  },
};
