import { flashSaleTakesBack } from './flash-sale/undo.ts';
import type { Rights } from './kernel/authority.ts';
import type { By } from './kernel/by.ts';
import { type ConsoleReply, consoleReply } from './kernel/console-reply.ts';
import { accept, type DecideAt, type Decision, refused } from './kernel/decision.ts';
import type { TakesBack, TakesBackAll } from './kernel/undone.ts';
import { lineupTakesBack } from './lineup/undo.ts';
import type { StreamState } from './state.ts';
import { stockTakesBack } from './stock/undo.ts';
import type { Undo } from './undo-memory.ts';
import { voucherTakesBack } from './voucher/undo.ts';

/** Each kind has one owner: one that has none does not compile. */
const takesBack: TakesBackAll<Undo> = {
  ...lineupTakesBack,
  ...stockTakesBack,
  ...flashSaleTakesBack,
  ...voucherTakesBack,
};

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
  const owner: TakesBack<typeof last> = takesBack[last.kind];
  if (!by.rights || !(by.rights.isHost || by.rights.grants.includes(owner.grant)))
    return refused({ code: 'FORBIDDEN' });
  const version = owner.versionOf(state, last);
  const fact = version === last.seq ? owner.inverse(state, last, by) : null;
  if (!fact) return refused({ code: 'STALE_VERSION', version });
  return accept(
    [fact],
    consoleReply(null, (after) => owner.versionOf(after, last)),
  );
}

/** Who looks at what could be taken back, and takes nothing back. */
const nobody = { staffId: '', device: '' };

/**
 * The console facts that can still be taken back, and until when (L5): none that a later act has overtaken. At most
 * MAX_UNDO; which of them somebody may take back, their grants say.
 */
export function undoable(state: StreamState): { seq: number; untilMs: number }[] {
  const { undoMs } = state.settings;
  return state.undo.flatMap((last) => {
    const untilMs = last.atMs + undoMs;
    if (state.atMs >= untilMs) return [];
    const owner: TakesBack<typeof last> = takesBack[last.kind];
    const isLast = owner.versionOf(state, last) === last.seq;
    return isLast && owner.inverse(state, last, { atMs: state.atMs, by: nobody })
      ? [{ seq: last.seq, untilMs }]
      : [];
  });
}
