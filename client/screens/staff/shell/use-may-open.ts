import { useStore } from 'zustand';
import type { StaffPage } from '../../../../shared/market/account/contract.ts';
import { useWorld } from '../../../stores/world.ts';

/** Whether this person may open a page of staff; the server asks again. */
export function useMayOpen(page: StaffPage): boolean {
  const { me } = useWorld();
  return useStore(me.store, (state) => state.me?.pages.includes(page) ?? false);
}
