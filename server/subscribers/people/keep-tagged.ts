import { SECOND } from '../../../shared/values/time.ts';
import type { ApplicationDeps } from '../../application/deps.ts';
import { MAX_TAGGED_AT_ONCE } from '../../ports/people-index.ts';

/** A new address is found after so long, in ms. */
const EVERY_MS = 3 * SECOND;
/** Between two handfuls orders are written, and others are answered. */
const BETWEEN_MS = 20;
/** After a fault. */
const RETRY_MS = 30 * SECOND;

type Deps = Pick<ApplicationDeps, 'directory' | 'secrets' | 'clock' | 'onAlarm'>;

/** What makes addresses findable, while it runs. */
export interface Tagging {
  begin(): void;
  /** Resolves once the handful in hand is done. */
  stop(): Promise<void>;
}

/**
 * Gives every address the tags that it is found by (A5), a handful at a time. Which ones wait stands in the store, so it goes
 * on where it was ended; after a change of the secret all wait again.
 * @param everyMs how long after nothing waited it looks again
 */
export function keepTagged(
  { directory, secrets, clock, onAlarm }: Deps,
  everyMs: number = EVERY_MS,
): Tagging {
  let isOn = false;
  let turn: Promise<void> = Promise.resolve();
  let callOff = () => {};
  let isNoted = false;

  async function handful(): Promise<number> {
    if (!isNoted) await directory.tagUnder(secrets.fingerprint);
    isNoted = true;
    const waiting = await directory.untagged();
    if (waiting.length === 0) return everyMs;
    const tagged = waiting.map(({ addressId, buyerId, sealed }) => {
      const contact = secrets.open(buyerId, sealed);
      return { addressId, tags: contact ? [...new Set(secrets.personTags(contact))] : [] };
    });
    await directory.tagAddresses(tagged);
    return waiting.length < MAX_TAGGED_AT_ONCE ? everyMs : BETWEEN_MS;
  }

  function plan(inMs: number): void {
    if (!isOn) return;
    callOff = clock.at(clock.nowMs() + inMs, () => {
      turn = handful()
        .catch((error: unknown) => {
          onAlarm('addresses not made findable', { err: error, context: 'outbox' });
          return RETRY_MS;
        })
        .then(plan);
    });
  }

  return {
    begin() {
      if (isOn) return;
      isOn = true;
      plan(0);
    },
    async stop() {
      isOn = false;
      callOff();
      await turn;
    },
  };
}
