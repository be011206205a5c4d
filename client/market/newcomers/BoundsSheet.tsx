import { useState } from 'react';
import { useStore } from 'zustand';
import type { HoldTimes, StreamBounds } from '../../../shared/market/newcomers/contract.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { useConsole, useCurrency } from '../../screens/staff/console/host-context.ts';
import { Option } from '../../screens/staff/console/Option.tsx';
import { AwaitedTerms, TermsForm } from '../../screens/staff/console/TermsSheet.tsx';
import { useOwnStore } from '../../stores/world.ts';
import { Field } from '../../ui/Field.tsx';
import { spanWords } from '../../ui/span-words.ts';
import { type BoundsField, boundsDraftOf, boundsOfDraft, isWrong } from './bounds-draft.ts';
import { type BoundsStore, createBoundsStore } from './bounds-store.ts';
import { boundsMessages } from './console-words.ts';

/** What newcomers and unpaid orders may keep of the stock (H3, H6): seven settings, sent whole. */
export function BoundsSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(boundsMessages);
  const { host } = useConsole();
  const bounds = useOwnStore((world) => createBoundsStore(host.slug, world));
  const { terms: view, reason } = useStore(bounds.store);
  const currency = useCurrency();
  // Kept here: the form begins anew with each version.
  const [isSaved, setSaved] = useState(false);
  if (!view) {
    return <AwaitedTerms title={say.title} reason={reason} currency={currency} onClose={onClose} />;
  }
  return (
    <BoundsForm
      key={view.version}
      {...{ given: view.bounds, holds: view.holds, bounds, isSaved, onClose }}
      onSaved={() => setSaved(true)}
    />
  );
}

function BoundsForm({
  given,
  holds,
  bounds,
  isSaved,
  onSaved,
  onClose,
}: {
  given: StreamBounds;
  holds: HoldTimes | null;
  bounds: BoundsStore;
  isSaved: boolean;
  onSaved(): void;
  onClose(): void;
}) {
  const say = useMessages(boundsMessages);
  const currency = useCurrency();
  const [draft, setDraft] = useState(() => boundsDraftOf(given));
  const fieldOf = (isTried: boolean) => (name: BoundsField, fault: string) => (
    <Field
      label={say[name]}
      hint={say[`${name}Hint`]}
      inputMode="decimal"
      autoComplete="off"
      value={draft[name]}
      onChange={(event) => setDraft((before) => ({ ...before, [name]: event.target.value }))}
      {...(isTried && isWrong(draft, name, given) ? { fault } : {})}
    />
  );

  async function save() {
    const meant = boundsOfDraft(draft, given);
    return meant !== null && (await bounds.set(meant));
  }

  return (
    <TermsForm
      words={say}
      store={bounds.store}
      currency={currency}
      save={save}
      saved={isSaved ? say.saved : undefined}
      onDone={onSaved}
      onClose={onClose}
    >
      {(isTried) => {
        const field = fieldOf(isTried);
        return (
          <>
            {holds && <HoldTimesTold holds={holds} />}
            {field('share', say.notPercent)}
            {field('orderUnits', say.notCount)}
            {field('payMinutes', say.notMinutes)}
            {field('flashMinutes', say.notMinutes)}
            {field('openedMinutes', say.notMinutes)}
            <fieldset className="options">
              <legend>{say.everybody}</legend>
              {field('unpaidOrders', say.notCount)}
              <Option
                kind="checkbox"
                isOn={draft.isUnpaidStrike}
                words={say.strike}
                about={say.strikeHint}
                onChange={() => setDraft((before) => ({ ...before, isUnpaidStrike: !before.isUnpaidStrike }))}
              />
            </fieldset>
          </>
        );
      }}
    </TermsForm>
  );
}

/** How long buyers have what they add, the regular ones and the new; nothing here changes it. */
function HoldTimesTold({ holds }: { holds: HoldTimes }) {
  const say = useMessages(boundsMessages);
  const language = useLanguage();
  const span = (ms: number) => spanWords(ms, language);
  return (
    <dl className="hold-times">
      <dt>{say.reserved}</dt>
      <dd>
        {say.regulars(span(holds.holdMs), span(holds.flashHoldMs))}
        <br />
        {say.newcomers(span(holds.newcomerHoldMs), holds.newcomerUnits)}
      </dd>
    </dl>
  );
}
