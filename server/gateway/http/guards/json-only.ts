import type { NextFunction, Request, Response } from 'express';
import { answerRefusal } from '../answer.ts';

/** Admits JSON bodies alone: a form of another site cannot send JSON without a preflight. */
export function jsonOnly(request: Request, response: Response, next: NextFunction): void {
  const hasBody =
    request.headers['content-length'] !== undefined && request.headers['content-length'] !== '0';
  const isChunked = request.headers['transfer-encoding'] !== undefined;
  if (request.method === 'GET' || request.method === 'HEAD' || (!hasBody && !isChunked)) next();
  else if (request.is('application/json')) next();
  else {
    answerRefusal(
      response,
      { code: 'BAD_REQUEST', field: 'content-type' },
      { status: 415, message: 'Send JSON (Content-Type: application/json).' },
    );
  }
}
