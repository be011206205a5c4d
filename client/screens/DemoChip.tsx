import { useStore } from 'zustand';
import { useWorld } from '../stores/world.ts';
import { part } from '../ui/part.tsx';

const Chip = part(() => import('./staff/shell/PracticeChip.tsx').then((module) => module.PracticeChip));

/** In a demo, the way back to its first page; nothing elsewhere, and until that is known. */
export function DemoChip() {
  const isDemo = useStore(useWorld().me.store, ({ me }) => me?.isDemo);
  return isDemo && location.pathname !== '/demo' ? <Chip /> : null;
}
