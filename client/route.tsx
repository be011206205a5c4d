import { type ComponentType, lazy } from 'react';
import { commonMessages } from './i18n/common.ts';
import { useMessages } from './i18n/language.ts';
import { loadChunk } from './ui/load-chunk.ts';

export interface ScreenProps {
  /** The stream in the address, or the order, if there is one. */
  slug?: string;
  /** The product behind it in the address, by its number. */
  itemNumber?: number;
}

export interface Route {
  pattern: RegExp;
  screen: ComponentType<ScreenProps>;
  /** Fetches the screen and its words; it may be called before the screen is shown. */
  fetch(): Promise<ComponentType<ScreenProps>>;
}

/** A screen at its addresses; it is a chunk of its own. */
export function at(pattern: RegExp, load: () => Promise<ComponentType<ScreenProps>>): Route {
  const fetch = () => loadChunk(load);
  return { pattern, screen: lazy(async () => ({ default: await fetch() })), fetch };
}

/** Where no other is. */
export const { screen: NotFound } = at(/$/, () =>
  import('./screens/not-found/elsewhere.ts').then((module) => module.elsewhere()),
);

/** What stands where a screen is still on its way. */
export function Opening() {
  const say = useMessages(commonMessages);
  return (
    <p className="unseen" role="status">
      {say.loading}
    </p>
  );
}
