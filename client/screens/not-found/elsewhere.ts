import type { ComponentType } from 'react';
import { NotFoundScreen } from './NotFoundScreen.tsx';

/**
 * What stands at an address without a screen of its own: the words that there is no such page, or in the demo the page
 * that it begins with. No market but the demo serves that part, and a buyer's first load knows nothing of it.
 */
export async function elsewhere(): Promise<ComponentType> {
  if (location.pathname !== '/demo') return NotFoundScreen;
  return import('../demo/DemoScreen.tsx').then(
    (module) => module.DemoScreen,
    () => NotFoundScreen,
  );
}
