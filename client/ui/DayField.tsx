import type { ComponentProps } from 'react';
import { useLanguage } from '../i18n/language.ts';
import { Field } from './Field.tsx';
import { pageZone } from './time-words.ts';
import './day-field.css';

/**
 * A field for a day. Browsers write days in the order of their own language, so the chosen one stands beside the label
 * as the page's language has it.
 * @param value `2026-12-04`, or ''
 */
export function DayField({
  value,
  ...field
}: { value: string } & Omit<ComponentProps<typeof Field>, 'value' | 'type' | 'beside'>) {
  const language = useLanguage();
  const words = wholeDay(value, language);
  return (
    <Field
      {...field}
      type="date"
      value={value}
      beside={words !== null && <span className="day-words figures">{words}</span>}
    />
  );
}

function wholeDay(day: string, language: string): string | null {
  const atMs = Date.parse(`${day}T00:00Z`);
  return Number.isNaN(atMs) ? null : wholeDayOf(atMs, language, 'UTC');
}

/** `Fri, Dec 4, 2026`: the day of a moment, by the page's zone. */
export function wholeDayOf(ms: number, language: string, timeZone = pageZone()): string {
  const words: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
  };
  return new Intl.DateTimeFormat(language, { ...words, timeZone }).format(ms);
}
