import { MINUTE, SECOND } from '../../shared/values/time.ts';

/**
 * A length of time as one reads it: "3 minutes", "90 seconds", "3 分钟"; whole minutes as minutes, else seconds.
 * @param size `short` for where there is little room: "3 min", "90 sec"
 */
export function spanWords(ms: number, language: string, size: 'long' | 'short' = 'long'): string {
  const isWhole = ms % MINUTE === 0;
  const words = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isWhole ? 'minute' : 'second',
    unitDisplay: size,
  }).format(isWhole ? ms / MINUTE : Math.round(ms / SECOND));
  // Numbers in a Chinese page stand apart from its words.
  return words.replace(/(\d)(\p{Script=Han})/u, '$1 $2');
}
