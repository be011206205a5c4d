import { type PointerEvent, useRef, useState } from 'react';

/** The most that a picture is enlarged: stored pictures have no more to show. */
export const MAX_SCALE = 4;
/** By a double tap, and by each tap of a button. */
const TAP_SCALE = 2.5;
const STEP = 1.5;
/** Two taps within this time, in ms, and this many px, are a double tap. */
const DOUBLE_MS = 300;
const DOUBLE_PX = 30;
/** A drag sideways by this many px turns to the next picture. */
const SWIPE_PX = 50;

interface Look {
  scale: number;
  x: number;
  y: number;
}
const whole: Look = { scale: 1, x: 0, y: 0 };
interface Point {
  x: number;
  y: number;
}

/**
 * How a picture is looked at: two fingers or a double tap enlarge it, one finger moves it, and while it is whole a swipe
 * turns to another.
 * @param turn by one picture, forwards (1) or back (−1)
 */
export function useZoom(turn: (by: 1 | -1) => void) {
  const [look, setLook] = useState(whole);
  const fingers = useRef(new Map<number, Point>());
  const began = useRef<Point | null>(null);
  const lastTap = useRef({ atMs: 0, x: 0, y: 0 });

  const scaledBy = (factor: number) =>
    setLook(({ scale, x, y }) => {
      const next = Math.min(MAX_SCALE, Math.max(1, scale * factor));
      return next === 1 ? whole : { scale: next, x: (x * next) / scale, y: (y * next) / scale };
    });
  const toggle = () => setLook(({ scale }) => (scale > 1 ? whole : { ...whole, scale: TAP_SCALE }));

  function onPointerDown(event: PointerEvent) {
    event.currentTarget.setPointerCapture?.(event.pointerId);
    fingers.current.set(event.pointerId, pointOf(event));
    // A second finger makes no swipe.
    began.current = fingers.current.size === 1 ? pointOf(event) : null;
  }
  function onPointerMove(event: PointerEvent) {
    const was = fingers.current.get(event.pointerId);
    if (!was) return;
    const now = pointOf(event);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (other) return scaledBy(distance(now, other) / Math.max(1, distance(was, other)));
    const { width, height } = event.currentTarget.getBoundingClientRect();
    setLook((each) => {
      if (each.scale === 1) return each;
      const [farX, farY] = [(width * (each.scale - 1)) / 2, (height * (each.scale - 1)) / 2];
      return {
        ...each,
        x: between(each.x + now.x - was.x, farX),
        y: between(each.y + now.y - was.y, farY),
      };
    });
  }
  function onPointerUp(event: PointerEvent) {
    fingers.current.delete(event.pointerId);
    const from = began.current;
    began.current = null;
    if (!from) return;
    const { x, y } = pointOf(event);
    const [dx, dy] = [x - from.x, y - from.y];
    if (look.scale === 1 && Math.abs(dx) > SWIPE_PX && Math.abs(dx) > Math.abs(dy))
      return turn(dx < 0 ? 1 : -1);
    if (Math.hypot(dx, dy) > DOUBLE_PX) return;
    const isDouble =
      event.timeStamp - lastTap.current.atMs < DOUBLE_MS && distance(lastTap.current, { x, y }) < DOUBLE_PX;
    lastTap.current = { atMs: isDouble ? 0 : event.timeStamp, x, y };
    if (isDouble) toggle();
  }
  function onPointerCancel(event: PointerEvent) {
    fingers.current.delete(event.pointerId);
    began.current = null;
  }
  return {
    look,
    enlarge: () => scaledBy(STEP),
    shrink: () => scaledBy(1 / STEP),
    reset: () => setLook(whole),
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel },
  };
}

const pointOf = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX, y: clientY });
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const between = (value: number, far: number) => Math.min(far, Math.max(-far, value));
