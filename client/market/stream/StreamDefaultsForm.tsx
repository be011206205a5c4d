import { useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../shared/contract/answer.ts';
import type { StreamDefaults, StreamDefaultsView } from '../../../shared/market/stream/defaults.ts';
import { useMessages } from '../../i18n/language.ts';
import { streamDefaultsWords } from '../../i18n/stream-defaults.ts';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { useSubmit } from '../../screens/staff/console/use-submit.ts';
import { useOwnStore } from '../../stores/world.ts';
import { Bones } from '../../ui/Bones.tsx';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { createStreamDefaultsStore } from './defaults-store.ts';
import { TermsFields } from './TermsFields.tsx';
import { termsDraftOf, termsOfDraft } from './terms-draft.ts';

/** No shop has an amount among its defaults: what the draft would read one in stands for none. */
const NO_AMOUNT = 'CNY';

/** What new streams begin with (S11), in the form that a stream's settings have. */
export function StreamDefaultsForm() {
  const store = useOwnStore(createStreamDefaultsStore);
  const { value, reason } = useStore(store.store);
  const sentence = useHostSentence(NO_AMOUNT);
  // Kept here: the form begins anew with each version, also with somebody else's.
  const [answer, setAnswer] = useState<{ refusal: Reason | null } | null>(null);
  const [before, setBefore] = useState<StreamDefaults>();
  const save = async (version: number, defaults: StreamDefaults) => {
    setAnswer(null);
    const refusal = await store.set(version, defaults);
    setAnswer({ refusal });
    if (!refusal) setBefore(value?.defaults);
    return refusal;
  };
  if (reason && !value) return <Notice tone="fault">{sentence(reason)}</Notice>;
  if (!value) return <Bones count={6} />;
  return <DefaultsForm key={value.version} view={value} before={before} answer={answer} onSave={save} />;
}

function DefaultsForm({
  view: { version, defaults: was, changed },
  before,
  answer,
  onSave,
}: {
  view: StreamDefaultsView;
  before: StreamDefaults | undefined;
  answer: { refusal: Reason | null } | null;
  onSave(version: number, defaults: StreamDefaults): Promise<Reason | null>;
}) {
  const say = useMessages(streamDefaultsWords);
  const sentence = useHostSentence(NO_AMOUNT);
  const [draft, setDraft] = useState(() => termsDraftOf(was, NO_AMOUNT));
  const meant = termsOfDraft(draft, was, NO_AMOUNT);
  const form = useSubmit(meant !== null, () => onSave(version, meant ?? was));
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      <TermsFields
        {...{ draft, was, changed, before }}
        isReserved
        isTried={form.isTried}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
      {answer?.refusal && (
        <Notice tone="fault">
          {answer.refusal.code === 'STALE_VERSION' ? say.changed : sentence(answer.refusal)}
        </Notice>
      )}
      {answer && !answer.refusal && <Notice tone="done">{say.saved}</Notice>}
      <Button look="primary" wide type="submit" busy={form.isBusy}>
        {say.save}
      </Button>
    </form>
  );
}
