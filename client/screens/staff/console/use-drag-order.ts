import { type PointerEvent, type RefObject, useRef, useState } from 'react';

export interface DragOrder {
  /** The order as it would be if the finger let go now. */
  order: readonly number[];
  moving: number | null;
  list: RefObject<HTMLOListElement | null>;
  grab(itemNumber: number, event: PointerEvent): void;
}

/**
 * Moves rows by a handle, with a finger, a pen or a mouse. The list's rows carry `data-item`.
 * @param onDrop called with the new order, if it is another one
 */
export function useDragOrder(order: readonly number[], onDrop: (order: number[]) => void): DragOrder {
  const list = useRef<HTMLOListElement | null>(null);
  const [drag, setDrag] = useState<{ itemNumber: number; order: readonly number[] } | null>(null);

  function grab(itemNumber: number, event: PointerEvent) {
    if (event.button !== 0) return;
    event.preventDefault();
    // The list stays where it is. A row that is put elsewhere in it would lose the pointer at its first step.
    const held = list.current ?? (event.currentTarget as HTMLElement);
    const { pointerId } = event;
    held.setPointerCapture(pointerId);
    let now: readonly number[] = order;
    setDrag({ itemNumber, order });
    const onMove = (move: globalThis.PointerEvent) => {
      if (move.pointerId !== pointerId) return;
      now = placedAt(now, itemNumber, list.current, move.clientY);
      setDrag({ itemNumber, order: now });
    };
    const stop = (end: globalThis.PointerEvent) => {
      if (end.pointerId !== pointerId) return;
      held.removeEventListener('pointermove', onMove);
      held.removeEventListener('pointerup', drop);
      held.removeEventListener('pointercancel', stop);
      setDrag(null);
    };
    const drop = (end: globalThis.PointerEvent) => {
      stop(end);
      if (end.pointerId === pointerId && now.some((each, at) => each !== order[at])) onDrop([...now]);
    };
    held.addEventListener('pointermove', onMove);
    held.addEventListener('pointerup', drop);
    held.addEventListener('pointercancel', stop);
  }

  return { order: drag?.order ?? order, moving: drag?.itemNumber ?? null, list, grab };
}

/** The order with an item before the first other row whose middle lies below the pointer. */
function placedAt(
  order: readonly number[],
  itemNumber: number,
  list: HTMLElement | null,
  y: number,
): readonly number[] {
  const rest = order.filter((each) => each !== itemNumber);
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
  const middles = new Map(
    rows.map((row) => {
      const { top, height } = row.getBoundingClientRect();
      return [Number(row.dataset.item), top + height / 2];
    }),
  );
  const before = rest.findIndex((each) => (middles.get(each) ?? Number.NEGATIVE_INFINITY) > y);
  const at = before < 0 ? rest.length : before;
  return [...rest.slice(0, at), itemNumber, ...rest.slice(at)];
}
