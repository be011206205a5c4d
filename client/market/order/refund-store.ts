import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../../shared/contract/answer.ts';
import type { RefundPreview, RefundView } from '../../../shared/contract/order-refund.ts';
import type { RefundReason } from '../../../shared/market/order/refund-reasons.ts';
import { createIdempotentSender } from '../../stores/idempotent-sender.ts';
import { newestAnswer } from '../../stores/newest-answer.ts';
import type { World } from '../../stores/world.ts';
import { queryOf, type RefundAsk } from './refund-draft.ts';

/** While the settlement reads the newest facts of an order, the preview is asked for again so often. */
const AGAIN_MS = 1_000;
/** Whoever types an amount is not asked about each of its figures. */
const TYPING_MS = 250;

export interface RefundState {
  /** null until it was read. */
  view: RefundView | null;
  preview: RefundPreview | null;
  /** Why there is no view or no preview. */
  reason: Reason | null;
  /** Why the last refund was not made; null: it was, or none was tried. */
  refused: Reason | null;
  isBusy: boolean;
  /** What the refund did that was made here; null: none was. */
  made: RefundPreview | null;
}

/** A refund by amount or of units, for a reason; null: of units that the producer cannot fill, which is one. */
export type RefundAct = { ask: RefundAsk; reason: RefundReason | null };

/** One order as the office refunds it (O8). */
export interface RefundStore {
  store: StoreApi<RefundState>;
  open(): void;
  close(): void;
  /** Asks what a refund would do; null: nothing is thought of. */
  think(ask: RefundAsk | null): void;
  /** Makes it. @returns true if it was made */
  refund(act: RefundAct): Promise<boolean>;
}

export function createRefundStore(
  orderId: string,
  { http, newKey }: Pick<World, 'http' | 'newKey'>,
): RefundStore {
  const store = createStore<RefundState>(() => ({
    ...{ view: null, preview: null, reason: null, refused: null, isBusy: false, made: null },
  }));
  const send = createIdempotentSender(newKey);
  const asked = newestAnswer();
  const params = { orderId };
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What is thought of now; null: nothing. */
  let thought: RefundAsk | null = null;

  async function load(): Promise<void> {
    const answer = await http.call('orderRefund', { params });
    if (answer.ok) store.setState({ view: answer.value });
    else store.setState({ reason: answer.refusal });
  }

  async function look(ask: RefundAsk): Promise<void> {
    const isNewest = asked();
    const answer = await http.call('previewRefund', { params, query: queryOf(ask) });
    if (!isNewest()) return;
    if (!answer.ok) return store.setState({ preview: null, reason: answer.refusal });
    store.setState({ preview: answer.value, reason: null });
    if (answer.value.share === null) timer = setTimeout(() => void look(ask), AGAIN_MS);
  }

  function think(ask: RefundAsk | null): void {
    thought = ask;
    clearTimeout(timer);
    asked();
    store.setState({ preview: null, reason: null });
    if (ask) timer = setTimeout(() => void look(ask), TYPING_MS);
  }

  /** All lines go in one command, so they stand or fall together. */
  function make({ ask: { lines, given }, reason }: RefundAct, backMinor: number) {
    if (given && reason) {
      const [first, ...more] = lines.map(({ itemNumber, unitPriceMinor }) => ({
        itemNumber,
        unitPriceMinor,
      }));
      const amount = { orderId, ...first!, ...(more.length > 0 && { more }), ...given, reason, backMinor };
      return send(amount, (body) => http.call('refundAmount', { body }));
    }
    const [first, ...more] = lines.map(({ units = 1, ...line }) => ({ ...line, units }));
    const units = { orderId, ...first!, ...(more.length > 0 && { more }) };
    return reason === null
      ? send(units, (body) => http.call('cannotFill', { body }), 'unfilled')
      : send({ ...units, reason }, (body) => http.call('refundUnits', { body }));
  }

  return {
    store,
    open: () => void load(),
    close: () => {
      clearTimeout(timer);
      asked();
    },
    think,
    async refund(act) {
      const { view, preview, isBusy } = store.getState();
      if (!view || !preview || isBusy) return false;
      store.setState({ isBusy: true, refused: null });
      const answer = await make(act, view.backMinor);
      if (answer.ok) {
        think(null);
        store.setState({ isBusy: false, made: preview });
        return true;
      }
      await load();
      store.setState({ isBusy: false, preview: null, refused: answer.refusal });
      // The order may be another one by now, and what the same refund would do to it another thing. Of one that is more than
      // there is left nobody thinks any more.
      if (thought) void look(thought);
      return false;
    },
  };
}
