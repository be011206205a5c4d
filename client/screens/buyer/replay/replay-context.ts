import { createContext, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ReplayView } from '../../../../shared/contract/media.ts';
import { namedIn, titledIn } from '../../../../shared/values/names.ts';
import { useLanguage } from '../../../i18n/language.ts';
import type { ReplayState, ReplayStore } from '../../../stores/replay/replay-store.ts';

export const ReplayContext = createContext<ReplayStore | null>(null);

export function useReplayStore(): ReplayStore {
  const store = useContext(ReplayContext);
  if (!store) throw new Error('A part of the replay stands outside of it.');
  return store;
}

export function useReplay<T>(select: (state: ReplayState) => T): T {
  return useStore(useReplayStore().store, select);
}

/** The stream that is looked back at, under the names that this reader knows; its parts are drawn only once it is there. */
export function useReplayView(): NamedReplay {
  const language = useLanguage();
  const view = useReplay((state) => state.view);
  if (!view) throw new Error('There is nothing to look back at yet.');
  return useMemo(() => namedView(language, view), [language, view]);
}

/** Each chapter has a name: its host's, or that of its product. */
interface NamedReplay extends ReplayView {
  pins: (ReplayView['pins'][number] & {
    name: string;
    /** The product that was shown, where the chapter has a name of its own; else null. */
    ofProduct: string | null;
  })[];
}

function namedView(language: string, view: ReplayView): NamedReplay {
  const items = view.items.map((item) => namedIn(language, item));
  const names = new Map(items.map(({ itemNumber, name }) => [itemNumber, name]));
  const pins = view.pins.map((pin) => {
    const product = names.get(pin.itemNumber) ?? '';
    const named = namedIn(language, { ...pin, name: pin.name ?? product });
    return { ...named, ofProduct: pin.name === undefined ? null : product };
  });
  return { ...titledIn(language, view), items, pins };
}
