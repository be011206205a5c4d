import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { CategoryCount, SearchReply } from '../../shared/contract/search.ts';
import type { Http } from '../connection/http.ts';
import { newestAnswer } from './newest-answer.ts';

export interface Sought {
  /** As it was typed; empty: nothing. */
  text: string;
  /** One of the categories; null: any. */
  category: string | null;
}

export interface SearchState {
  sought: Sought;
  /** null until the first answer; empty: there is none. */
  categories: readonly CategoryCount[] | null;
  /** What was found last, with what it was found by; it stays until the next answer is there. */
  found: (Pick<SearchReply, 'products' | 'total' | 'streams'> & { by: Sought }) | null;
  /** What the server answered last, found or refused; null before its first answer. */
  answered: Sought | null;
  reason: Reason | null;
}

/** Products over all streams, as somebody looks for them. */
export interface SearchStore {
  store: StoreApi<SearchState>;
  open(): void;
  close(): void;
  seek(sought: Sought): void;
  again(): void;
}

/** A word is typed in less: it is asked for once, not with every key. */
const TYPING_MS = 250;

/** @param first what the page is opened with */
export function createSearchStore(first: Sought, { http }: { http: Http }): SearchStore {
  const store = createStore<SearchState>(() => ({
    sought: first,
    categories: null,
    found: null,
    answered: null,
    reason: null,
  }));
  const asked = newestAnswer();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    const { sought } = store.getState();
    const isNewest = asked();
    const q = sought.text.trim();
    const query = { ...(q !== '' && { q }), ...(sought.category !== null && { category: sought.category }) };
    const answer = await http.call('search', { query });
    if (!isNewest()) return;
    if (!answer.ok) {
      // Without it there is nothing to choose from; what is on stands there all the same.
      store.setState(({ categories }) => ({
        ...{ answered: sought, reason: answer.refusal },
        categories: categories ?? [],
      }));
      return;
    }
    const { categories, ...found } = answer.value;
    store.setState({ categories, found: { ...found, by: sought }, answered: sought, reason: null });
  }

  return {
    store,
    open: () => void ask(),
    close: () => clearTimeout(timer),
    seek(sought) {
      const isTyped = sought.category === store.getState().sought.category;
      store.setState({ sought });
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), isTyped && isSeeking(sought) ? TYPING_MS : 0);
    },
    again: () => void ask(),
  };
}

/** True while something is looked for. */
export function isSeeking({ text, category }: Sought): boolean {
  return text.trim() !== '' || category !== null;
}
