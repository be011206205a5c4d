import { type Pen } from './pen.ts';
import type { Table } from './table.ts';
/** The host: breathes, looks about, blinks, talks with pauses, and lifts up what comes onto the table. */
export declare function createHost(): {
  paint(pen: Pen, nowMs: number, table: Table): void;
};
