import * as z from 'zod/mini';
import { myOrder } from '../../market/order/contract.ts';
import { MAX_CLAIM_WORDS } from '../../market/parcel/bounds.ts';
import * as parcel from '../../market/parcel/contract.ts';
import { id, slug } from '../../values/ids.ts';
import { typedReference } from '../../values/reference.ts';
import { line } from '../../values/text.ts';
import * as desk from '../packing.ts';
import { packing, type RawRoute, type Route } from './route.ts';

/** Orders and their parcels, for their buyer and at the packing desk. */
export const parcelsRoutes = {
  myOrders: {
    method: 'GET',
    path: '/orders',
    who: 'anyone',
    about: 'This buyer’s orders, newest first.',
    reply: z.strictObject({ orders: z.array(myOrder) }),
  },
  myParcels: {
    method: 'GET',
    path: '/orders/parcels',
    who: 'anyone',
    about: 'Every parcel and claim of this buyer’s orders, over all streams.',
    reply: desk.myParcels,
  },
  myOrder: {
    method: 'GET',
    path: '/orders/:orderId',
    who: 'anyone',
    about:
      'One order of this buyer, as it stands now, by its id, its reference or its number, of several the newest: what a page asks that comes back from a payment.',
    params: z.strictObject({ orderId: z.union([id, typedReference]) }),
    reply: myOrder,
  },
  openClaim: {
    method: 'POST',
    path: '/streams/:slug/claims',
    who: 'anyone',
    about: 'Opens a quality claim, as `claim:open` does, without a live socket (O6).',
    params: z.strictObject({ slug }),
    body: parcel.openClaim.request,
    reply: parcel.openClaim.reply,
  },
  withdrawClaim: {
    method: 'POST',
    path: '/streams/:slug/claims/withdraw',
    who: 'anyone',
    about: 'Takes back a claim, as `claim:withdraw` does, without a live socket (O6).',
    params: z.strictObject({ slug }),
    body: parcel.withdrawClaim.request,
    reply: parcel.withdrawClaim.reply,
  },
  keepClaimWords: {
    method: 'POST',
    path: '/orders/:orderId/words',
    who: 'anyone',
    about:
      'Keeps a sentence for a claim of this order, sealed, for an hour; a claim that names it keeps it on (A4).',
    params: z.strictObject({ orderId: id }),
    body: z.strictObject({ words: line(MAX_CLAIM_WORDS) }),
    reply: z.strictObject({ textId: id }),
  },
  myClaimTexts: {
    method: 'GET',
    path: '/orders/:orderId/claims/:claimId',
    who: 'anyone',
    about: 'What this buyer wrote and photographed about a claim of their own, while it is kept (A4).',
    params: z.strictObject({ orderId: id, claimId: id }),
    reply: desk.claimTextsView,
  },
  claimTexts: {
    method: 'GET',
    path: '/packing/:slug/claims/:claimId',
    who: packing,
    about: 'What its buyer wrote and photographed about a claim. Each look stands in the security log (A4).',
    params: z.strictObject({ slug, claimId: id }),
    reply: desk.claimTextsView,
  },
  packingStreams: {
    method: 'GET',
    path: '/packing',
    who: packing,
    about:
      'Streams that are over: their parcels are packed here; with the open claims and lost parcels of each.',
    reply: z.strictObject({ streams: z.array(desk.packingListed) }),
  },
  packing: {
    method: 'GET',
    path: '/packing/:slug',
    who: packing,
    about: 'What is to pack, what is under way, and the open claims, with names and addresses (A3).',
    params: z.strictObject({ slug }),
    reply: desk.packingView,
  },
  packParcel: {
    method: 'POST',
    path: '/packing/:slug/pack',
    who: packing,
    about: parcel.pack.about,
    params: z.strictObject({ slug }),
    body: parcel.pack.request,
    reply: parcel.pack.reply,
  },
  shipParcel: {
    method: 'POST',
    path: '/packing/:slug/ship',
    who: packing,
    about: parcel.ship.about,
    params: z.strictObject({ slug }),
    body: parcel.ship.request,
    reply: parcel.ship.reply,
  },
  deliverParcel: {
    method: 'POST',
    path: '/packing/:slug/deliver',
    who: packing,
    about: parcel.deliver.about,
    params: z.strictObject({ slug }),
    body: parcel.deliver.request,
    reply: parcel.deliver.reply,
  },
  loseParcel: {
    method: 'POST',
    path: '/packing/:slug/lose',
    who: packing,
    about: parcel.lose.about,
    params: z.strictObject({ slug }),
    body: parcel.lose.request,
    reply: parcel.lose.reply,
  },
  takeBackParcel: {
    method: 'POST',
    path: '/packing/:slug/take-back',
    who: packing,
    about: parcel.takeBack.about,
    params: z.strictObject({ slug }),
    body: parcel.takeBack.request,
    reply: parcel.takeBack.reply,
  },
  decideClaim: {
    method: 'POST',
    path: '/packing/:slug/claims',
    who: packing,
    about: parcel.decideClaim.about,
    params: z.strictObject({ slug }),
    body: parcel.decideClaim.request,
    reply: parcel.decideClaim.reply,
  },
} as const satisfies Record<string, Route>;

export const parcelsRawRoutes = {
  keepClaimPhoto: {
    method: 'POST',
    path: '/orders/:orderId/photos',
    takes: ['image/jpeg'],
    gives: ['application/json'],
    who: 'anyone',
    about:
      'Keeps a photo for a claim of this order, sealed, for an hour; a claim that names it keeps it on (A4). A JPEG of at most 300,000 bytes.',
  },
  deliveries: {
    method: 'POST',
    path: '/packing/deliveries',
    takes: ['text/csv'],
    gives: ['application/json'],
    who: packing,
    about:
      'Takes the logistics desk’s list of deliveries (CSV: tracking_code, delivered_at), all of it or nothing; each bad row is named.',
  },
  channelOrders: {
    method: 'GET',
    path: '/packing/:slug/orders/:file',
    gives: ['text/csv'],
    who: packing,
    about:
      'Paid orders that one channel brought, as that channel’s desk reads them: jd.csv, taobao.csv, yunshow.csv, wechat.csv or direct.csv. With names and addresses (A3).',
  },
  labels: {
    method: 'GET',
    path: '/packing/:slug/labels.pdf',
    gives: ['application/pdf'],
    query: { shipment: 'many', language: 'one' },
    who: packing,
    about:
      'Labels of parcels as PDF, one a page of 100 × 150 mm; `shipment` once per parcel, at most 100, `language` en or zh.',
  },
  slips: {
    method: 'GET',
    path: '/packing/:slug/slips.pdf',
    gives: ['application/pdf'],
    query: { shipment: 'many', language: 'one' },
    who: packing,
    about:
      'Packing slips of parcels as PDF, one an A5 page; `shipment` once per parcel, at most 100, `language` en or zh.',
  },
} as const satisfies Record<string, RawRoute>;
