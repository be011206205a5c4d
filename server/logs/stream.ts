import { lostSaleOf, orderNumberOf } from '../audit/lost-orders.ts';
import { rebuildStream } from '../audit/rebuild-stream.ts';
import { verifyStream } from '../audit/verify-stream.ts';
import { streamRules } from '../market/market.ts';
import type { LogKind } from './kind.ts';

/** The log of a stream: what one evening sells. */
export const streamLog: LogKind = {
  rules: streamRules,
  wakesAtStart: true,
  isGuest: false,
  verify: verifyStream,
  rebuild: rebuildStream,
  lossOf: lostSaleOf,
  numberGivenBy: orderNumberOf,
};
