import { MINUTE, SECOND } from '../../shared/values/time.ts';

/** A length of time as one reads it: "3 minutes", "90 seconds"; whole minutes as minutes, anything else as seconds. */
export function spanWords(ms: number, language: string): string {
  const isWhole = ms % MINUTE === 0;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isWhole ? 'minute' : 'second',
    unitDisplay: 'long',
  }).format(isWhole ? ms / MINUTE : Math.round(ms / SECOND));
}
