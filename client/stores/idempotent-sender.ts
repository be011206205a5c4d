import { isUndecided, leavesDoubt, noAnswer, type Reason } from '../../shared/contract/answer.ts';
import { type Result, refuse } from '../../shared/values/result.ts';

/** What a command carries so that it is done once (I1). */
export interface Keyed {
  key: string;
  inDoubt?: true | undefined;
}

/** What somebody asks for, before it is a command. */
export type Unkeyed<Request extends Keyed> = Omit<Request, keyof Keyed>;

/** Commands that are remembered while nothing was decided about them; the one asked longest ago is forgotten. */
const MOST_PENDING = 50;

/**
 * Sends commands of a screen: the same contents keep their key until something was decided about them, so that a second
 * tap does nothing twice (I1, I2).
 */
export function createIdempotentSender(newKey: () => string) {
  const pending = new Map<string, Keyed>();
  /** @param what tells commands apart whose contents may be the same */
  return async <Contents extends object, Value>(
    contents: Contents,
    call: (body: Contents & Keyed) => Promise<Result<Value, Reason>>,
    what = '',
  ): Promise<Result<Value, Reason>> => {
    const text = `${what} ${JSON.stringify(contents)}`;
    const keyed: Keyed = pending.get(text) ?? { key: newKey() };
    const remember = (as: Keyed) => {
      pending.delete(text);
      pending.set(text, as);
      if (pending.size > MOST_PENDING) pending.delete(pending.keys().next().value!);
    };
    remember(keyed);
    const answer = await call({ ...keyed, ...contents });
    if (answer.ok || !isUndecided(answer.refusal.code)) pending.delete(text);
    else if (leavesDoubt(answer.refusal.code)) remember({ ...keyed, inDoubt: true });
    // What is said of this try alone says nothing of the one before.
    else if (keyed.inDoubt) return refuse(noAnswer);
    return answer;
  };
}
