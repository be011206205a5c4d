import { type Pen } from './pen.ts';
import type { Table } from './table.ts';
/** The stall at dusk with its host: one picture after another. */
export interface Scene {
  /**
   * Paints all of it.
   * @param nowMs what moves, moves by this clock; of two pictures the later one has the larger
   * @param clock the time on the market's clock; null leaves the clock away
   */
  paint(pen: Pen, nowMs: number, table: Table, clock: Date | null): void;
}
/**
 * What does not move is painted once, here.
 * @param scale pixels per unit of the canvas that it will be painted on
 * @throws where a browser paints nothing
 */
export declare function createScene(scale: number): Scene;
