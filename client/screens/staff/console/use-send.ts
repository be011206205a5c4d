import { useState } from 'react';
import { leavesDoubt } from '../../../../shared/contract/answer.ts';
import type { HostCommand } from '../../../stores/host/host-commands.ts';
import type { HostCommandOutcome } from '../../../stores/host/host-state.ts';
import { useIsMounted } from '../../../ui/use-is-mounted.ts';
import { useConsole } from './host-context.ts';

/**
 * Sends a form: done when the ledger has it, or has not answered yet; else the form says in place why not.
 * @param isStaleDone what somebody else has changed meanwhile is left to the desk, which shows what holds now
 */
export function useSend(onDone: () => void, { isStaleDone = false } = {}) {
  const { host } = useConsole();
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<HostCommandOutcome | null>(null);
  const isMounted = useIsMounted();
  const refusal = outcome && !outcome.ok ? outcome : null;
  return {
    isBusy,
    /** Why it was refused. */
    refusal,
    /** A consent is needed, and for which floor, if this person may know it; or null. A form that takes one asks for it. */
    consentTo: refusal?.code === 'CONSENT_MISSING' ? { floorMinor: refusal.floorMinor ?? null } : null,
    forget: () => setOutcome(null),
    async send(act: HostCommand): Promise<void> {
      if (isBusy) return;
      setBusy(true);
      const answer = await host.act(act);
      // Who has closed the form may have another one open by now.
      if (!isMounted()) return;
      setBusy(false);
      // What may stand is asked about on the desk, under its own key.
      if (answer.ok || leavesDoubt(answer.code)) return onDone();
      if (isStaleDone && answer.code === 'STALE_VERSION') return onDone();
      // The form says it in place; the desk need not say it again.
      const work = host.store.getState().works.findLast(({ reason }) => reason === answer);
      if (work) host.dismissWork(work.key);
      setOutcome(answer);
    },
  };
}
