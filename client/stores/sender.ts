import { isUndecided, leavesDoubt, type Reason } from '../../shared/contract/answer.ts';
import type { Result } from '../../shared/values/result.ts';

/** What a command carries so that it is done once (I1). */
export interface Keyed {
  key: string;
  inDoubt?: true | undefined;
}

/** What somebody asks for, before it is a command. */
export type Unkeyed<Request extends Keyed> = Omit<Request, keyof Keyed>;

/** Commands that are remembered while nothing was decided about them; the oldest is forgotten. */
const MOST_PENDING = 50;

/**
 * Sends commands of a screen: the same contents keep their key until something was decided about them, so that a second
 * tap does nothing twice (I1, I2).
 */
export function createSender(newKey: () => string) {
  const pending = new Map<string, Keyed>();
  /** @param what tells commands apart whose contents may be the same */
  return async <Contents extends object, Value>(
    contents: Contents,
    call: (body: Contents & Keyed) => Promise<Result<Value, Reason>>,
    what = '',
  ): Promise<Result<Value, Reason>> => {
    const text = `${what} ${JSON.stringify(contents)}`;
    const keyed = pending.get(text) ?? { key: newKey() };
    pending.set(text, keyed);
    if (pending.size > MOST_PENDING) pending.delete(pending.keys().next().value!);
    const answer = await call({ ...keyed, ...contents });
    if (answer.ok || !isUndecided(answer.refusal.code)) pending.delete(text);
    else if (leavesDoubt(answer.refusal.code)) pending.set(text, { ...keyed, inDoubt: true });
    return answer;
  };
}
