import * as z from 'zod/mini';
import {
  createStreamRequest,
  grantAssistant,
  listedStream,
  ownStream,
  streamSummary,
} from '../../market/stream/contract.ts';
import { describe, setCurrency, streamPageView } from '../../market/stream/page.ts';
import { streamTeam } from '../../market/stream/team.ts';
import { setTerms, streamTermsView } from '../../market/stream/terms.ts';
import { id, itemNumber, slug } from '../../values/ids.ts';
import { currencyCode } from '../../values/money.ts';
import { activityPage, activityQuery } from '../activity.ts';
import { afterStream } from '../after-stream.ts';
import { beforeStream } from '../before-stream.ts';
import * as catalogue from '../catalogue.ts';
import { copiedStream, copyStreamRequest } from '../copy-stream.ts';
import { itemFunnel } from '../item-funnel.ts';
import { savedLineup, savedLineups, saveLineupRequest } from '../saved-lineups.ts';
import { allStaff, floor, onTheFloor, type RawRoute, type Route } from './route.ts';

/** Streams and what they sell. */
export const streamsRoutes = {
  streams: {
    method: 'GET',
    path: '/streams',
    who: 'anyone',
    about: 'Streams that are on, coming, or ended lately, with what a page of them shows; never a rehearsal.',
    reply: z.strictObject({ streams: z.array(listedStream) }),
  },
  sold: {
    method: 'GET',
    path: '/streams/:slug/sold',
    who: 'anyone',
    about: 'How many were sold of the products of a stream, refunds taken off, from ten on (B8).',
    params: z.strictObject({ slug }),
    reply: catalogue.soldReply,
  },
  streamReturns: {
    method: 'GET',
    path: '/streams/:slug/returns',
    who: 'anyone',
    about: 'On what terms the products of a stream can be returned (O6).',
    params: z.strictObject({ slug }),
    reply: catalogue.streamReturns,
  },
  myStreams: {
    method: 'GET',
    path: '/console/streams',
    who: allStaff,
    about:
      'The streams that this member of staff may open, each with what they may do there where they only help (A1); for an analyst all whose numbers they read.',
    reply: z.strictObject({
      streams: z.array(ownStream),
      /** What the next stream most likely sells in. */
      usualCurrency: currencyCode,
    }),
  },
  createStream: {
    method: 'POST',
    path: '/console/streams',
    who: floor,
    about: 'Schedules a stream.',
    body: createStreamRequest,
    reply: streamSummary,
  },
  copyStream: {
    method: 'POST',
    path: '/console/streams/copy',
    who: floor,
    about:
      'Schedules a stream as an earlier one was: lineup with prices and limits, terms and shipping, no vouchers (S13). Units are what the warehouse has of those that it had; products that are not to be had are named. BUSY and UNAVAILABLE are asked again under the same key, and it goes on.',
    body: copyStreamRequest,
    reply: copiedStream,
  },
  savedLineups: {
    method: 'GET',
    path: '/console/lineups',
    who: floor,
    about: 'Lineups that were saved under a name (S15): one’s own and the shop’s, for an operator all.',
    reply: savedLineups,
  },
  saveLineup: {
    method: 'POST',
    path: '/streams/:slug/lineup',
    who: floor,
    about:
      'Saves the lineup of a stream under a name, for its host and operators (S15); one of that name and owner is replaced. Over 20 of one owner, BAD_REQUEST of `name`.',
    params: z.strictObject({ slug }),
    body: saveLineupRequest,
    reply: savedLineup,
  },
  deleteLineup: {
    method: 'DELETE',
    path: '/console/lineups/:lineupId',
    who: floor,
    about: 'Deletes a saved lineup, for its owner and operators.',
    params: z.strictObject({ lineupId: id }),
    reply: savedLineups,
  },
  streamPage: {
    method: 'GET',
    path: '/streams/:slug/page',
    who: floor,
    about: 'What the page of a stream says, for who works on it (S8).',
    params: z.strictObject({ slug }),
    reply: streamPageView,
  },
  setCurrency: {
    method: 'POST',
    path: '/streams/:slug/currency',
    who: floor,
    about:
      'Sells in another currency, while the stream is planned and nothing in it has an amount; its host alone may (S9).',
    params: z.strictObject({ slug }),
    body: setCurrency.request,
    reply: setCurrency.reply,
  },
  describeStream: {
    method: 'POST',
    path: '/streams/:slug/page',
    who: floor,
    about: 'Says what the page of a stream says, whole; its host alone may (S8).',
    params: z.strictObject({ slug }),
    body: describe.request,
    reply: describe.reply,
  },
  streamTeam: {
    method: 'GET',
    path: '/streams/:slug/team',
    who: floor,
    about: 'Who may be allowed something on a stream, and what they are allowed (A1), for its host.',
    params: z.strictObject({ slug }),
    reply: streamTeam,
  },
  grantAssistant: {
    method: 'POST',
    path: '/streams/:slug/team',
    who: floor,
    about: 'Lets somebody do the named actions on a stream, or none; its host alone may (A1).',
    params: z.strictObject({ slug }),
    body: grantAssistant.request,
    reply: grantAssistant.reply,
  },
  streamTerms: {
    method: 'GET',
    path: '/streams/:slug/terms',
    who: floor,
    about:
      'The times of a stream, its pins and its price guard, and who changed each when (S10), for its host.',
    params: z.strictObject({ slug }),
    reply: streamTermsView,
  },
  setStreamTerms: {
    method: 'POST',
    path: '/streams/:slug/terms',
    who: floor,
    about: 'Sets them; what is reserved or ordered keeps its own. Its host alone may (S10).',
    params: z.strictObject({ slug }),
    body: setTerms.request,
    reply: setTerms.reply,
  },
  streamActivity: {
    method: 'GET',
    path: '/streams/:slug/activity',
    who: floor,
    about:
      'What was done on a stream, newest first: who, when, on which device, the old beside the new (A2), for its host.',
    params: z.strictObject({ slug }),
    query: activityQuery,
    reply: activityPage,
  },
  itemFunnel: {
    method: 'GET',
    path: '/streams/:slug/funnel',
    who: onTheFloor,
    about:
      'Who saw an item of a stream, tapped it, added it, and to whom it was refused, for those at its console.',
    params: z.strictObject({ slug }),
    query: z.strictObject({ item: itemNumber }),
    reply: itemFunnel,
  },
  beforeStream: {
    method: 'GET',
    path: '/streams/:slug/checklist',
    who: onTheFloor,
    about:
      'What is looked at before a stream goes live (S14): each price beside the floor and the lowest that was charged for the product in 7, 14 and 30 days, and what sending costs from each origin.',
    params: z.strictObject({ slug }),
    reply: beforeStream,
  },
  afterStream: {
    method: 'GET',
    path: '/streams/:slug/summary',
    who: onTheFloor,
    about:
      'What became of a stream (S12): what was sold against its target, what waits for a carrier by when, what each producer gets, what was asked for and not there. Without orders no money; what producers get is for the host.',
    params: z.strictObject({ slug }),
    reply: afterStream,
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
    who: [...onTheFloor, 'producer'],
    about:
      'Goods by name, with floor price and what the warehouse has. A producer gets their own; to an assistant both are null but for goods in the lineup of a stream that they have the right flash, lineup or stock on: `stream`, or one that the server has in memory.',
    query: catalogue.productQuery,
    reply: catalogue.productPage,
  },
  createProduct: {
    method: 'POST',
    path: '/catalogue/products',
    who: ['operator', 'host', 'producer'],
    about: 'Makes a good on the spot; a producer makes their own.',
    body: catalogue.createProductRequest,
    reply: catalogue.product,
  },
  productFacets: {
    method: 'GET',
    path: '/catalogue/facets',
    who: ['operator'],
    about:
      'The categories and producers of the catalogue, with how many products each has, and how many are low, out or archived.',
    reply: catalogue.productFacets,
  },
  product: {
    method: 'GET',
    path: '/catalogue/products/:productId',
    who: ['operator', 'producer'],
    about: 'One good with all that is known of it; a producer sees their own.',
    params: catalogue.productParams,
    reply: catalogue.product,
  },
  changeProduct: {
    method: 'POST',
    path: '/catalogue/products/:productId',
    who: ['operator', 'producer'],
    about:
      'Changes a good for streams to come, and the units in the warehouse; a producer changes their own. Operators archive it and take it back (L8).',
    params: catalogue.productParams,
    body: catalogue.changeProductRequest,
    reply: catalogue.product,
  },
  previewProducts: {
    method: 'POST',
    path: '/catalogue/preview',
    who: ['operator'],
    about: 'What a change of many products would change, and what each has now; nothing is changed.',
    body: catalogue.previewProductsRequest,
    reply: catalogue.changedProducts,
  },
  changeProducts: {
    method: 'POST',
    path: '/catalogue/changes',
    who: ['operator'],
    about:
      'Makes the same of up to 200 products: category, origin, perishable, prices, units, archive (L8). Those that refuse it are named, and the others are changed.',
    body: catalogue.changeProductsRequest,
    reply: catalogue.changedProducts,
  },
  aboutGood: {
    method: 'GET',
    path: '/streams/:slug/goods/:itemNumber',
    who: 'anyone',
    about: 'Where a good of a stream comes from: origin, harvest day, batch.',
    params: catalogue.goodParams,
    reply: catalogue.aboutGood,
  },
} as const satisfies Record<string, Route>;

