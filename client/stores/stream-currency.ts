import type { Reason } from '../../shared/contract/answer.ts';
import type { Result } from '../../shared/values/result.ts';
import type { Http } from '../connection/http.ts';
import { createIdempotentSender } from './idempotent-sender.ts';

/** Lets a stream sell in another currency (S9): each tap of the same is one command (I1). */
export function createStreamCurrency(slug: string, { http, newKey }: { http: Http; newKey(): string }) {
  const send = createIdempotentSender(newKey);
  return (currency: string): Promise<Result<unknown, Reason>> =>
    send({ currency }, (body) => http.call('setCurrency', { params: { slug }, body }));
}
