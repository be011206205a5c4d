import { type ReactNode, useState } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { TermsState } from '../../../stores/terms-store.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { useHostSentence } from './host-sentence.ts';

/** What stands in a sheet until the terms that it changes have been read: the shape of what comes, or why it does not. */
export function AwaitedTerms({
  title,
  reason,
  currency,
  onClose,
}: {
  title: string;
  reason: Reason | null;
  currency: string;
  onClose(): void;
}) {
  const sentence = useHostSentence(currency);
  return (
    <Sheet title={title} onClose={onClose}>
      {reason ? <Notice tone="fault">{sentence(reason)}</Notice> : <Bones count={5} />}
    </Sheet>
  );
}

/** Terms in one form, saved whole under the version that was read (L4); why they were not stands at its end. */
export function TermsForm({
  words,
  store,
  currency,
  save,
  saved,
  onDone,
  onClose,
  children,
}: {
  words: { title: string; about: string; save: string };
  store: StoreApi<TermsState<unknown>>;
  currency: string;
  /** @returns true if they are saved; false if a field is wrong, or the answer was no */
  save(): Promise<boolean>;
  /** Said while the form stays open after it has saved; absent: it has not, or is closed then. */
  saved?: string | undefined;
  onDone(): void;
  onClose(): void;
  /** The fields; their faults are said once somebody has tried to save them. */
  children(isTried: boolean): ReactNode;
}) {
  const sentence = useHostSentence(currency);
  const { reason, isBusy } = useStore(store);
  const [isTried, setTried] = useState(false);

  async function submit() {
    setTried(true);
    if (await save()) onDone();
  }

  return (
    <SheetForm
      title={words.title}
      action={words.save}
      isBusy={isBusy}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onClose={onClose}
    >
      <p className="soft">{words.about}</p>
      {children(isTried)}
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      {!reason && saved !== undefined && <Notice tone="done">{saved}</Notice>}
    </SheetForm>
  );
}
