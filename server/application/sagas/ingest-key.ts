import type { Outcome } from '../../market/kernel/decision.ts';
import type { StaffCall } from '../call.ts';

/**
 * Makes a secret that a program will broadcast by. The log knows its hash alone, and so does the answer that is kept with
 * the key: who made it is told it once, and a repeated key gets none.
 */
export async function submitIngestKey(
  { deps: { secrets } }: Pick<StaffCall, 'deps'>,
  submit: (told: { keyHash: string }) => Promise<Outcome<object>>,
): Promise<Outcome<object>> {
  const ingestKey = secrets.randomToken();
  const outcome = await submit({ keyHash: secrets.digest(ingestKey) });
  if (outcome.kind === 'refused' || outcome.replay) return outcome;
  return { ...outcome, reply: { ...outcome.reply, ingestKey } };
}
