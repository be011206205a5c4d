import { useSyncExternalStore } from 'react';

/** The languages of the screens; neither is a translation of the other. */
export type Language = 'en' | 'zh-CN';

/** Both wordings of one screen, side by side; a missing line does not compile. */
export interface Catalogue<Words> {
  en: Words;
  'zh-CN': NoInfer<Words>;
}

export function catalogue<Words>(both: Catalogue<Words>): Catalogue<Words> {
  return both;
}

const listeners = new Set<() => void>();
let current: Language = 'en';

/** The language of a browser's wish list: Chinese of any kind reads our Simplified, everybody else English. */
export function languageFor(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    if (/^zh\b/i.test(wish)) return 'zh-CN';
    if (/^en\b/i.test(wish)) return 'en';
  }
  return 'en';
}

export function currentLanguage(): Language {
  return current;
}

/** Changes every screen's language at once, and the page's `lang`. */
export function setLanguage(language: Language): void {
  current = language;
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, currentLanguage, currentLanguage);
}

/** The words of a screen in the language in use. */
export function useMessages<Words>(both: Catalogue<Words>): Words {
  return both[useLanguage()];
}
