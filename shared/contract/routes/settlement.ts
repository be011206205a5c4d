import * as z from 'zod/mini';
import { id } from '../../values/ids.ts';
import * as share from '../producer-share.ts';
import * as settlement from '../settlement.ts';
import { office, type RawRoute, type Route } from './route.ts';

/** What producers are owed and paid. */
export const settlementRoutes = {
  settlement: {
    method: 'GET',
    path: '/settlement',
    who: office,
    about: 'What is owed to whom, how the promise is kept, and the trial balance (M2–M5).',
    reply: settlement.settlementOverview,
  },
  dueDays: {
    method: 'GET',
    path: '/settlement/due',
    who: office,
    about: 'What payouts would pay today, and by the next Friday, over all producers (M2).',
    reply: settlement.dueDays,
  },
  dueLines: {
    method: 'GET',
    path: '/settlement/due/:day',
    who: office,
    about: 'The lines of that: everything due by the end of a day, with its sums (M2, M3).',
    params: settlement.dueParams,
    reply: settlement.dueLines,
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
  payout: {
    method: 'GET',
    path: '/settlement/payouts/:payoutId',
    who: office,
    about: 'One payout: which lines it paid, when, and who marked it (M4).',
    params: settlement.payoutParams,
    reply: settlement.payoutDetail,
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
  refundsByHand: {
    method: 'GET',
    path: '/settlement/refunds',
    who: ['operator'],
    about: 'Buyers who paid cash and are owed something back, with whom to ask.',
    reply: settlement.refundsByHand,
  },
  payBack: {
    method: 'POST',
    path: '/settlement/refunds',
    who: ['operator'],
    about: 'Marks what such a buyer is owed as given back; STALE_VERSION if that is something else by now.',
    body: settlement.payBackRequest,
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
  producerShare: {
    method: 'GET',
    path: '/settlement/producers/:producerId/share',
    who: office,
    about:
      'What a producer gets of a line now and from which day on, who set it when, and which streams keep another (M6).',
    params: settlement.producerParams,
    reply: share.producerShareView,
  },
  setProducerShare: {
    method: 'POST',
    path: '/settlement/producers/:producerId/share',
    who: ['operator'],
    about: 'Sets a producer’s share from a day on, for what enters a lineup from then on (M6).',
    params: settlement.producerParams,
    body: share.setProducerShareRequest,
    reply: share.setProducerShareReply,
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

export const settlementRawRoutes = {
  statementCsv: {
    method: 'GET',
    path: '/settlement/statements/:producerId/statement.csv',
    gives: ['text/csv'],
    query: { currency: 'one', week: 'one' },
    who: ['operator', 'analyst', 'producer'],
    about: 'A statement as CSV; `currency` and `week` as in the statement.',
  },
  statementPdf: {
    method: 'GET',
    path: '/settlement/statements/:producerId/statement.pdf',
    gives: ['application/pdf'],
    query: { currency: 'one', week: 'one', language: 'one' },
    who: ['operator', 'analyst', 'producer'],
    about: 'A statement as PDF; `language=zh` for Chinese, if the server has a font for it.',
  },
} as const satisfies Record<string, RawRoute>;
