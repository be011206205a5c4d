import type { ShopInsights } from '../../../../../shared/contract/shop-insights.ts';
import { shopBys } from '../../../../../shared/values/shop-report-bounds.ts';
import { overTimeMessages } from '../../../../i18n/insights-over-time.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { Field } from '../../../../ui/Field.tsx';
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
    <Field
      label={say[name]}
      type="date"
      value={range[name]}
      onChange={({ target: { value } }) =>
        value !== '' && choose({ span: null, chosen: { ...range, [name]: value } })
      }
    />
  );
  return (
    <div className="over-time-choices">
      <fieldset className="over-time-spans">
        <legend className="unseen">{say.range}</legend>
        {spans.map((span) => (
          <button
            key={span}
            type="button"
            aria-pressed={asked.span === span}
            onClick={() => choose({ span })}
          >
            {say.spans[span]}
          </button>
        ))}
      </fieldset>
      <div className="over-time-fields">
        {ofDay('from')}
        {ofDay('to')}
        <SelectField
          label={say.against}
          value={asked.against}
          options={comparisons.map((each) => ({ value: each, words: say.comparisons[each] }))}
          onChange={(value) => {
            const against = value as OverTime['against'];
            choose({ against, againstFrom: against === 'chosen' ? (other?.from ?? range.from) : '' });
          }}
        />
        {asked.against === 'chosen' && (
          <Field
            label={say.againstFrom}
            type="date"
            value={asked.againstFrom}
            onChange={({ target: { value } }) => value !== '' && choose({ againstFrom: value })}
          />
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
    <fieldset className="over-time-spans over-time-by">
      <legend className="unseen">{say.by}</legend>
      {shopBys.map((by) => (
        <button
          key={by}
          type="button"
          aria-pressed={asked.by === by}
          onClick={() => choose({ by, sort: usualSort(by) })}
        >
          {say.bys[by]}
        </button>
      ))}
    </fieldset>
  );
}
