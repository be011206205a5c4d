import type { ShopInsights } from '../../../../../shared/contract/shop-insights.ts';
import { shopBys } from '../../../../../shared/values/shop-report-bounds.ts';
import { overTimeMessages } from '../../../../i18n/insights-over-time.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { DayField } from '../../../../ui/DayField.tsx';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { comparisons, type DayRange, type OverTime, spans, usualSort } from './day-range.ts';

/** Which days, beside which others, and in which currency. */
export function OverTimeChoices({
  asked,
  range,
  other,
  sales,
  choose,
}: {
  asked: OverTime;
  range: DayRange;
  other: DayRange | null;
  sales: ShopInsights | undefined;
  choose(chosen: Partial<OverTime>): void;
}) {
  const say = useMessages(overTimeMessages);
  const currencies = sales?.currencies ?? [];
  const ofDay = (name: 'from' | 'to') => (
    <DayField
      label={say[name]}
      value={range[name]}
      onChange={({ target: { value } }) =>
        value !== '' && choose({ span: null, chosen: { ...range, [name]: value } })
      }
    />
  );
  return (
    <div className="over-time-choices">
      <Pills
        legend={say.range}
        all={spans}
        words={say.spans}
        chosen={asked.span}
        onChoose={(span) => choose({ span })}
      />
      <div className="over-time-fields">
        {ofDay('from')}
        {ofDay('to')}
        <SelectField
          label={say.against}
          value={asked.against}
          options={comparisons.map((each) => ({ value: each, words: say.comparisons[each] }))}
          onChange={(value) => {
            const against = value as OverTime['against'];
            choose({
              against,
              againstFrom: against === 'chosen' ? (other?.from ?? range.from) : '',
              againstTo: against === 'chosen' ? (other?.to ?? range.to) : '',
            });
          }}
        />
        {asked.against === 'chosen' && (
          <>
            <DayField
              label={say.againstFrom}
              value={asked.againstFrom}
              onChange={({ target: { value } }) => value !== '' && choose({ againstFrom: value })}
            />
            <DayField
              label={say.againstTo}
              value={asked.againstTo || (other?.to ?? '')}
              onChange={({ target: { value } }) => value !== '' && choose({ againstTo: value })}
            />
          </>
        )}
        {sales && currencies.length > 1 && (
          <SelectField
            label={say.currency}
            value={sales.currency}
            options={currencies.map((each) => ({ value: each, words: each }))}
            onChange={(currency) => choose({ currency })}
          />
        )}
      </div>
    </div>
  );
}

/** By what the rows below stand. */
export function OverTimeBy({ asked, choose }: { asked: OverTime; choose(chosen: Partial<OverTime>): void }) {
  const say = useMessages(overTimeMessages);
  return (
    <Pills
      legend={say.by}
      className="over-time-by"
      all={shopBys}
      words={say.bys}
      chosen={asked.by}
      onChoose={(by) => choose({ by, sort: usualSort(by) })}
    />
  );
}

/** Names of which one, or none, is chosen. */
function Pills<Name extends string>({
  legend,
  className = '',
  all,
  words,
  chosen,
  onChoose,
}: {
  legend: string;
  className?: string;
  all: readonly Name[];
  words: Readonly<Record<Name, string>>;
  chosen: Name | null;
  onChoose(name: Name): void;
}) {
  return (
    <fieldset className={`over-time-spans ${className}`}>
      <legend className="unseen">{legend}</legend>
      {all.map((name) => (
        <button key={name} type="button" aria-pressed={chosen === name} onClick={() => onChoose(name)}>
          {words[name]}
        </button>
      ))}
    </fieldset>
  );
}
