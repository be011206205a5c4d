import { HOUR, MINUTE } from '../../../../shared/values/time.ts';
import { localDay, startOfDay } from '../../../shop/ledger/local-day.ts';

/** Where the market is. */
const ZONE = 'Asia/Shanghai';
/** Tonight's stream has been on for forty minutes by then. */
const OPENS_MS = 20 * HOUR + 10 * MINUTE;

/** The moment at which a demo opens: ten past eight in the evening of the market's own day, whenever somebody looks. */
export function thisEveningMs(nowMs: number): number {
  return startOfDay(localDay(nowMs, ZONE), ZONE) + OPENS_MS;
}
