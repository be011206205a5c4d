import { useStore } from 'zustand';
import { useConsole, useHost } from '../../screens/staff/console/host-context.ts';
import { useWorld } from '../../stores/world.ts';
import { careOf, waitsForLook } from './care-store.ts';

/** How many lines of the chat wait for somebody's look, held or reported; 0 where there is no chat. */
export function useLinesToCheck(): number {
  const { host } = useConsole();
  const fine = useStore(careOf(host, useWorld()).store, (state) => state.fine);
  return useHost(({ chat }) => chat?.lines.filter((line) => waitsForLook(line, fine)).length ?? 0);
}
