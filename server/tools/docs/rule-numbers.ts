import { MAX_ACTIVITY_PAGE, MAX_ACTIVITY_ROWS } from '../../../shared/contract/activity.ts';
import * as lineups from '../../../shared/contract/lineup-lists.ts';
import { MAX_BUYERS_PAGE, MAX_CONTACTS_SHOWN } from '../../../shared/contract/office-buyers.ts';
import {
  LOOK_UPS_AN_HOUR,
  MANY_LOOK_UPS,
  MOST_COUNTED,
  MOST_FOUND,
  ORDERS_OF_FOUND,
} from '../../../shared/contract/office-lists.ts';
import { MAX_ORDER_FACTS, MAX_ORDERS_PAGE } from '../../../shared/contract/office-orders.ts';
import * as chat from '../../../shared/market/chat/bounds.ts';
import * as flash from '../../../shared/market/flash-sale/bounds.ts';
import * as lineup from '../../../shared/market/lineup/bounds.ts';
import * as newcomers from '../../../shared/market/newcomers/bounds.ts';
import * as order from '../../../shared/market/order/bounds.ts';
import * as parcel from '../../../shared/market/parcel/bounds.ts';
import * as shipping from '../../../shared/market/shipping/bounds.ts';
import * as showRequest from '../../../shared/market/show-request/bounds.ts';
import * as stock from '../../../shared/market/stock/bounds.ts';
import * as stream from '../../../shared/market/stream/bounds.ts';
import * as voucher from '../../../shared/market/voucher/bounds.ts';
import * as waitlist from '../../../shared/market/waitlist/bounds.ts';
import { MAX_LIMIT_DAYS } from '../../../shared/values/limit-reasons.ts';
import { LEAST_AT_STEP, LONGEST_RUN } from '../../../shared/values/lost-most.ts';
import { MAX_PROFILE_WORDS } from '../../../shared/values/profile-bounds.ts';
import { MAX_RETURN_DAYS } from '../../../shared/values/return-terms.ts';
import * as share from '../../../shared/values/share-bounds.ts';
import * as shopReport from '../../../shared/values/shop-report-bounds.ts';
import { HOUR, MINUTE, SECOND } from '../../../shared/values/time.ts';
import { MAX_UNITS } from '../../../shared/values/unit-bounds.ts';
import { MAX_DRAWN } from '../../event-log/admission/draw-room.ts';
import { MAX_FUNNEL_MINUTES } from '../../insights/floor/funnel.ts';
import { MEDIA_GRACE_MS } from '../../market/broadcast/media.ts';
import { HELD_LATER_MS } from '../../market/kernel/flash-window.ts';
import { defaultSettings } from '../../market/stream/settings.ts';

/** What a rule's text may take a number of: each constant by the name that it has in the source. */
const numbers: Readonly<Record<string, unknown>> = {
  ...defaultSettings,
  ...chat,
  ...flash,
  ...lineup,
  ...lineups,
  ...newcomers,
  ...order,
  ...parcel,
  ...share,
  ...shipping,
  ...shopReport,
  ...showRequest,
  ...stock,
  ...stream,
  ...voucher,
  ...waitlist,
  HELD_LATER_MS,
  MAX_DRAWN,
  MAX_ACTIVITY_PAGE,
  MAX_ACTIVITY_ROWS,
  MAX_ORDER_FACTS,
  MAX_ORDERS_PAGE,
  MAX_BUYERS_PAGE,
  MAX_LIMIT_DAYS,
  MAX_CONTACTS_SHOWN,
  MAX_PROFILE_WORDS,
  MAX_RETURN_DAYS,
  MAX_UNITS,
  MAX_FUNNEL_MINUTES,
  LEAST_AT_STEP,
  LONGEST_RUN,
  MEDIA_GRACE_MS,
  LOOK_UPS_AN_HOUR,
  MANY_LOOK_UPS,
  MOST_COUNTED,
  MOST_FOUND,
  ORDERS_OF_FOUND,
};

/** `10 min<!-- =holdMs -->`: the number before the mark is that constant. */
const MARKED = /\d[\d,.]*(?: (?:ms|s|min|h|days|%))?<!-- =(\w+) -->/g;
const MARK = /<!-- =\w+ -->/g;

/**
 * A page with each marked number as the source has it now. One bound changed turns the check of the documents red.
 * @throws if a mark names no constant, or stands behind no number
 */
export function withNumbers(page: string): string {
  if (page.match(MARK)?.length !== page.match(MARKED)?.length)
    throw new Error('A mark stands behind no number.');
  return page.replace(MARKED, (_, name: string) => `${said(name)}<!-- =${name} -->`);
}

function said(name: string): string {
  const value = numbers[name];
  if (typeof value !== 'number') throw new Error(`No number is called ${name}.`);
  if (name.endsWith('Ms') || name.endsWith('_MS')) return duration(value);
  if (name.endsWith('_SECONDS')) return duration(value * SECOND);
  if (name === 'ALARM_ITEM_MINUTES') return duration(value * MINUTE);
  if (name.endsWith('_DAYS')) return `${value} days`;
  if (name.endsWith('Bps') || name.endsWith('_BPS')) return `${value / 100} %`;
  return value.toLocaleString('en');
}

/** In the largest unit in which it is whole; up to an hour in minutes. */
function duration(ms: number): string {
  if (ms > HOUR && ms % HOUR === 0) return `${ms / HOUR} h`;
  if (ms >= MINUTE && ms % MINUTE === 0) return `${ms / MINUTE} min`;
  return ms >= SECOND && ms % SECOND === 0 ? `${ms / SECOND} s` : `${ms} ms`;
}
