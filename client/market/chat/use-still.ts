import { type PointerEvent, type UIEvent, useEffect, useRef, useState } from 'react';

/** After a finger has left the list it stays still for so long, in ms: a tap may follow. */
const AFTER_TOUCH_MS = 4_000;
/** So far from its top a list counts as scrolled, in px. */
const NEAR_PX = 8;

/**
 * Keeps a list that grows at its top still while a pointer is on it, a line of it is open, or it is scrolled.
 * @param newest the place of the newest line
 * @returns up to which line the list is shown
 */
export function useStill(newest: number) {
  const list = useRef<HTMLUListElement>(null);
  /** What is pointed at: the list, with what belongs to it. */
  const area = useRef<Element>(null);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isPointed, setPointed] = useState(false);
  const [isScrolled, setScrolled] = useState(false);
  const [isHeld, hold] = useState(false);
  const [shownTo, setShownTo] = useState(newest);
  // The first lines come with a frame of their own.
  const isStill = (isPointed || isScrolled || isHeld) && shownTo > 0;
  if (!isStill && newest !== shownTo) setShownTo(newest);
  useEffect(() => () => clearTimeout(leaving.current), []);
  // A sheet that was opened from a line lies over the list, and takes with it the event by which a mouse leaves.
  useEffect(() => {
    if (!isPointed) return;
    const look = ({ target, pointerType }: globalThis.PointerEvent) => {
      const isOn = target instanceof Node && area.current?.contains(target);
      if (pointerType === 'mouse' && !isOn) setPointed(false);
    };
    const moves = ['pointermove', 'pointerover'] as const;
    for (const move of moves) document.addEventListener(move, look);
    return () => {
      for (const move of moves) document.removeEventListener(move, look);
    };
  }, [isPointed]);
  const point = ({ currentTarget }: PointerEvent) => {
    area.current = currentTarget;
    clearTimeout(leaving.current);
    setPointed(true);
  };
  return {
    ...{ list, shownTo, hold },
    scrolled: ({ currentTarget }: UIEvent) => setScrolled(currentTarget.scrollTop > NEAR_PX),
    pointing: {
      onPointerEnter: point,
      onPointerDown: point,
      onPointerLeave: ({ pointerType }: PointerEvent) => {
        clearTimeout(leaving.current);
        leaving.current = setTimeout(() => setPointed(false), pointerType === 'mouse' ? 0 : AFTER_TOUCH_MS);
      },
    },
    /** Shows what came meanwhile, from the top. */
    release: () => {
      list.current?.scrollTo({ top: 0 });
      hold(false);
      setScrolled(false);
      setShownTo(newest);
    },
  };
}
