import { formatMoney } from '../../shared/values/money.ts';
import { useLanguage } from '../i18n/language.ts';
import type { Wording } from './sentences.ts';
import { clockSecond, dayOnly } from './time-words.ts';

/** How sentences write amounts of a currency and times, for the reader. */
export function useWording(currency: string): Wording {
  const language = useLanguage();
  return {
    money: (minor) => formatMoney(minor, currency, language),
    clock: (ms) => clockSecond(ms, language),
    day: (ms) => dayOnly(ms, language),
  };
}

/** A weight as a market writes it: `500 g`, `2.5 kg`; nothing for an unknown one. */
export function weight(grams: number): string {
  if (grams <= 0) return '';
  return grams < 1_000 ? `${grams} g` : `${Math.round(grams / 10) / 100} kg`;
}
