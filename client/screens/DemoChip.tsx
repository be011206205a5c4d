import { part } from '../ui/part.tsx';
import { useIsDemo } from './use-is-demo.ts';

const Way = part(() => import('./DemoWay.tsx').then((module) => module.DemoWay));

/** In a demo, the way back to its first page; nothing elsewhere, and in that page's frames. */
export function DemoChip() {
  if (!useIsDemo()) return null;
  return location.pathname !== '/demo' && window.top === window ? <Way /> : null;
}
