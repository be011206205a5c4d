import type { NextFunction, Request, Response } from 'express';
import { askerOf, type OriginRule } from '../../visitors/origin.ts';
import { answerRefusal } from '../answer.ts';
import { isOfPartner } from './partner-pages.ts';

const FOREIGN = 'This site may not send this request.';
/** The answer to a program without an origin: a browser always sends one. */
const NO_ORIGIN =
  'With a cookie, a request that changes something needs the header Origin with the market’s own address.';

/**
 * Refuses writes of other sites with a visitor's cookies, in addition to SameSite. A write may come from a page of this
 * market, from a partner's on viewers' routes, or from a tool without cookies.
 */
export function sameOriginWrites(rule: OriginRule) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const asker = askerOf(rule, request.headers);
    if (isRead || asker === 'own' || asker === 'tool' || isOfPartner(rule, request)) next();
    else
      answerRefusal(response, { code: 'FORBIDDEN' }, { message: asker === 'unsaid' ? NO_ORIGIN : FOREIGN });
  };
}
