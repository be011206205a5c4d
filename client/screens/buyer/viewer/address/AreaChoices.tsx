import { useId } from 'react';
import { addressWords } from '../../../../i18n/address.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import type { Delivery } from '../../../../stores/checkout-draft.ts';
import { FaultWords } from '../../../../ui/FaultWords.tsx';
import { useChunk } from '../../../../ui/use-chunk.ts';
import type { DeliveryFaults } from './address-form.ts';
import type { Areas } from './china-areas.ts';

type Level = 'province' | 'city' | 'district';
/** As browsers know them, to fill them in. */
export const levelNames: Record<Level, string> = {
  province: 'address-level1',
  city: 'address-level2',
  district: 'address-level3',
};

/** In Latin letters, for who reads English: 4 kB that a Chinese page does not fetch. */
const loadLatin = () => import('./latin-areas.ts').then(({ latinArea }) => latinArea);

/** Province, city and district, each out of those that the one before has. */
export function AreaChoices({
  areas,
  typed,
  faults,
  onChange,
}: {
  /** Null: they have not come yet. */
  areas: Areas | null;
  typed: Delivery;
  faults: DeliveryFaults;
  onChange(level: Level, name: string): void;
}) {
  const latin = useChunk(loadLatin, useLanguage() === 'en');
  const cities = areas?.get(typed.province);
  const choice = (level: Level, names: Iterable<string> | undefined) => (
    <AreaChoice
      level={level}
      names={[...(names ?? [])]}
      latin={latin}
      value={typed[level]}
      fault={faults[level]}
      onChange={(name) => onChange(level, name)}
    />
  );
  return (
    <div className="area-choices">
      {choice('province', areas?.keys())}
      {choice('city', cities?.keys())}
      {choice('district', cities?.get(typed.city))}
    </div>
  );
}

function AreaChoice({
  level,
  names,
  latin,
  value,
  fault,
  onChange,
}: {
  level: Level;
  names: readonly string[];
  /** Null: they are shown as they are. */
  latin: ((name: string) => string | null) | null;
  value: string;
  fault: string | undefined;
  onChange(name: string): void;
}) {
  const say = useMessages(addressWords);
  const id = useId();
  // Before the list has come, what an earlier page kept is shown as it is.
  const all = names.length === 0 && value !== '' ? [value] : names;
  return (
    <div className="field">
      <label htmlFor={id}>{say[level]}</label>
      <select
        id={id}
        name={levelNames[level]}
        autoComplete={levelNames[level]}
        value={all.includes(value) ? value : ''}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{say.choose}</option>
        {all.map((name) => (
          <option key={name} value={name}>
            {[latin?.(name), name].filter(Boolean).join(' · ')}
          </option>
        ))}
      </select>
      {fault && <FaultWords id={`${id}-fault`}>{fault}</FaultWords>}
    </div>
  );
}
