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
/** Whoever asks for the same after so long means something new: the list on the screen has told them of the first. */
const MEANT_FOR_MS = 10 * 60_000;

/**
 * Sends commands of a screen: the same contents keep their key until something was decided about them, so that a second
 * tap does nothing twice (I1, I2).
 */
export function createSender(newKey: () => string, nowMs: () => number = () => performance.now()) {
  const pending = new Map<string, { keyed: Keyed; askedAtMs: number }>();
  /** @param what tells commands apart whose contents may be the same */
  return async <Contents extends object, Value>(
    contents: Contents,
    call: (body: Contents & Keyed) => Promise<Result<Value, Reason>>,
    what = '',
  ): Promise<Result<Value, Reason>> => {
    const text = `${what} ${JSON.stringify(contents)}`;
    const known = pending.get(text);
    const isMeant = known !== undefined && nowMs() - known.askedAtMs < MEANT_FOR_MS;
    const keyed: Keyed = isMeant ? known.keyed : { key: newKey() };
    const remember = (as: Keyed) => {
      pending.delete(text);
      pending.set(text, { keyed: as, askedAtMs: nowMs() });
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
