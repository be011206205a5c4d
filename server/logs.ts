import { chatLog } from './logs/chat.ts';
import type { LogKind } from './logs/kind.ts';
import { shopLog } from './logs/shop.ts';
import { streamLog } from './logs/stream.ts';

/**
 * Every kind of log that there is; a head names its kind. Who opens, verifies, rebuilds, restores or makes snapshots of
 * logs reads this list, and nobody asks for a kind by an `else`. A market with a log of another kind is not opened.
 */
export const logKinds: readonly LogKind[] = [shopLog, streamLog, chatLog as unknown as LogKind];
