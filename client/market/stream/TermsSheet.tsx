import { useState } from 'react';
import { useStore } from 'zustand';
import { MAX_PINS } from '../../../shared/market/stream/bounds.ts';
import type { StreamTerms, StreamTermsView } from '../../../shared/market/stream/terms.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { useConsole, useCurrency } from '../../screens/staff/console/host-context.ts';
import { Option } from '../../screens/staff/console/Option.tsx';
import { AwaitedTerms, TermsForm } from '../../screens/staff/console/TermsSheet.tsx';
import { useOwnStore } from '../../stores/world.ts';
import { Field } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { spanWords } from '../../ui/span-words.ts';
import { dayAndTime } from '../../ui/time-words.ts';
import { termsMessages } from './console-words.ts';
import {
  type TermsDraft,
  type TimeField,
  targetTyped,
  termsDraftOf,
  termsOfDraft,
  timeTyped,
} from './terms-draft.ts';
import { createStreamTermsStore, type StreamTermsStore } from './terms-store.ts';
import './terms.css';

/** The aims of a stream, its times, its pins and its price guard (S10), sent whole under the version that was read. */
export function TermsSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(termsMessages);
  const { host } = useConsole();
  const currency = useCurrency();
  const terms = useOwnStore((world) => createStreamTermsStore(host.slug, world));
  const { terms: view, reason } = useStore(terms.store);
  if (!view) return <AwaitedTerms title={say.title} reason={reason} currency={currency} onClose={onClose} />;
  return <Form key={view.version} view={view} terms={terms} onClose={onClose} />;
}

function Form({ view, terms, onClose }: { view: StreamTermsView; terms: StreamTermsStore; onClose(): void }) {
  const say = useMessages(termsMessages);
  const currency = useCurrency();
  const given = view.terms;
  const [draft, setDraft] = useState(() => termsDraftOf(given, currency));
  const write = (part: Partial<TermsDraft>) => setDraft((before) => ({ ...before, ...part }));
  const time = (name: TimeField, isTried: boolean, fault: string, hint?: string) => (
    <div>
      <Field
        label={say[name]}
        inputMode="numeric"
        autoComplete="off"
        value={draft[name]}
        onFocus={(event) => event.target.select()}
        onChange={({ target }) => write({ [name]: target.value })}
        {...(hint === undefined ? {} : { hint })}
        {...(isTried && timeTyped(draft, name, given) === null ? { fault } : {})}
      />
      <ChangedBy changed={view.changed[name]} />
    </div>
  );

  async function save() {
    const meant = termsOfDraft(draft, given, currency);
    return meant !== null && (await terms.set(meant));
  }

  return (
    <TermsForm
      words={say}
      store={terms.store}
      currency={currency}
      save={save}
      onDone={onClose}
      onClose={onClose}
    >
      {(isTried) => (
        <>
          <div>
            <Field
              label={say.target(currency)}
              inputMode="decimal"
              autoComplete="off"
              value={draft.target}
              hint={say.targetHint}
              onFocus={(event) => event.target.select()}
              onChange={({ target }) => write({ target: target.value })}
              {...(isTried && targetTyped(draft, currency) === null ? { fault: say.notTarget } : {})}
            />
            <ChangedBy changed={view.changed.targetMinor} />
          </div>
          {time('plannedMs', isTried, say.notPlanned, say.plannedHint)}
          {view.isReserved ? (
            time('holdMs', isTried, say.notHold, say.holdHint)
          ) : (
            <p className="soft">{say.noHold}</p>
          )}
          {time('payMs', isTried, say.notPay, say.payHint)}
          <SelectField
            label={say.maxPins}
            value={String(draft.maxPins)}
            options={Array.from({ length: MAX_PINS }, (_, n) => ({
              value: String(n + 1),
              words: say.pins(n + 1),
            }))}
            hint={say.pinsHint}
            onChange={(pins) => write({ maxPins: Number(pins) })}
          />
          <ChangedBy changed={view.changed.maxPins} />
          <fieldset className="options">
            <legend>{say.more}</legend>
            {view.isReserved && time('flashHoldMs', isTried, say.notHold)}
            {time('flashPayMs', isTried, say.notPay)}
            <Option
              kind="checkbox"
              isOn={draft.strictRecentLow}
              words={say.strict}
              about={say.strictHint}
              onChange={() => write({ strictRecentLow: !draft.strictRecentLow })}
            />
            <ChangedBy changed={view.changed.strictRecentLow} />
          </fieldset>
          {view.isReserved && <BuyersRead terms={termsOfDraft(draft, given, currency)} />}
        </>
      )}
    </TermsForm>
  );
}

/** Who said a setting last, and when; nothing while it is as the stream was made. */
function ChangedBy({ changed }: { changed: StreamTermsView['changed'][keyof StreamTerms] }) {
  const say = useMessages(termsMessages);
  const language = useLanguage();
  if (!changed) return null;
  return (
    <p className="terms-changed figures">
      {say.changedBy(changed.by ?? say.somebody, dayAndTime(changed.atMs, language))}
    </p>
  );
}

/** What buyers will read with what is typed; nothing while a field is wrong. */
function BuyersRead({ terms }: { terms: StreamTerms | null }) {
  const say = useMessages(termsMessages);
  const language = useLanguage();
  if (!terms) return null;
  const span = (ms: number) => spanWords(ms, language);
  return (
    <p className="soft">
      {say.buyersRead} {say.reads(span(terms.holdMs), span(terms.flashHoldMs))}
    </p>
  );
}
