/** A span of time, `[startMs, endMs)`. */
export interface Window {
    startMs: number;
    /** Exclusive. */
    endMs: number;
}
/** Windows that touch or overlap as one, in time order. What is given is not changed. */
export declare function united(windows: readonly Window[]): Window[];
/** What of the windows lies within one of the others. */
export declare function within(windows: readonly Window[], others: readonly Window[]): Window[];
/** What of the windows lies within none of the others. */
export declare function without(windows: readonly Window[], others: readonly Window[]): Window[];
export declare function isIn(windows: readonly Window[], atMs: number): boolean;
