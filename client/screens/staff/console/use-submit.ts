import { type FormEvent, useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';

/**
 * What every form of the staff does: it names faults only after the first try, sends one thing at a time, and keeps the
 * reason if that was refused.
 *
 * @param send is called when everything is fine; answers why not, or null
 */
export function useSubmit(isFine: boolean, send: () => Promise<Reason | null>) {
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isFine || isBusy) return;
    setBusy(true);
    setReason(null);
    const refusal = await send();
    setBusy(false);
    setReason(refusal);
  }
  return {
    isBusy,
    isTried,
    reason,
    dismiss: () => setReason(null),
    onSubmit: (event: FormEvent) => void submit(event),
    /** The fault of a field, said once the form was tried. */
    fault: (isWrong: boolean, what: string) => (isTried && isWrong ? { fault: what } : {}),
  };
}
