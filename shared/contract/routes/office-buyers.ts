import {
  buyerContacts,
  buyerContactsQuery,
  liftLimitRequest,
  limitBuyerRequest,
  limitReply,
  officeBuyer,
  officeBuyerParams,
  officeBuyers,
  officeBuyersQuery,
} from '../office-buyers.ts';
import type { Route } from './route.ts';

/** Buyers over all streams, as operators read them. */
export const officeBuyersRoutes = {
  officeBuyers: {
    method: 'GET',
    path: '/office/buyers',
    who: ['operator'],
    about:
      'Who ordered, over all streams, by what they spent, how often or when they ordered last (A7). Nothing says who they are.',
    query: officeBuyersQuery,
    reply: officeBuyers,
  },
  officeBuyer: {
    method: 'GET',
    path: '/office/buyers/:buyerId',
    who: ['operator'],
    about: 'One buyer, by any id that is theirs (A7).',
    params: officeBuyerParams,
    reply: officeBuyer,
  },
  buyerContacts: {
    method: 'GET',
    path: '/office/buyers/:buyerId/contacts',
    who: ['operator'],
    about: 'The newest addresses that a buyer keeps, opened (A3). Each look stands in the security log.',
    params: officeBuyerParams,
    query: buyerContactsQuery,
    reply: buyerContacts,
  },
  limitBuyer: {
    method: 'POST',
    path: '/office/buyers/limit',
    who: ['operator'],
    about:
      'Lets a buyer take and order nothing for some days (B11). What is in their cart runs out, what they ordered goes on.',
    body: limitBuyerRequest,
    reply: limitReply,
  },
  liftLimit: {
    method: 'POST',
    path: '/office/buyers/lift',
    who: ['operator'],
    about: 'Lets a buyer order again (B11).',
    body: liftLimitRequest,
    reply: limitReply,
  },
} as const satisfies Record<string, Route>;
