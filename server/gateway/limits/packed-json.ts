import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Counters } from '../counters.ts';

/** A shorter answer fits into the first packets as it is. */
const LEAST_BYTES = 2_048;
const LEVEL = constants.Z_BEST_SPEED;

/**
 * Sends JSON above 2 kB packed, to readers who take gzip: at its fastest level, beside the program's own loop. What comes
 * while `mostAtOnce` are being packed goes out plain, so that no number of questions takes the machine from orders.
 * @param mostAtOnce 0: no limit
 */
export function packedJson(mostAtOnce: number, counters: Pick<Counters, 'answersPacked'>): RequestHandler {
  let underWay = 0;

  async function pack(response: Response, text: string): Promise<void> {
    underWay += 1;
    counters.answersPacked += 1;
    try {
      const packed = await promisify(gzip)(text, { level: LEVEL });
      response.set('Content-Encoding', 'gzip').send(packed);
    } finally {
      underWay -= 1;
    }
  }

  return (request: Request, response: Response, next: NextFunction) => {
    const sendPlain = response.json.bind(response);
    response.json = (value: unknown) => {
      const text = JSON.stringify(value);
      if (text === undefined || text.length < LEAST_BYTES) return sendPlain(value);
      response.vary('Accept-Encoding').type('application/json; charset=utf-8');
      const isTaken = request.acceptsEncodings('gzip') === 'gzip';
      if (!isTaken || (mostAtOnce > 0 && underWay >= mostAtOnce)) return response.send(text);
      pack(response, text).catch(next);
      return response;
    };
    next();
  };
}
