import { accept, type Decision } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';

/**
 * Gives up a transfer that left the warehouse and was not heard of since (S5): unless it has come in, it may not any
 * more, however late its command is decided. Only then may the warehouse book it back.
 */
export function voidTransfer(
  state: StreamState,
  { transferId }: { transferId: string },
): Decision<{ hasArrived: boolean }> {
  const hasArrived = state.transfers.has(transferId);
  const isDone = hasArrived || state.voided.has(transferId);
  return accept(isDone ? [] : [{ type: 'transfer_voided', transferId }], () => ({ hasArrived }));
}
