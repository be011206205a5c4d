import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../../shared/contract/answer.ts';
import type { CallOffPreview } from '../../../shared/contract/order-refund.ts';
import type { CallOffReason } from '../../../shared/market/order/call-off-reasons.ts';
import { createIdempotentSender } from '../../stores/idempotent-sender.ts';
import type { World } from '../../stores/world.ts';

/** While the settlement reads the newest facts of the order, the preview is asked for again so often. */
const AGAIN_MS = 1_000;

interface CallOffState {
  /** What it would do; null until it was read, and once it is done. */
  preview: CallOffPreview | null;
  /** Why it can't be done, or was not. */
  refused: Reason | null;
  isBusy: boolean;
  /** What went back to the buyer; null: it is not cancelled yet. */
  given: number | null;
}

/** The cancellation of an order by the shop (O11). */
export interface CallOffStore {
  store: StoreApi<CallOffState>;
  open(): void;
  close(): void;
  /** Makes it, on what the preview said. @returns true if it was made */
  callOff(reason: CallOffReason): Promise<boolean>;
}

export function createCallOffStore(
  orderId: string,
  { http, newKey }: Pick<World, 'http' | 'newKey'>,
): CallOffStore {
  const store = createStore<CallOffState>(() => ({
    ...{ preview: null, refused: null, isBusy: false, given: null },
  }));
  const send = createIdempotentSender(newKey);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(): Promise<void> {
    clearTimeout(timer);
    const answer = await http.call('previewCallOff', { params: { orderId } });
    if (!answer.ok) return store.setState({ preview: null, refused: answer.refusal });
    store.setState({ preview: answer.value });
    if (answer.value.shares === null) timer = setTimeout(() => void look(), AGAIN_MS);
  }

  return {
    store,
    open: () => void look(),
    close: () => clearTimeout(timer),
    async callOff(reason) {
      const { preview, isBusy } = store.getState();
      if (!preview || isBusy) return false;
      clearTimeout(timer);
      store.setState({ isBusy: true, refused: null });
      const { refundMinor } = preview;
      const answer = await send({ orderId, reason, refundMinor }, (body) => http.call('callOff', { body }));
      if (answer.ok) {
        store.setState({ isBusy: false, preview: null, given: refundMinor });
        return true;
      }
      store.setState({ isBusy: false, refused: answer.refusal });
      // It is another order by now: what would be done is looked at anew.
      if (answer.refusal.code === 'CANCEL_INVALID') await look();
      return false;
    },
  };
}
