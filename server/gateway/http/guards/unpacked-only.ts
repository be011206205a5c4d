import type { NextFunction, Request, Response } from 'express';
import { answerRefusal } from '../answer.ts';

/**
 * Refuses a compressed body unread, on every route (X103): a few bytes unpack into megabytes before the sender is
 * known.
 */
export function unpackedOnly(request: Request, response: Response, next: NextFunction): void {
  const coding = (request.headers['content-encoding'] ?? '').trim().toLowerCase();
  if (coding === '' || coding === 'identity') {
    next();
    return;
  }
  response.set('Accept-Encoding', 'identity');
  answerRefusal(
    response,
    { code: 'BAD_REQUEST', field: 'content-encoding' },
    { status: 415, message: 'Send the body as it is, without Content-Encoding.' },
  );
}
