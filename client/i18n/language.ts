import { useSyncExternalStore } from 'react';

/** The languages of the screens; neither is a translation of the other. */
export type Language = 'en' | 'zh-CN';

/**
 * Both wordings of one screen, side by side; a missing line does not compile. A module of words has its catalogues by
 * name at its top level and does nothing else when it is loaded, so that a build can take the languages apart.
 */
export interface Catalogue<Words> {
  en: Words;
  'zh-CN': NoInfer<Words>;
}

export function catalogue<Words>(both: Catalogue<Words>): Catalogue<Words> {
  return both;
}

interface ApartWords {
  isThere(language: Language): boolean;
  load(language: Language): Promise<void>;
}

/** In a build every catalogue of the chunks that have come so far. */
const apartWords = new Set<ApartWords>();

/**
 * What the build makes of a catalogue (server/tools/build/words-apart.ts): the words of each language lie in a file of their
 * own. Where a part of the page is used they are there, since `wordsCome` was waited for before (ui/load-chunk.ts).
 * @public the build alone calls it
 */
export function wordsApart<Words>(load: Record<Language, () => Promise<Words>>): Catalogue<Words> {
  const words: Partial<Record<Language, Words>> = {};
  const coming: Partial<Record<Language, Promise<void>>> = {};
  const wordsOf = (language: Language): Words => {
    const found = words[language];
    if (found === undefined) throw new Error(`Words that have not come: ${language}`);
    return found;
  };
  apartWords.add({
    isThere: (language) => words[language] !== undefined,
    load: (language) => {
      coming[language] ??= load[language]().then(
        (found) => {
          words[language] = found;
        },
        (fault) => {
          delete coming[language];
          throw fault;
        },
      );
      return coming[language];
    },
  });
  return {
    get en() {
      return wordsOf('en');
    },
    get 'zh-CN'() {
      return wordsOf('zh-CN');
    },
  };
}

const listeners = new Set<() => void>();
let current: Language = 'en';
/** What was chosen last; its words may still be on their way. */
let wanted: Language = current;

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

/**
 * Changes every screen's language at once, and the page's `lang`. In a build the words of another language come first;
 * if they do not come, all stays as it is.
 */
export function setLanguage(language: Language): void {
  wanted = language;
  const coming = missingWords(language);
  // Nothing is shown yet at the start, and what is about to be shown waits for its words.
  if (!coming || listeners.size === 0) {
    use(language);
    return;
  }
  coming.then(
    () => wanted === language && setLanguage(language),
    () => {
      if (wanted === language) wanted = current;
    },
  );
}

/** Resolves once all that has come of the page can speak: before that, nothing of it is shown. */
export async function wordsCome(): Promise<void> {
  await Promise.all([missingWords(current), missingWords(wanted)]);
}

/** Loads what is missing of a language in all that has come; null if nothing is. */
function missingWords(language: Language): Promise<unknown> | null {
  const missing = [...apartWords].filter((each) => !each.isThere(language));
  return missing.length === 0 ? null : Promise.all(missing.map((each) => each.load(language)));
}

function use(language: Language): void {
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
