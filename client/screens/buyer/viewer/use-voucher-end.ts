import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { voucherMessages } from '../../../i18n/vouchers.ts';
import { useWorld } from '../../../stores/world.ts';
import { clockTime, dayOnly } from '../../../ui/time-words.ts';

/** Until when a voucher counts: by the clock on its last day, before that with the day. */
export function useVoucherEnd(): (endsAtMs: number) => string {
  const say = useMessages(voucherMessages);
  const language = useLanguage();
  const { clock } = useWorld();
  return (endsAtMs) => {
    const time = clockTime(endsAtMs, language);
    const day = dayOnly(endsAtMs, language);
    return say.until(day === dayOnly(clock.now(), language) ? time : `${day} ${time}`);
  };
}
