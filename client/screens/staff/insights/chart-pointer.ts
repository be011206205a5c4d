import type uPlot from 'uplot';

/** A pointer that went farther than this drew over a part, and opens nothing. */
const STILL_PX = 4;

const instantOf = (plot: uPlot, event: MouseEvent) =>
  Math.round(plot.posToVal(event.clientX - plot.over.getBoundingClientRect().left, 'x') * 1_000);

/** Tells the instants that a press on a chart means, while it is held too. @returns stops it */
export function picks(plot: uPlot, onPick: (atMs: number) => void): () => void {
  const { over } = plot;
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    over.setPointerCapture(event.pointerId);
    onPick(instantOf(plot, event));
  };
  const onMove = (event: PointerEvent) => {
    if (over.hasPointerCapture(event.pointerId)) onPick(instantOf(plot, event));
  };
  over.addEventListener('pointerdown', onDown);
  over.addEventListener('pointermove', onMove);
  return () => {
    over.removeEventListener('pointerdown', onDown);
    over.removeEventListener('pointermove', onMove);
  };
}

/**
 * Tells the instant that a click on a chart means. A finger has no way to look before it taps: it only chooses, and what it
 * chose is opened by the link beside the chart. @returns stops it
 */
export function opens(plot: uPlot, onOpen: (atMs: number) => void): () => void {
  const { over } = plot;
  let down: { x: number; isMouse: boolean } | null = null;
  const onDown = (event: PointerEvent) => {
    down = event.button === 0 ? { x: event.clientX, isMouse: event.pointerType !== 'touch' } : null;
  };
  const onClick = (event: MouseEvent) => {
    if (down?.isMouse && Math.abs(event.clientX - down.x) <= STILL_PX) onOpen(instantOf(plot, event));
  };
  over.addEventListener('pointerdown', onDown);
  over.addEventListener('click', onClick);
  return () => {
    over.removeEventListener('pointerdown', onDown);
    over.removeEventListener('click', onClick);
  };
}
