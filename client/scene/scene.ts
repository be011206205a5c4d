import { paintBackdrop } from './backdrop.ts';
import { paintClock, paintMoths, paintPassers, paintStars } from './evening.ts';
import { createHost } from './host.ts';
import { lay, type Pen } from './pen.ts';
import { createStall } from './stall.ts';
import type { Table } from './table.ts';

/** The stall at dusk with its host: one picture after another. */
export interface Scene {
  /**
   * Paints all of it.
   * @param nowMs what moves, moves by this clock; of two pictures the later one has the larger
   * @param clock the time on the market's clock; null leaves the clock away
   * @param hasBoard false leaves the board away, where the picture is too narrow for it
   */
  paint(pen: Pen, nowMs: number, table: Table, clock: Date | null, hasBoard?: boolean): void;
}

/**
 * What does not move is painted once, here.
 * @param scale pixels per unit of the canvas that it will be painted on
 * @throws where a browser paints nothing
 */
export function createScene(scale: number): Scene {
  const backdrop = paintBackdrop(scale);
  const stall = createStall(scale);
  const host = createHost();
  return {
    paint(pen, nowMs, table, clock, hasBoard = true) {
      lay(pen, backdrop);
      paintStars(pen, nowMs);
      paintPassers(pen, nowMs);
      stall.paintBehind(pen);
      host.paint(pen, nowMs, table);
      stall.paintBefore(pen, nowMs, table, hasBoard);
      paintMoths(pen, nowMs);
      if (clock) paintClock(pen, clock);
    },
  };
}
