import type { NextFunction, Request, Response } from 'express';
import { badHop, type ClientAddresses } from '../../visitors/client-address.ts';
import { answerRefusal } from '../answer.ts';

/** Refuses a request for which a trusted proxy names no IP address: it has no key for limits (X14). */
export function knownAddressOnly(addresses: Pick<ClientAddresses, 'isReadable'>) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (addresses.isReadable(request)) next();
    else answerRefusal(response, badHop, { message: 'A proxy names an address that is none.' });
  };
}
