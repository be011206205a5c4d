import { useState } from 'react';
import { useStore } from 'zustand';
import type { StreamTerms, StreamTermsView } from '../../../shared/market/stream/terms.ts';
import { useMessages } from '../../i18n/language.ts';
import { useConsole, useCurrency } from '../../screens/staff/console/host-context.ts';
import { AwaitedTerms, TermsForm } from '../../screens/staff/console/TermsSheet.tsx';
import { useOwnStore } from '../../stores/world.ts';
import { termsMessages } from './console-words.ts';
import { TermsFields } from './TermsFields.tsx';
import { termsDraftOf, termsOfDraft } from './terms-draft.ts';
import { createStreamTermsStore, type StreamTermsStore } from './terms-store.ts';

/** The aims of a stream, its times, its pins and its price guard (S10), sent whole under the version that was read. */
export function TermsSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(termsMessages);
  const { host } = useConsole();
  const currency = useCurrency();
  const terms = useOwnStore((world) => createStreamTermsStore(host.slug, world));
  const { terms: view, reason } = useStore(terms.store);
  // Kept here: the form begins anew with each version.
  const [before, setBefore] = useState<StreamTerms>();
  if (!view) return <AwaitedTerms title={say.title} reason={reason} currency={currency} onClose={onClose} />;
  return <Form key={view.version} {...{ view, terms, before, onClose }} onSaved={setBefore} />;
}

function Form({
  view,
  terms,
  before,
  onSaved,
  onClose,
}: {
  view: StreamTermsView;
  terms: StreamTermsStore;
  /** What they were before this sheet saved them; absent: it has saved nothing. */
  before: StreamTerms | undefined;
  onSaved(before: StreamTerms): void;
  onClose(): void;
}) {
  const say = useMessages(termsMessages);
  const currency = useCurrency();
  const { terms: was, changed, isReserved, kept } = view;
  const [draft, setDraft] = useState(() => termsDraftOf(was, currency));

  async function save() {
    const meant = termsOfDraft(draft, was, currency);
    return meant !== null && (await terms.set(meant));
  }

  return (
    <TermsForm
      words={say}
      store={terms.store}
      currency={currency}
      save={save}
      saved={before && say.saved}
      onDone={() => onSaved(was)}
      onClose={onClose}
    >
      {(isTried) => (
        <TermsFields
          {...{ draft, was, changed, isReserved, isTried, currency, kept, before }}
          onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        />
      )}
    </TermsForm>
  );
}
