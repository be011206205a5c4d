import type { RequestHandler } from 'express';
import type { ClientAddresses } from '../../client-address.ts';
import type { GatewayDeps } from '../../deps.ts';
import { practiceFor } from '../../practice.ts';
import { answerRefusal } from '../answer.ts';

/** For whom practice payments are off, there is nothing here. */
export function practiceOnly(
  deps: Pick<GatewayDeps, 'config'> & { addresses: ClientAddresses },
): RequestHandler {
  return (request, response, next) => {
    if (practiceFor(deps, request) === 'off') answerRefusal(response, { code: 'NOT_FOUND' });
    else next();
  };
}
