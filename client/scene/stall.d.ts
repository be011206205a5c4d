import { type Pen } from './pen.ts';
import type { Table } from './table.ts';
/** The stall: what stands behind the host, and what stands before. */
export interface Stall {
  paintBehind(pen: Pen): void;
  paintBefore(pen: Pen, nowMs: number, table: Table): void;
}
export declare function createStall(scale: number): Stall;
