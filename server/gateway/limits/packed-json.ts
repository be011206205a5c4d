import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Limits } from '../../ports/limits.ts';
import type { Counters } from '../metrics/counters.ts';
import { Cap, EVERYBODY } from './cap.ts';
import { mostOf } from './table.ts';

/** Smallest packed answer in bytes: a shorter one fits into the first packets. */
const MIN_BYTES = 2_048;
const LEVEL = constants.Z_BEST_SPEED;

/**
 * Packs JSON above 2 kB for clients that accept gzip, at the fastest level and off the main loop. Above the cap of
 * concurrent packings an answer goes out plain, so that packing never delays orders.
 */
export function packedJson(
  limits: Pick<Limits, 'jsonPacked'>,
  counters: Pick<Counters, 'answersPacked'>,
): RequestHandler {
  const underWay = new Cap(mostOf('jsonPacked', limits));

  async function pack(response: Response, text: string, leave: () => void): Promise<void> {
    counters.answersPacked += 1;
    try {
      const packed = await promisify(gzip)(text, { level: LEVEL });
      response.set('Content-Encoding', 'gzip').send(packed);
    } finally {
      leave();
    }
  }

  return (request: Request, response: Response, next: NextFunction) => {
    const sendPlain = response.json.bind(response);
    response.json = (value: unknown) => {
      const text = JSON.stringify(value);
      if (text === undefined || text.length < MIN_BYTES) return sendPlain(value);
      response.vary('Accept-Encoding').type('application/json; charset=utf-8');
      const isTaken = request.acceptsEncodings('gzip') === 'gzip';
      const leave = isTaken ? underWay.enter(EVERYBODY) : null;
      if (!leave) return response.send(text);
      pack(response, text, leave).catch(next);
      return response;
    };
    next();
  };
}
