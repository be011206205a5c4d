import { type RefObject, useLayoutEffect } from 'react';
import type { ChatStore } from './chat-store.ts';

/** A swipe is at least this long, in px, and more along than across. */
const LONG_PX = 70;

/** A swipe to the right over the picture hides lines and hearts (清屏), one to the left brings them back. */
export function useSwipe(inside: RefObject<HTMLElement | null>, chat: ChatStore): void {
  // From the first paint of the lines on a swipe counts; an effect after it would miss a quick finger.
  useLayoutEffect(() => {
    const stage = inside.current?.closest<HTMLElement>('.stage');
    if (!stage) return;
    let from: { x: number; y: number } | null = null;
    const begin = ({ target, touches: [touch] }: TouchEvent) => {
      const isField =
        target instanceof Element && target.closest('input, .bottom-bar, .pinned, dialog') !== null;
      from = touch && !isField ? { x: touch.clientX, y: touch.clientY } : null;
    };
    const end = ({ changedTouches: [touch] }: TouchEvent) => {
      if (!from || !touch) return;
      const along = touch.clientX - from.x;
      const across = Math.abs(touch.clientY - from.y);
      if (Math.abs(along) >= LONG_PX && Math.abs(along) > 2 * across) chat.hide(along > 0);
      from = null;
    };
    stage.addEventListener('touchstart', begin, { passive: true });
    stage.addEventListener('touchend', end, { passive: true });
    return () => {
      stage.removeEventListener('touchstart', begin);
      stage.removeEventListener('touchend', end);
    };
  }, [inside, chat]);
}
