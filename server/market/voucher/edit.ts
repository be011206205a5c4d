import type { Refusal } from '../../../shared/contract/refusals.ts';
import { canonicalJson } from '../../../shared/values/canonical-json.ts';
import type { StreamFact } from '../facts.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import { type ConsoleReply, consoleReply, ofVoucher } from '../kernel/console-reply.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { invalid, isOver, whyInvalid, whyOver } from './decide.ts';
import type { VoucherEdit } from './facts.ts';
import { whyBelowFloor } from './floor-price.ts';
import type { Voucher } from './state.ts';

export interface VoucherChanges {
  voucherId: string;
  version: number;
  name?: string | null | undefined;
  off?: VoucherEdit['off'] | undefined;
  fromMinor?: number | undefined;
  startsAtMs?: number | undefined;
  endsAtMs?: number | undefined;
  cap?: number | undefined;
  floorConsent?: boolean | undefined;
}

/**
 * Changes a voucher that is not over (V3): its name and its end at any time, its start until it has begun, how many may
 * claim it down to what is claimed, and what it takes off until somebody has claimed it, since orders that stand were
 * promised the old terms and others would be told another story. Nothing changed → nothing happens.
 */
export function editVoucher(
  state: StreamState,
  request: VoucherChanges,
  by: ConsoleAt,
): Decision<ConsoleReply> {
  const closed = whyOver(state);
  if (closed) return closed;
  const voucher = state.vouchers.get(request.voucherId);
  if (!voucher) return refused({ code: 'NOT_FOUND' });
  const { voucherId, version } = voucher;
  if (version !== request.version) return refused({ code: 'STALE_VERSION', version });
  if (isOver(voucher, by.atMs)) return refused(invalid('voucherId', 'ended'));
  const was = editableOf(voucher);
  const terms: VoucherEdit = {
    name: request.name === undefined ? was.name : (request.name ?? ''),
    off: request.off ?? was.off,
    fromMinor: request.fromMinor ?? was.fromMinor,
    startsAtMs: request.startsAtMs ?? was.startsAtMs,
    endsAtMs: request.endsAtMs ?? was.endsAtMs,
    cap: request.cap ?? was.cap,
  };
  if (canonicalJson(terms) === canonicalJson(was))
    return accept([], consoleReply(null, ofVoucher(voucherId)));
  const fault = whyNotChanged(voucher, terms, by.atMs);
  if (fault) return refused(fault);
  const belowFloor = hasSameAmounts(voucher, terms) ? null : whyBelowFloor(state, { ...voucher, ...terms });
  if (belowFloor && !request.floorConsent) return refused(belowFloor);
  const fact: StreamFact = {
    ...{ type: 'voucher_edited', voucherId, ...terms, undoes: null },
    ...(belowFloor && { floorConsent: true }),
    by: by.by,
  };
  return accept([fact], consoleReply(by.atMs + state.settings.undoMs, ofVoucher(voucherId)));
}

/** What of a voucher can be changed, as it is. */
export function editableOf({ name = '', off, fromMinor, startsAtMs, endsAtMs, cap }: Voucher): VoucherEdit {
  return { name, off, fromMinor, startsAtMs, endsAtMs, cap };
}

/** Why claims stand against other terms: what was promised to somebody stays, and nobody's claim is taken away. */
export function whyNotBack(voucher: Voucher, terms: VoucherEdit): Refusal | null {
  const { claimed } = voucher;
  if (claimed > 0 && !hasSameAmounts(voucher, terms)) return invalid('off', 'claimed');
  return terms.cap < claimed ? invalid('cap', 'claimed', claimed) : null;
}

function whyNotChanged(voucher: Voucher, terms: VoucherEdit, atMs: number): Refusal | null {
  const isMoved = terms.startsAtMs !== voucher.startsAtMs;
  if (isMoved && voucher.startsAtMs <= atMs) return invalid('startsAtMs', 'started');
  return whyNotBack(voucher, terms) ?? whyInvalid({ ...voucher, ...terms }, atMs);
}

function hasSameAmounts(voucher: Voucher, { off, fromMinor }: VoucherEdit): boolean {
  return fromMinor === voucher.fromMinor && canonicalJson(off) === canonicalJson(voucher.off);
}
