import { useEffect } from 'react';
import { tellsExposure } from '../../../stores/settings-store.ts';
import { useWorld } from '../../../stores/world.ts';
import { loadChunk } from '../../../ui/load-chunk.ts';
import { useLive, useViewer } from '../viewer-stores.ts';

/** Has what this page shows counted, unless whoever uses it declined. Nothing on the page waits for it. */
export function useExposure(): void {
  const { live } = useViewer();
  const { keep } = useWorld();
  const isJoined = useLive((state) => state.ticket !== null && state.view.stream !== null);
  useEffect(() => {
    if (!isJoined || !tellsExposure(keep)) return;
    let stop = () => {};
    let isOver = false;
    loadChunk(() => import('./watch-exposure.ts')).then(
      ({ watchExposure }) => {
        if (isOver) return;
        stop = watchExposure({
          viewers: live.store.getState().viewers,
          chance: Math.random(),
          tell: (request) => live.tell('exposure:report', request),
        });
      },
      () => undefined,
    );
    return () => {
      isOver = true;
      stop();
    };
  }, [isJoined, keep, live]);
}
