import type { NextFunction, Request, Response } from 'express';
import { badHop, type ClientAddresses } from '../../client-address.ts';
import { answerRefusal } from '../answer.ts';

/** A request of which a trusted proxy names no IP address is refused: nobody could say whose limits it has (X14). */
export function knownAddressOnly(addresses: Pick<ClientAddresses, 'isReadable'>) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (addresses.isReadable(request)) next();
    else answerRefusal(response, badHop, { message: 'A proxy names an address that is none.' });
  };
}
