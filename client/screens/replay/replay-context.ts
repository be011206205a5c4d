import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { ReplayView } from '../../../shared/contract/media.ts';
import type { ReplayState, ReplayStore } from '../../stores/replay/replay-store.ts';

export const ReplayContext = createContext<ReplayStore | null>(null);

export function useReplayStore(): ReplayStore {
  const store = useContext(ReplayContext);
  if (!store) throw new Error('A part of the replay stands outside of it.');
  return store;
}

export function useReplay<T>(select: (state: ReplayState) => T): T {
  return useStore(useReplayStore().store, select);
}

/** The stream that is looked back at; its parts are drawn only once it is there. */
export function useReplayView(): ReplayView {
  const view = useReplay((state) => state.view);
  if (!view) throw new Error('There is nothing to look back at yet.');
  return view;
}
