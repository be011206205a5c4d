import type { RequestHandler } from 'express';
import type { GatewayDeps } from '../../deps.ts';
import type { ClientAddresses } from '../../visitors/client-address.ts';
import { practiceFor } from '../../visitors/practice.ts';
import { answerRefusal } from '../answer.ts';

/** Answers 404 where practice payments are off. */
export function practiceOnly(
  deps: Pick<GatewayDeps, 'config'> & { addresses: ClientAddresses },
): RequestHandler {
  return (request, response, next) => {
    if (practiceFor(deps, request) === 'off') answerRefusal(response, { code: 'NOT_FOUND' });
    else next();
  };
}
