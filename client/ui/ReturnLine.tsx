import type { ReturnTerms } from '../../shared/values/return-terms.ts';
import { HOUR } from '../../shared/values/time.ts';
import { useMessages } from '../i18n/language.ts';
import { returnWords } from '../i18n/return-words.ts';
import './fold.css';
import './return-line.css';

/**
 * What can be returned, for how long and who pays: one line, and whole sentences after a tap.
 * @param claimMs how long after its delivery a claim may be opened (O6)
 * @param of names of products, where others have other terms
 */
export function ReturnLine({
  isPerishable,
  returns,
  claimMs,
  of,
}: {
  isPerishable: boolean;
  returns?: ReturnTerms | undefined;
  claimMs: number;
  of?: string | undefined;
}) {
  const say = useMessages(returnWords);
  const hours = Math.round(claimMs / HOUR);
  // Nothing perishable comes back without a reason, whatever was typed before it was said to be so.
  const terms = isPerishable ? undefined : returns;
  return (
    <details className="fold return-line">
      <summary>
        <span>
          {of && <bdi className="soft">{say.of(of)} </bdi>}
          {isPerishable
            ? say.freshLine(hours)
            : terms
              ? say.daysLine[terms.paidBy](terms.days)
              : say.claimLine(hours)}
        </span>
      </summary>
      <p>{say.claim(hours)}</p>
      <p>{isPerishable ? say.fresh : terms ? say.days[terms.paidBy](terms.days) : say.others}</p>
    </details>
  );
}
