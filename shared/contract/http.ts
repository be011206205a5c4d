import * as z from 'zod/mini';
import { id, slug } from '../values/ids.ts';
import * as account from './account.ts';
import * as catalogue from './catalogue.ts';
import * as desk from './desk.ts';
import { floorReport } from './floor.ts';
import { replayView } from './media.ts';
import { momentQuery, momentReply, stepsQuery, stepsReply } from './moment.ts';
import { orderView } from './order.ts';
import * as parcel from './parcel.ts';
import { pastQuery, pastReply, salesReport } from './sales.ts';
import * as settlement from './settlement.ts';
import { createStreamRequest, streamSummary } from './stream.ts';

/** One HTTP route: who may call it, what it takes, what it answers. Refusals have the form of RefusalReply. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Express form, under /api/v1. */
  path: string;
  about: string;
  /** `anyone` is a guest with or without a cookie; `staff` names the roles that may. */
  who: 'anyone' | readonly account.StaffRole[];
  params?: z.ZodMiniType;
  query?: z.ZodMiniType;
  body?: z.ZodMiniType;
  reply: z.ZodMiniType;
}

const done = z.strictObject({ ok: z.literal(true) });
const floor = ['operator', 'host'] as const;
const analysts = ['operator', 'host', 'analyst'] as const;
const packing = ['operator', 'packer'] as const;
const office = ['operator', 'analyst'] as const;
const allStaff = ['operator', 'host', 'assistant', 'producer', 'analyst', 'packer'] as const;

