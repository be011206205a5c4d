import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { useWorld } from '../../../stores/world.ts';
import { goByZone } from '../../../ui/time-words.ts';
import { StaffShell } from './StaffShell.tsx';
import { useStaffHere } from './use-staff-here.ts';
import { knownZone } from './zone-name.ts';

/**
 * A public page as staff have it: in the shell, by the shop's clock. Nothing until the server has said who this is, so
 * that nothing moves then; the page alone for others, and where nobody answers.
 */
export function ShellForStaff({ forStaff, children }: { forStaff: ReactNode; children: ReactNode }) {
  const { me } = useWorld();
  const known = useStore(me.store, (state) => state.me);
  const isUnanswered = useStore(me.store, (state) => state.reason !== null);
  useEffect(() => void me.ensure(), [me]);
  useStaffHere();
  if (!known && !isUnanswered) return null;
  if (!known?.staff) return children;
  goByZone(knownZone(known.timeZone));
  return <StaffShell path={location.pathname}>{forStaff}</StaffShell>;
}
