import { isUndecided, leavesDoubt, type Reason } from '../../shared/contract/answer.ts';
import type { Result } from '../../shared/values/result.ts';

/** What a command carries so that it is done once (I1). */
interface Keyed {
  key: string;
  inDoubt?: true | undefined;
}

/** What somebody asks for, before it is a command. */
export type Unkeyed<Request extends Keyed> = Omit<Request, keyof Keyed>;

/**
 * Sends commands of a screen: the same contents keep their key until something was decided about them, so that a second
 * tap does nothing twice (I1, I2).
 */
export function createSender(newKey: () => string) {
  let pending: { text: string; keyed: Keyed } | null = null;
  return async <Contents extends object, Value>(
    contents: Contents,
    call: (body: Contents & Keyed) => Promise<Result<Value, Reason>>,
  ): Promise<Result<Value, Reason>> => {
    const text = JSON.stringify(contents);
    if (pending?.text !== text) pending = { text, keyed: { key: newKey() } };
    const { keyed } = pending;
    const answer = await call({ ...keyed, ...contents });
    if (answer.ok || !isUndecided(answer.refusal.code)) pending = null;
    else if (leavesDoubt(answer.refusal.code)) pending = { text, keyed: { ...keyed, inDoubt: true } };
    return answer;
  };
}
