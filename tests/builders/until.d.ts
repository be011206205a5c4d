/** Waits until something holds, at most `ms`, looking every 10 ms. @returns how long it took, in ms */
export declare function until(holds: () => boolean | Promise<boolean>, ms?: number): Promise<number>;
export declare function pause(ms: number): Promise<void>;
