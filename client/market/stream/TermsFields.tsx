import { type ReactNode, useEffect, useRef } from 'react';
import { MAX_PINS } from '../../../shared/market/stream/bounds.ts';
import type { LastChange, StreamTermsView } from '../../../shared/market/stream/terms.ts';
import { HOUR } from '../../../shared/values/time.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Option } from '../../screens/staff/console/Option.tsx';
import { ChangedBy } from '../../ui/ChangedBy.tsx';
import { Field } from '../../ui/Field.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { spanWords } from '../../ui/span-words.ts';
import { termsMessages } from './console-words.ts';
import {
  type AnyTerms,
  type TermsDraft,
  type TimeField,
  targetTyped,
  termsOfDraft,
  timeRanges,
  timeTyped,
} from './terms-draft.ts';
import '../../ui/fold.css';
import './terms.css';

const RARE = [
  ...(['newBuyerHoldMs', 'offerMs', 'graceMs', 'undoMs', 'closeAfterMs'] as const),
  ...(['remorseMs', 'claimMs'] as const),
] satisfies TimeField[];

type Changed = Partial<Record<keyof AnyTerms, LastChange | undefined>>;

/**
 * The fields of a stream's terms (S10), and of what the shop's new streams begin with (S11): the same ones, but for the target
 * of a stream and the times that it keeps.
 */
export function TermsFields({
  draft,
  was,
  changed,
  isReserved,
  isTried,
  currency,
  kept,
  before,
  onChange,
}: {
  draft: TermsDraft;
  was: AnyTerms;
  changed: Changed;
  /** False where nothing is reserved: there is nothing to say of it then. */
  isReserved: boolean;
  /** Faults are said once somebody has tried to save. */
  isTried: boolean;
  /** Of the target; absent: there is none to set. */
  currency?: string;
  /** The times that a stream keeps; absent: they are fields here. */
  kept?: StreamTermsView['kept'];
  /** What they were before this page saved them; absent: it has saved nothing. */
  before?: AnyTerms | undefined;
  onChange(part: Partial<TermsDraft>): void;
}) {
  const say = useMessages(termsMessages);
  const language = useLanguage();
  const money = useMoney(currency ?? 'CNY');
  const span = (ms: number) =>
    ms % HOUR === 0 && ms > 2 * HOUR ? say.hours(ms / HOUR) : spanWords(ms, language);
  const changedBy = <Name extends keyof AnyTerms>(
    name: Name,
    words: (value: NonNullable<AnyTerms[Name]>) => string,
  ) => {
    const isSaved = before !== undefined && before[name] !== was[name];
    const from = isSaved ? (before[name] ?? null) : changed[name]?.was;
    const said = (value: unknown) => (value == null ? say.none : words(value as NonNullable<AnyTerms[Name]>));
    const change = from === undefined ? undefined : `${said(from)} → ${said(was[name])}`;
    return <ChangedBy changed={changed[name]} {...{ change, isSaved }} />;
  };
  const time = (name: TimeField, hint?: ReactNode) => {
    const { least, most } = timeRanges[name];
    const isWrong = isTried && timeTyped(draft, name, was) === null;
    return (
      <div>
        <Field
          label={say[name]}
          inputMode="numeric"
          autoComplete="off"
          value={draft[name]}
          onFocus={(event) => event.target.select()}
          onChange={({ target }) => onChange({ [name]: target.value })}
          {...(hint === undefined ? {} : { hint })}
          {...(isWrong ? { fault: name === 'plannedMs' ? say.notPlanned : say.notWhole(least, most) } : {})}
        />
        {changedBy(name, span)}
      </div>
    );
  };
  const reads = (name: TimeField, words: (time: string) => string, also: string) => {
    const ms = timeTyped(draft, name, was);
    return ms ? `${say.buyersRead} ${words(span(ms))} ${also}` : also;
  };
  const meant = termsOfDraft(draft, was, currency ?? 'CNY');
  const isRareWrong = isTried && RARE.some((name) => timeTyped(draft, name, was) === null);
  const rare = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    // A fault is never said where nobody looks.
    if (isRareWrong && rare.current) rare.current.open = true;
  }, [isRareWrong]);
  return (
    <>
      {currency !== undefined && (
        <div>
          <Field
            label={say.target(currency)}
            inputMode="decimal"
            autoComplete="off"
            value={draft.target}
            hint={say.targetHint}
            onFocus={(event) => event.target.select()}
            onChange={({ target }) => onChange({ target: target.value })}
            {...(isTried && targetTyped(draft, currency) === null ? { fault: say.notTarget } : {})}
          />
          {changedBy('targetMinor', money)}
        </div>
      )}
      {time('plannedMs', say.plannedHint)}
      {isReserved ? time('holdMs', say.holdHint) : <p className="soft">{say.noHold}</p>}
      {time('payMs', say.payHint)}
      <SelectField
        label={say.maxPins}
        value={String(draft.maxPins)}
        options={Array.from({ length: MAX_PINS }, (_, n) => ({
          value: String(n + 1),
          words: say.pins(n + 1),
        }))}
        hint={say.pinsHint}
        onChange={(pins) => onChange({ maxPins: Number(pins) })}
      />
      {changedBy('maxPins', say.pins)}
      <fieldset className="options">
        <legend>{say.more}</legend>
        {isReserved && time('flashHoldMs')}
        {time('flashPayMs')}
        <Option
          kind="checkbox"
          isOn={draft.strictRecentLow}
          words={say.strict}
          about={say.strictHint}
          onChange={() => onChange({ strictRecentLow: !draft.strictRecentLow })}
        />
        {changedBy('strictRecentLow', say.onOff)}
      </fieldset>
      {isReserved && meant?.holdMs && meant.flashHoldMs && (
        <p className="soft">
          {say.buyersRead} {say.reads(span(meant.holdMs), span(meant.flashHoldMs))}
        </p>
      )}
      <details ref={rare} className="fold terms-rare">
        <summary>{say.advanced}</summary>
        <div className="form">
          {isReserved && time('newBuyerHoldMs', reads('newBuyerHoldMs', say.newBuyerReads, say.anyTime))}
          {isReserved && time('offerMs', reads('offerMs', say.offerReads, say.anyTime))}
          {time('graceMs', say.graceHint)}
          {time('undoMs', say.undoHint)}
          {time('closeAfterMs', say.closeHint)}
          {kept ? (
            <>
              <p className="soft">{say.keptAbout}</p>
              <dl className="terms-kept figures">
                {(['remorseMs', 'claimMs'] as const).map((name) => (
                  <div key={name}>
                    <dt>{say.kept[name]}</dt>
                    <dd>{span(kept[name])}</dd>
                  </div>
                ))}
              </dl>
            </>
          ) : (
            <>
              {time('remorseMs', reads('remorseMs', say.remorseReads, say.newOnly))}
              {time('claimMs', reads('claimMs', say.claimReads, say.newOnly))}
            </>
          )}
        </div>
      </details>
    </>
  );
}
