import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { voucherMessages } from '../../../i18n/vouchers.ts';
import { useWorld } from '../../../stores/world.ts';

/** Until when a voucher counts: by the clock on its last day, before that with the day. */
export function useVoucherEnd(): (endsAtMs: number) => string {
  const say = useMessages(voucherMessages);
  const language = useLanguage();
  const { clock } = useWorld();
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return (endsAtMs) => {
    const isToday = new Date(endsAtMs).toDateString() === new Date(clock.now()).toDateString();
    const day = isToday ? {} : ({ month: 'short', day: 'numeric' } as const);
    return say.until(new Intl.DateTimeFormat(language, { ...day, ...time }).format(endsAtMs));
  };
}
