import type { NextFunction, Request, Response } from 'express';
import { answerRefusal } from '../answer.ts';

/**
 * Bodies come as they are: one that is packed is refused before a byte of it is read, on every route that there is and
 * will be (X103). A few bytes unpack into megabytes, before anybody has asked who sends them.
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
