import { useEffect } from 'react';
import { tellsExposure } from '../../../../stores/settings-store.ts';
import { useWorld } from '../../../../stores/world.ts';
import { loadChunk } from '../../../../ui/load-chunk.ts';
import { useLive, useViewer } from '../viewer-stores.ts';

/** Has what this page shows counted, and whose link brought it, unless whoever uses it declined. Nothing on the page waits for it. */
export function useExposure(): void {
  const { live } = useViewer();
  const { keep } = useWorld();
  const isJoined = useLive((state) => state.ticket !== null && state.view.stream !== null);
  useEffect(() => {
    if (!isJoined || !tellsExposure(keep)) return;
    let stop = () => {};
    let isOver = false;
    loadChunk(() => import('./measure.ts')).then(
      ({ measure }) => {
        if (!isOver) stop = measure(live, keep);
      },
      () => undefined,
    );
    return () => {
      isOver = true;
      stop();
    };
  }, [isJoined, keep, live]);
}
