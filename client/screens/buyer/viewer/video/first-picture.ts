import type { LiveRequest } from '../../../../../shared/protocol.ts';
import { exposureOneIn } from '../../../../../shared/values/exposure.ts';
import { LONGEST_FIRST_PICTURE_MS } from '../../../../../shared/values/first-picture.ts';

/** A first picture comes with the first data, or behind the first sound. */
const EVENTS = ['loadeddata', 'resize'] as const;

/**
 * Tells once how long the first picture took since the page was opened. Only a page that was opened at this very stream,
 * and has been looked at ever since, knows that; in a crowd one in so many tells. Whether there was a picture to come is
 * the server's to know.
 * @param chance 0 to 1, below 1
 * @returns how to stop
 */
export function watchFirstPicture(
  element: HTMLVideoElement,
  {
    viewers,
    chance,
    tell,
  }: { viewers: number; chance: number; tell(request: LiveRequest<'exposure:first-picture'>): void },
): () => void {
  if (!wasOpenedHere() || document.hidden || chance * exposureOneIn(viewers) >= 1) return () => {};
  const look = () => {
    if (element.readyState < 2 || element.videoWidth === 0) return;
    stop();
    const afterMs = Math.round(Math.min(LONGEST_FIRST_PICTURE_MS, performance.now()));
    tell({ afterMs, way: element.srcObject ? 'direct' : 'steady' });
  };
  const onSight = () => document.hidden && stop();
  function stop() {
    for (const event of EVENTS) element.removeEventListener(event, look);
    document.removeEventListener('visibilitychange', onSight);
  }
  for (const event of EVENTS) element.addEventListener(event, look);
  document.addEventListener('visibilitychange', onSight);
  return stop;
}

/** False if the reader came from another screen of ours: since when that one was open says nothing. */
function wasOpenedHere(): boolean {
  const [opened] = performance.getEntriesByType('navigation');
  return opened !== undefined && new URL(opened.name).pathname === location.pathname;
}