export const streamsRawRoutes = {
  streamActivityCsv: {
    method: 'GET',
    path: '/streams/:slug/activity.csv',
    gives: ['text/csv'],
    query: { staffId: 'one' },
    who: floor,
    about:
      'The same as CSV, all of it or one person’s, at most 10,000 rows. Each export stands in the security log.',
  },
  previewImport: {
    method: 'POST',
    path: '/catalogue/import/preview',
    takes: ['text/csv'],
    gives: ['application/json'],
    query: { currency: 'one' },
    who: ['operator'],
    about:
      'What a table of products (CSV, at most 1 MiB and 2,000 rows, the columns of `fairday import`) would do: new ones, changed ones by their SKU with old and new, what it leaves out, or every row that is wrong. Nothing is changed.',
  },
  takeImport: {
    method: 'POST',
    path: '/catalogue/import',
    takes: ['text/csv'],
    gives: ['application/json'],
    query: { currency: 'one', key: 'one', plan: 'one', inDoubt: 'one' },
    who: ['operator'],
    about:
      'Takes the table as it was shown, all of it or nothing, once per key; STALE_VERSION if the catalogue would be changed otherwise by now.',
  },
  uploadPicture: {
    method: 'POST',
    path: '/catalogue/pictures',
    takes: ['image/jpeg', 'image/png', 'image/webp'],
    gives: ['application/json'],
    who: ['operator', 'host', 'producer'],
    about:
      'Takes a picture (JPEG, PNG or WebP, at most 2 MiB), makes it small, forgets where it was taken, and answers with its path. There is room for so much of each producer and member of staff, and of all (PICTURE_QUOTA).',
  },
} as const satisfies Record<string, RawRoute>;
