import { part } from '../ui/part.tsx';
import { useIsDemo } from './use-is-demo.ts';

const Way = part(() => import('./DemoWay.tsx').then((module) => module.DemoWay));

/**
 * In a demo, the way back to its first page; nothing elsewhere, and in that page's frames.
 * @param isBeside in a tab of its own: the page that it stands on must stay
 */
export function DemoChip({ isBeside = false }: { isBeside?: boolean }) {
  if (!useIsDemo()) return null;
  return location.pathname !== '/demo' && window.top === window ? <Way isBeside={isBeside} /> : null;
}
