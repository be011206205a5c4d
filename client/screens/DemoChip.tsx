import { useStore } from 'zustand';
import { useWorld } from '../stores/world.ts';
import { part } from '../ui/part.tsx';

const Way = part(() => import('./DemoWay.tsx').then((module) => module.DemoWay));

/**
 * In a demo, the way back to its first page; nothing elsewhere, and in that page's frames. Its server says so in the page
 * itself: most pages of buyers never ask who reads them.
 */
export function DemoChip() {
  const isDemo = useStore(useWorld().me.store, ({ me }) => me?.isDemo);
  if (!isDemo && document.documentElement.dataset.demo === undefined) return null;
  return location.pathname !== '/demo' && window.top === window ? <Way /> : null;
}
