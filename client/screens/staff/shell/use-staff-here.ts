import { useEffect } from 'react';
import { useStore } from 'zustand';
import { keepStaffHere } from '../../../stores/staff-here.ts';
import { useWorld } from '../../../stores/world.ts';

/** Keeps on this device whether who is here works here, as soon as the server has said it. */
export function useStaffHere(): void {
  const { me, keep } = useWorld();
  const isStaff = useStore(me.store, (state) => state.me && state.me.staff !== null);
  useEffect(() => {
    if (isStaff !== null) keepStaffHere(keep, isStaff);
  }, [isStaff, keep]);
}
