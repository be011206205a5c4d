import { useState } from 'react';
import { leavesDoubt } from '../../../shared/contract/answer.ts';
import { useConsole } from '../../screens/staff/console/host-context.ts';
import type { HostCommand } from '../../stores/host/host-commands.ts';
import type { HostCommandOutcome } from '../../stores/host/host-state.ts';
import { useIsMounted } from '../../ui/use-is-mounted.ts';

/** Sends a form: done when the ledger has it, or has not answered yet; else the form says in place why not. */
export function useSend(onDone: () => void) {
  const { host } = useConsole();
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<HostCommandOutcome | null>(null);
  const isMounted = useIsMounted();
  const refusal = outcome && !outcome.ok ? outcome : null;
  return {
    isBusy,
    /** Why it was refused; a consent that is missing is asked for instead. */
    refusal: refusal?.code === 'CONSENT_MISSING' ? null : refusal,
    /** A consent is needed, and for which floor, if this person may know it; or null. */
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
      // The form says it in place; the desk need not say it again.
      const work = host.store.getState().works.findLast(({ reason }) => reason === answer);
      if (work) host.dismissWork(work.key);
      setOutcome(answer);
    },
  };
}
