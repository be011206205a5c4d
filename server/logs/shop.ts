import { nothingBeside, rebuildLog } from '../audit/rebuild-log.ts';
import { streamNumberOf } from '../audit/stream-numbers.ts';
import { verifyShop } from '../audit/verify-shop.ts';
import { shopRules } from '../shop/shop.ts';
import type { LogKind } from './kind.ts';

/** The shop's own log: catalogue, warehouse, ledger. There is one, and it is opened before all others. */
export const shopLog: LogKind = {
  rules: shopRules,
  wakesAtStart: false,
  isGuest: false,
  verify: verifyShop,
  rebuild: (head, by) => rebuildLog(shopRules, head, nothingBeside, by),
  lossOf: async () => null,
  numberGivenBy: streamNumberOf,
};
