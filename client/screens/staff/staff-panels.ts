import { part } from '../../ui/part.tsx';

/**
 * What capabilities show in the office and to who looks back at a stream. A capability names its panels here and nowhere else;
 * each comes with its own chunk. The console has its own list: what it needs at once, the office would load for nothing.
 */

/** What was done on all streams and on the shop, as a page. */
export const officeActivity = [
  part(() => import('../../market/stream/OfficeActivity.tsx').then((module) => module.OfficeActivity)),
];

/** In the settings: what new streams begin with. */
export const streamDefaults = [
  part(() =>
    import('../../market/stream/StreamDefaultsForm.tsx').then(({ StreamDefaultsForm }) => StreamDefaultsForm),
  ),
];

/** In the review, below the sentence that sums an evening up. */
export const eveningLines = [
  part(() => import('../../market/flash-sale/FlashLine.tsx').then(({ FlashLine }) => FlashLine)),
];

/** In the review, under its flash sales: what became of them. */
export const flashSections = [
  part(() => import('../../market/flash-sale/Flashes.tsx').then(({ Flashes }) => Flashes)),
];

/** In the review, under its items: what the log says of them. */
export const itemSections = [part(() => import('../../market/order/Pairs.tsx').then(({ Pairs }) => Pairs))];

/** On the page of an order: what can be done to it. */
export const orderActs = [
  part(() => import('../../market/order/RefundButton.tsx').then(({ RefundButton }) => RefundButton)),
  part(() =>
    import('../../market/order/GiveAddressButton.tsx').then(({ GiveAddressButton }) => GiveAddressButton),
  ),
  part(() => import('../../market/order/CallOffButton.tsx').then(({ CallOffButton }) => CallOffButton)),
];

/** On the page of an order, beside its timeline. */
export const orderParts = [
  part(() => import('../../market/order/OrderNotes.tsx').then(({ OrderNotes }) => OrderNotes)),
];
