import type { PayableView } from '../../../../shared/contract/settlement.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { dayOf } from '../../../ui/money-days.ts';
import { personIn } from '../../../ui/person-in.ts';

/** Why an account was adjusted by hand, who recorded it and when. */
export function AdjustedBy({
  adjustment: { reason, by, byEn, atMs },
  timeZone,
}: {
  adjustment: NonNullable<PayableView['adjustment']>;
  timeZone: string;
}) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const who = by === null ? say.formerMember : personIn(language, by, byEn);
  return (
    <span className="soft small">
      <bdi>{reason}</bdi> · {say.recordedBy(who, dayOf(atMs, language, timeZone))}
    </span>
  );
}
