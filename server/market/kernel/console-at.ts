import type { By } from './by.ts';
import type { DecideAt } from './decision.ts';

/** What a console command may know of time and chance, and whose it is (A2). */
export type ConsoleAt = DecideAt & { by: By };
