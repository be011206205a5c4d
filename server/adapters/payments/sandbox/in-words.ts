import { formatMoney } from '../../../../shared/values/money.ts';
import type { BothNames, PageLanguage, SandboxOrder } from '../../../ports/sandbox-provider.ts';
import { words } from './words.ts';

/** What something is called by a reader of this language, or by its one name. */
export function nameIn(language: PageLanguage, { zh, en }: BothNames): string {
  return language === 'en' ? en || zh : zh || en;
}

export function amountOf(
  minor: number,
  { currency }: Pick<SandboxOrder, 'currency'>,
  language: PageLanguage,
): string {
  return formatMoney(minor, currency, words[language].locale);
}

/** A time by the clock of the shop, its zone named: `20:14 GMT+8`. @param isDated with its day */
export function momentOf(
  ms: number,
  { timeZone }: Pick<SandboxOrder, 'timeZone'>,
  language: PageLanguage,
  isDated = false,
): string {
  const say = words[language];
  const clock = new Intl.DateTimeFormat('en', {
    ...{ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
  });
  const part = new Map(clock.formatToParts(ms).map(({ type, value }) => [type, value]));
  const day = new Intl.DateTimeFormat(say.locale, { timeZone, dateStyle: 'medium' });
  return say.moment({
    ...(isDated && { day: day.format(ms) }),
    time: `${part.get('hour')}:${part.get('minute')}`,
    zone: part.get('timeZoneName') ?? timeZone,
  });
}
