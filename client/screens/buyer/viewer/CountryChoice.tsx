import { useId } from 'react';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { quoteWords } from './quote-words.ts';

/** Where an address is: at home, or in one of the countries that the stream sends to. */
export function CountryChoice({
  countries,
  value,
  onChange,
}: {
  countries: readonly string[];
  /** ISO 3166; '' at home. */
  value: string;
  onChange(country: string): void;
}) {
  const say = useMessages(quoteWords);
  const language = useLanguage();
  const id = useId();
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return (
    <div className="field">
      <label htmlFor={id}>{say.country}</label>
      <select id={id} autoComplete="country" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{say.atHome}</option>
        {countries.map((country) => (
          <option key={country} value={country}>
            {names.of(country) ?? country}
          </option>
        ))}
      </select>
    </div>
  );
}