/** Every JSON route of the server. Pictures go up as raw bytes and CSV comes down as text: see `rawRoutes`. */
export const routes = {
  me: { method: 'GET', path: '/me', who: 'anyone', about: 'Who this browser is.', reply: account.meView },
  guest: {
    method: 'POST',
    path: '/guest',
    who: 'anyone',
    about: 'Makes a guest for a tool that keeps no cookies; the token goes into `auth` of the live socket.',
    reply: z.strictObject({ token: z.string(), buyerId: id }),
  },
  signIn: {
    method: 'POST',
    path: '/sign-in',
    who: 'anyone',
    about: 'Signs a member of staff in; sets a cookie.',
    body: account.signInRequest,
    reply: account.staffView,
  },
  signInByLink: {
    method: 'POST',
    path: '/sign-in/link',
    who: 'anyone',
    about: 'Signs in by a one-time link.',
    body: account.linkSignInRequest,
    reply: account.staffView,
  },
  signOut: {
    method: 'POST',
    path: '/sign-out',
    who: 'anyone',
    about: 'Signs out on this device.',
    reply: done,
  },
  saveAddress: {
    method: 'POST',
    path: '/me/addresses',
    who: 'anyone',
    about: 'Keeps a contact and address, encrypted, for this buyer.',
    body: account.saveAddressRequest,
    reply: account.addressView,
  },
  deviceCode: {
    method: 'POST',
    path: '/me/device-code',
    who: 'anyone',
    about: 'Makes a one-time code that moves this guest to another device.',
    reply: account.deviceCodeReply,
  },
  mergeDevice: {
    method: 'POST',
    path: '/me/merge',
    who: 'anyone',
    about:
      'Becomes the guest of the device that made the code; this one’s own baskets and orders move along.',
    body: account.mergeDeviceRequest,
    reply: account.meView,
  },
  myOrders: {
    method: 'GET',
    path: '/orders',
    who: 'anyone',
    about: 'This buyer’s orders, newest first.',
    reply: z.strictObject({
      orders: z.array(
        z.strictObject({ slug, streamTitle: z.string(), currency: z.string(), order: orderView }),
      ),
    }),
  },
  myParcels: {
    method: 'GET',
    path: '/orders/parcels',
    who: 'anyone',
    about: 'Every parcel and claim of this buyer’s orders, over all streams.',
    reply: desk.myParcels,
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
  deskStreams: {
    method: 'GET',
    path: '/desk',
    who: packing,
    about: 'Streams that are over: their parcels are packed here.',
    reply: z.strictObject({ streams: z.array(desk.deskStream) }),
  },
  desk: {
    method: 'GET',
    path: '/desk/:slug',
    who: packing,
    about: 'What is to pack, what is under way, and the open claims, with names and addresses (A3).',
    params: z.strictObject({ slug }),
    reply: desk.deskView,
  },
  packParcel: {
    method: 'POST',
    path: '/desk/:slug/pack',
    who: packing,
    about: parcel.pack.about,
    params: z.strictObject({ slug }),
    body: parcel.pack.request,
    reply: parcel.pack.reply,
  },
  shipParcel: {
    method: 'POST',
    path: '/desk/:slug/ship',
    who: packing,
    about: parcel.ship.about,
    params: z.strictObject({ slug }),
    body: parcel.ship.request,
    reply: parcel.ship.reply,
  },
  deliverParcel: {
    method: 'POST',
    path: '/desk/:slug/deliver',
    who: packing,
    about: parcel.deliver.about,
    params: z.strictObject({ slug }),
    body: parcel.deliver.request,
    reply: parcel.deliver.reply,
  },
  loseParcel: {
    method: 'POST',
    path: '/desk/:slug/lose',
    who: packing,
    about: parcel.lose.about,
    params: z.strictObject({ slug }),
    body: parcel.lose.request,
    reply: parcel.lose.reply,
  },
  takeBackParcel: {
    method: 'POST',
    path: '/desk/:slug/take-back',
    who: packing,
    about: parcel.takeBack.about,
    params: z.strictObject({ slug }),
    body: parcel.takeBack.request,
    reply: parcel.takeBack.reply,
  },
  decideClaim: {
    method: 'POST',
    path: '/desk/:slug/claims',
    who: packing,
    about: parcel.decideClaim.about,
    params: z.strictObject({ slug }),
    body: parcel.decideClaim.request,
    reply: parcel.decideClaim.reply,
  },
  streams: {
    method: 'GET',
    path: '/streams',
    who: 'anyone',
    about: 'Streams that are on, coming, or ended lately; never a rehearsal.',
    reply: z.strictObject({ streams: z.array(streamSummary) }),
  },
  myStreams: {
    method: 'GET',
    path: '/console/streams',
    who: allStaff,
    about: 'The streams that this member of staff may open.',
    reply: z.strictObject({ streams: z.array(streamSummary) }),
  },
  createStream: {
    method: 'POST',
    path: '/console/streams',
    who: floor,
    about: 'Schedules a stream.',
    body: createStreamRequest,
    reply: streamSummary,
  },
  rehearse: {
    method: 'POST',
    path: '/console/streams/:slug/rehearsal',
    who: floor,
    about: 'Opens a rehearsal with the same lineup and prices in a log of its own (S1).',
    params: z.strictObject({ slug }),
    reply: streamSummary,
  },
  products: {
    method: 'GET',
    path: '/catalogue/products',
    who: allStaff,
    about: 'Goods by name, with what the warehouse has.',
    query: catalogue.productQuery,
    reply: z.strictObject({ products: z.array(catalogue.product), next: z.nullable(id) }),
  },
  createProduct: {
    method: 'POST',
    path: '/catalogue/products',
    who: ['operator', 'host', 'producer'],
    about: 'Makes a good on the spot; a producer makes their own.',
    body: catalogue.createProductRequest,
    reply: catalogue.product,
  },
  replay: {
    method: 'GET',
    path: '/streams/:slug/replay',
    who: 'anyone',
    about: 'A public stream that has ended, to be watched again: its recording, its pins and today’s prices.',
    params: z.strictObject({ slug }),
    reply: replayView,
  },
  sales: {
    method: 'GET',
    path: '/insights/:slug',
    who: analysts,
    about: 'What a stream sold.',
    params: z.strictObject({ slug }),
    reply: salesReport,
  },
  past: {
    method: 'GET',
    path: '/insights/:slug/past',
    who: analysts,
    about: 'The streams before this one, of the same host or of the shop, by the numbers that are compared.',
    params: z.strictObject({ slug }),
    query: pastQuery,
    reply: pastReply,
  },
  floor: {
    method: 'GET',
    path: '/insights/:slug/floor',
    who: analysts,
    about:
      'What went along with each pin and flash of a stream, flashes afterwards, and what was bought together.',
    params: z.strictObject({ slug }),
    reply: floorReport,
  },
  moment: {
    method: 'GET',
    path: '/insights/:slug/moment',
    who: analysts,
    about: 'A stream as it was at an instant, out of its log alone; with a buyer, also that basket.',
    params: z.strictObject({ slug }),
    query: momentQuery,
    reply: momentReply,
  },
  steps: {
    method: 'GET',
    path: '/insights/:slug/steps',
    who: analysts,
    about: 'The facts of a stream after a place, as short as they can be told.',
    params: z.strictObject({ slug }),
    query: stepsQuery,
    reply: stepsReply,
  },
  settlement: {
    method: 'GET',
    path: '/settlement',
    who: office,
    about: 'What is owed to whom, how the promise is kept, and the trial balance (M2–M5).',
    reply: settlement.settlementOverview,
  },
  payables: {
    method: 'GET',
    path: '/settlement/producers/:producerId',
    who: office,
    about: 'What a producer is owed, line by line, and what a payout now would be.',
    params: settlement.producerParams,
    query: settlement.payablesQuery,
    reply: settlement.payablesView,
  },
  payOut: {
    method: 'POST',
    path: '/settlement/payouts',
    who: ['operator'],
    about: 'Marks paid what is due to a producer; STALE_VERSION if that is something else by now.',
    body: settlement.payoutRequest,
    reply: settlement.payoutReply,
  },
  adjustSettlement: {
    method: 'POST',
    path: '/settlement/adjustments',
    who: ['operator'],
    about: 'Corrects what a producer is owed, with the reason that stands on the statement.',
    body: settlement.adjustmentRequest,
    reply: z.strictObject({ adjustmentId: id }),
  },
  bookBank: {
    method: 'POST',
    path: '/settlement/bookings',
    who: ['operator'],
    about: 'Books money between the bank, providers, carriers, hosts and buyers (M5).',
    body: settlement.bookingRequest,
    reply: z.strictObject({ bookingId: id }),
  },
  setTerms: {
    method: 'POST',
    path: '/settlement/terms',
    who: ['operator'],
    about: 'Sets when producers are paid, for what is delivered from now on (M2).',
    body: settlement.termsRequest,
    reply: settlement.settlementTerms,
  },
  newProducer: {
    method: 'POST',
    path: '/settlement/producers',
    who: ['operator'],
    about: 'Adds a producer, if it is new, and somebody who signs in for it.',
    body: settlement.newProducerRequest,
    reply: settlement.newProducerReply,
  },
  statement: {
    method: 'GET',
    path: '/settlement/statements/:producerId',
    who: ['operator', 'analyst', 'producer'],
    about: 'A week of a producer’s account (M4); a producer sees their own.',
    params: settlement.producerParams,
    query: settlement.statementQuery,
    reply: settlement.statementView,
  },
  producerPage: {
    method: 'GET',
    path: '/producer',
    who: ['producer'],
    about: 'What a producer packs today, which money comes when and why, and their goods.',
    reply: settlement.producerPage,
  },
  board: {
    method: 'GET',
    path: '/board',
    who: 'anyone',
    about: 'How the promise to the producers is kept, for everybody to see.',
    reply: settlement.boardView,
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;

type Part<R, Name extends string> =
  R extends Record<Name, infer S extends z.ZodMiniType> ? z.infer<S> : undefined;
export type RouteBody<N extends RouteName> = Part<(typeof routes)[N], 'body'>;
export type RouteParams<N extends RouteName> = Part<(typeof routes)[N], 'params'>;
export type RouteQuery<N extends RouteName> = Part<(typeof routes)[N], 'query'>;
export type RouteReply<N extends RouteName> = z.infer<(typeof routes)[N]['reply']>;

/** Routes whose body or answer is not JSON. */
export const rawRoutes = {
  uploadPicture: {
    method: 'POST',
    path: '/catalogue/pictures',
    who: ['operator', 'host', 'producer'],
    about:
      'Takes a picture (JPEG, PNG or WebP, at most 2 MiB), makes it small, forgets where it was taken, and answers with its path.',
  },
  sandboxWebhook: {
    method: 'POST',
    path: '/payments/sandbox/webhook',
    who: 'anyone',
    about: 'Takes a signed notice of the sandbox payment provider (standardwebhooks).',
  },
  export: {
    method: 'GET',
    path: '/insights/:slug/export/:file',
    who: analysts,
    about:
      'Raw data of a stream: facts, orders, lines or minutes as .csv, .ndjson or .parquet (docs/data-dictionary.md), and dictionary.csv.',
  },
  salesCsv: {
    method: 'GET',
    path: '/insights/:slug/items.csv',
    who: analysts,
    about: 'The per-item table as CSV.',
  },
  hls: {
    method: 'GET',
    path: '/streams/:slug/hls/live.m3u8',
    who: 'anyone',
    about:
      'Plays a public stream that is on by HLS, some seconds late. 404 while nothing of it is on the air; 503 with Retry-After where none can be made.',
  },
  hlsSegment: {
    method: 'GET',
    path: '/streams/:slug/hls/:segment',
    who: 'anyone',
    about: 'A piece of that broadcast (MPEG-TS), as its playlist names it.',
  },
  replayPlaylist: {
    method: 'GET',
    path: '/streams/:slug/replay/recording.m3u8',
    who: 'anyone',
    about: 'The recording of a public stream that has ended, as an HLS playlist with dates.',
  },
  replaySegment: {
    method: 'GET',
    path: '/streams/:slug/replay/:segment',
    who: 'anyone',
    about: 'A piece of a recording (MPEG-TS), whole or by ranges of bytes.',
  },
  deliveries: {
    method: 'POST',
    path: '/desk/deliveries',
    who: packing,
    about:
      'Takes the logistics desk’s list of deliveries (CSV: tracking_code, delivered_at), all of it or nothing; each bad row is named.',
  },
  labels: {
    method: 'GET',
    path: '/desk/:slug/labels.pdf',
    who: packing,
    about:
      'Labels of parcels as PDF, one a page of 100 × 150 mm; `shipment` once per parcel, at most 100, `language` en or zh.',
  },
  slips: {
    method: 'GET',
    path: '/desk/:slug/slips.pdf',
    who: packing,
    about:
      'Packing slips of parcels as PDF, one an A5 page; `shipment` once per parcel, at most 100, `language` en or zh.',
  },
  statementCsv: {
    method: 'GET',
    path: '/settlement/statements/:producerId/statement.csv',
    who: ['operator', 'analyst', 'producer'],
    about: 'A statement as CSV; `currency` and `week` as in the statement.',
  },
  statementPdf: {
    method: 'GET',
    path: '/settlement/statements/:producerId/statement.pdf',
    who: ['operator', 'analyst', 'producer'],
    about: 'A statement as PDF; `language=zh` for Chinese, if the server has a font for it.',
  },
  whip: {
    method: 'POST',
    path: '/streams/:slug/whip',
    who: 'anyone',
    about:
      'Publishes by WHIP (RFC 9725): an SDP offer, answered with 201 and an SDP. The bearer token is the key that the console makes.',
  },
  whipChange: {
    method: 'PATCH',
    path: '/streams/:slug/whip/:sessionId',
    who: 'anyone',
    about: 'Takes trickled candidates (If-Match: its ETag), or restarts ICE (If-Match: *).',
  },
  whipEnd: {
    method: 'DELETE',
    path: '/streams/:slug/whip/:sessionId',
    who: 'anyone',
    about: 'Ends a WHIP session.',
  },
  whep: {
    method: 'POST',
    path: '/streams/:slug/whep',
    who: 'anyone',
    about: 'Plays by WHEP: an SDP offer, answered with 201 and an SDP.',
  },
  whepChange: {
    method: 'PATCH',
    path: '/streams/:slug/whep/:sessionId',
    who: 'anyone',
    about: 'Takes trickled candidates (If-Match: its ETag), or restarts ICE (If-Match: *).',
  },
  whepEnd: {
    method: 'DELETE',
    path: '/streams/:slug/whep/:sessionId',
    who: 'anyone',
    about: 'Ends a WHEP session.',
  },
} as const;
