import { useLanguage } from '../../../../i18n/language.ts';
import { percent } from '../number-words.ts';
import { changeOf } from './day-range.ts';

/** By how much a number is more or less than before; nothing where there was nothing before. */
export function ChangeWords({
  now,
  before,
  isGood = 'more',
}: {
  now: number;
  before: number | null | undefined;
  /** Which way is the better one; `none`: neither. */
  isGood?: 'more' | 'less' | 'none';
}) {
  const language = useLanguage();
  const change = changeOf(now, before);
  if (change === null) return null;
  const words = `${change > 0 ? '+' : ''}${percent(change, language)}`;
  const isBetter = isGood === 'more' ? change > 0 : change < 0;
  const look = isGood === 'none' || change === 0 ? 'soft' : isBetter ? 'better' : 'worse';
  return <span className={`change-words ${look}`}> {words}</span>;
}
