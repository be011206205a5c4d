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
export function useReplayView(): ReplayView {
  const language = useLanguage();
  const view = useReplay((state) => state.view);
  if (!view) throw new Error('There is nothing to look back at yet.');
  return useMemo(() => namedView(language, view), [language, view]);
}

function namedView(language: string, view: ReplayView): ReplayView {
  const items = view.items.map((item) => namedIn(language, item));
  const names = new Map(items.map(({ itemNumber, name }) => [itemNumber, name]));
  const pins = view.pins.map((pin) =>
    namedIn(language, { ...pin, name: pin.name ?? names.get(pin.itemNumber) ?? '' }),
  );
  return { ...titledIn(language, view), items, pins };
}
