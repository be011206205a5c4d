import { type Pen } from './pen.ts';
export declare function paintStars(pen: Pen, nowMs: number): void;
export declare function paintPassers(pen: Pen, nowMs: number): void;
/** Two moths that can't leave the lamps alone. */
export declare function paintMoths(pen: Pen, nowMs: number): void;
/** The market's clock on its post: hands for those who love them, figures to compare with another clock. */
export declare function paintClock(pen: Pen, now: Date): void;
