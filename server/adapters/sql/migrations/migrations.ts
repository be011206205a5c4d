import { market } from './0001-market.ts';
import { snapshotDigest } from './0002-snapshot-digest.ts';
import { numbersAfterAGap } from './0003-numbers-after-a-gap.ts';
import { networkKeys } from './0004-network-keys.ts';
import { orderByNumber } from './0005-order-by-number.ts';
import { personalTexts } from './0006-personal-texts.ts';
import { promisedDays } from './0007-promised-days.ts';
import { itemByProduct } from './0008-item-by-product.ts';
import { paidOrders } from './0009-paid-orders.ts';
import { returnTerms } from './0010-return-terms.ts';
import { ordersOfTheShop } from './0011-orders-of-the-shop.ts';
import { givenAmounts } from './0012-given-amounts.ts';
import { ordersOfABuyer } from './0013-orders-of-a-buyer.ts';
import { archivedProducts } from './0014-archived-products.ts';
import { calledOff } from './0015-called-off.ts';
import { orderNotes } from './0016-order-notes.ts';
import { securityByPerson } from './0017-security-by-person.ts';
import { peopleFound } from './0018-people-found.ts';
import { showRequests } from './0019-show-requests.ts';
import { namesOfStaff } from './0020-names-of-staff.ts';
import { exposedMinutes } from './0021-exposed-minutes.ts';
import { onItsWayByTime } from './0022-on-its-way-by-time.ts';
import { sortedOrders } from './0023-sorted-orders.ts';
import { reserves } from './0024-reserves.ts';
import { chatTextsAfterClose } from './0025-chat-texts-after-close.ts';
import { paidInTheIndex } from './0026-paid-in-the-index.ts';
import { unpaidByState } from './0027-unpaid-by-state.ts';
import { listPrices } from './0028-list-prices.ts';
import type { Migration } from './migration.ts';

/** In order, without gaps; the last one's version is the schema's. */
export const migrations: readonly Migration[] = [
  market,
  snapshotDigest,
  numbersAfterAGap,
  networkKeys,
  orderByNumber,
  personalTexts,
  promisedDays,
  itemByProduct,
  paidOrders,
  returnTerms,
  ordersOfTheShop,
  givenAmounts,
  ordersOfABuyer,
  archivedProducts,
  calledOff,
  orderNotes,
  securityByPerson,
  peopleFound,
  showRequests,
  namesOfStaff,
  exposedMinutes,
  onItsWayByTime,
  sortedOrders,
  reserves,
  chatTextsAfterClose,
  paidInTheIndex,
  unpaidByState,
  listPrices,
];
export const SCHEMA_VERSION = migrations.length;
