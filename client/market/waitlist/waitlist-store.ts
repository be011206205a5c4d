import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../../shared/contract/answer.ts';
import type { LiveStore } from '../../stores/live-store.ts';
import type { World } from '../../stores/world.ts';

export interface WaitlistState {
  /** A tap is on its way. */
  isBusy: boolean;
  /** Why the last tap did nothing, until the next or a dismissal. */
  fault: Reason | null;
}

/** The taps of one buyer about the line of one item (H5). Who stands in it is the server's to say: see `mine`. */
export interface WaitlistStore {
  store: StoreApi<WaitlistState>;
  open(): void;
  close(): void;
  join(units: number): Promise<void>;
  /** Gives the place up, and units that are on offer. */
  leave(): Promise<void>;
  dismiss(): void;
}

export function createWaitlistStore(
  live: LiveStore,
  itemNumber: number,
  { newKey }: Pick<World, 'newKey'>,
): WaitlistStore {
  const store = createStore<WaitlistState>(() => ({ isBusy: false, fault: null }));
  async function tap(command: () => ReturnType<LiveStore['send']>): Promise<void> {
    if (store.getState().isBusy) return;
    store.setState({ isBusy: true, fault: null });
    const answer = await command();
    store.setState({ isBusy: false, fault: answer.ok ? null : answer });
  }
  return {
    store,
    open: () => {},
    close: () => {},
    join: (units) => tap(() => live.send('waitlist:join', { key: newKey(), itemNumber, units })),
    leave: () => tap(() => live.send('waitlist:leave', { key: newKey(), itemNumber })),
    dismiss: () => store.setState({ fault: null }),
  };
}
