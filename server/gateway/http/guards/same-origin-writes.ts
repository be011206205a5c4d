import type { NextFunction, Request, Response } from 'express';
import { askerOf, type OriginRule } from '../../origin.ts';
import { answerRefusal } from '../answer.ts';
import { isOfPartner } from './partner-pages.ts';

const FOREIGN = 'This site may not send this request.';
/** A program's, thus: a browser names the origin by itself. */
const NO_ORIGIN =
  'With a cookie, a request that changes something needs the header Origin with the market’s own address.';

/**
 * No other site writes with a visitor's cookies: besides SameSite, a request that changes something comes from a page of
 * this market, from a partner's where a viewer writes, or from a tool without cookies.
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
