import { formatMoney } from '../../shared/values/money.ts';
import { useLanguage } from '../i18n/language.ts';
import './ui.css';

/** A price, with the list price struck beside it when it is lower; figures keep their width. */
export function Price({
  minor,
  wasMinor,
  wasLabel,
  currency,
}: {
  minor: number;
  /** Shown struck if it is above `minor`. */
  wasMinor?: number | undefined;
  /** What a screen reader says before the struck price: "before". */
  wasLabel?: string;
  currency: string;
}) {
  const language = useLanguage();
  const isLower = wasMinor !== undefined && wasMinor > minor;
  return (
    <span className={isLower ? 'price flash' : 'price'}>
      <b>{formatMoney(minor, currency, language)}</b>
      {isLower && (
        <s>
          {wasLabel && <span className="unseen">{wasLabel} </span>}
          {formatMoney(wasMinor, currency, language)}
        </s>
      )}
    </span>
  );
}

/** Writes amounts of one currency in the reader's language. */
export function useMoney(currency: string): (minor: number) => string {
  const language = useLanguage();
  return (minor) => formatMoney(minor, currency, language);
}
