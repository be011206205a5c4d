import { useStore } from 'zustand';
import { useWorld } from '../stores/world.ts';

/** Whether this is a demo. Its server says so in the page itself, too: most pages of buyers never ask who reads them. */
export function useIsDemo(): boolean {
  const isDemo = useStore(useWorld().me.store, ({ me }) => me?.isDemo);
  return isDemo === true || document.documentElement.dataset.demo !== undefined;
}
