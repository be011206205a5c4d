import type { Grant } from '../../../shared/contract/stream.ts';
import type { StreamFact } from '../facts.ts';
import type { Rights } from '../kernel/authority.ts';
import type { By } from '../kernel/by.ts';
import type { ConsoleReply } from '../kernel/console-reply.ts';
import { consoleReply } from '../kernel/console-reply.ts';
import type { DecideAt, Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import type { Undo } from '../undo.ts';
import { isOver } from '../voucher/decide.ts';
import { whyNotBack } from '../voucher/edit.ts';

/**
 * Decides an undo within 5 s (L5): a pin, a reorder, a stop of sale, a limit per buyer, or a flash that has no hold or order yet. A change of
 * a voucher is taken back unless it is over, since its code may be another's by then, or claims have come that its old
 * terms could not have. Too late, or changed since by somebody → STALE_VERSION with the present version, and nothing
 * happens.
 */
export function undo(
  state: StreamState,
  request: { seq: number },
  by: DecideAt & { by: By; rights: Rights | null },
): Decision<ConsoleReply> {
  const last = state.undo.find((candidate) => candidate.seq === request.seq);
  if (!last || by.receivedAtMs >= last.atMs + state.settings.undoMs) {
    return refused({ code: 'STALE_VERSION', version: state.lineupVersion });
  }
  if (!by.rights || !mayUndo(last, by.rights)) return refused({ code: 'FORBIDDEN' });
  const version = versionOf(state, last);
  const fact = version === last.seq ? inverse(state, last, by) : null;
  if (!fact) return refused({ code: 'STALE_VERSION', version });
  return accept(
    [fact],
    consoleReply(null, (after) => versionOf(after, last)),
  );
}

/** Taking something back needs the same grant as doing it (A1): only the log knows what was done. */
function mayUndo(last: Undo, { isHost, grants }: Rights): boolean {
  return isHost || grants.includes(grantOf[last.kind]);
}

const grantOf: Record<Undo['kind'], Grant> = {
  pin: 'pin',
  reorder: 'lineup',
  stop: 'stock',
  limit: 'lineup',
  flash: 'flash',
  voucher: 'voucher',
};

function versionOf(state: Readonly<StreamState>, last: Undo): number {
  if (last.kind === 'reorder') return state.lineupVersion;
  if (last.kind === 'voucher') return state.vouchers.get(last.voucherId)?.version ?? 0;
  return state.items.get(last.itemNumber)?.version ?? 0;
}

function inverse(state: StreamState, last: Undo, { by, atMs }: DecideAt & { by: By }): StreamFact | null {
  switch (last.kind) {
    case 'pin':
      if (!state.pins.some((pin) => pin.seq === last.seq)) return null;
      return { type: 'pins_restored', pins: last.pins, undoes: last.seq, by };
    case 'reorder':
      return { type: 'lineup_reordered', order: last.order, undoes: last.seq, by };
    case 'stop':
      return { type: 'sale_resumed', itemNumber: last.itemNumber, undoes: last.seq, by };
    case 'limit': {
      const { itemNumber, buyerLimit } = last;
      const wasLimit = state.items.get(itemNumber)?.buyerLimit ?? null;
      return { type: 'buyer_limit_changed', itemNumber, wasLimit, buyerLimit, undoes: last.seq, by };
    }
    case 'flash': {
      const flash = state.flashes.get(last.flashId);
      const isTouched = !flash || flash.free !== flash.cap || flash.phase === 'over';
      return isTouched ? null : { type: 'flash_sale_undone', flashId: last.flashId, undoes: last.seq, by };
    }
    case 'voucher': {
      const { voucherId, terms } = last;
      const voucher = state.vouchers.get(voucherId);
      if (!voucher || isOver(voucher, atMs) || whyNotBack(voucher, terms)) return null;
      return { type: 'voucher_edited', voucherId, ...terms, undoes: last.seq, by };
    }
  }
}
