import type { GmvView } from '../../../../shared/market/order/contract.ts';
import { formatMoney, roundHalfUp } from '../../../../shared/values/money.ts';
import { consoleMoneyWords } from '../../../i18n/console-money.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { useMoney } from '../../../ui/Price.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { aheadMinor } from '../ahead.ts';
import { SetTarget } from './console-panels.ts';
import { isSelling, useCurrency, useHost } from './host-context.ts';
import './head-money.css';

/** GMV paid against the target, and what stands beside it; nothing for who may see no orders (A1), or before the stream. */
export function HeadMoney() {
  const gmv = useHost(({ floor }) => floor.gmv ?? null);
  const status = useHost(({ floor }) => floor.status);
  const hasNoTarget = useHost(
    ({ desk, floor }) => desk !== null && (floor.aims?.targetMinor ?? null) === null,
  );
  if (!gmv || status === 'CANCELLED') return null;
  if (status !== 'SCHEDULED') return <Sold gmv={gmv} />;
  return hasNoTarget ? <SetTarget /> : null;
}

function Sold({ gmv }: { gmv: GmvView }) {
  const say = useMessages(consoleMoneyWords);
  const language = useLanguage();
  const currency = useCurrency();
  const money = useMoney(currency);
  const targetMinor = useHost(({ floor }) => floor.aims?.targetMinor ?? null);
  const status = useHost(({ floor }) => floor.status);
  const { paidMinor, paidOrders, atDoorMinor, unpaidMinor } = gmv;
  const share = targetMinor === null ? null : paidMinor / targetMinor;
  const percent = share?.toLocaleString(language, { style: 'percent' });
  return (
    <section className="head-money figures" aria-label={say.about}>
      <p className="head-gmv">
        {say.gmv} <b>{money(paidMinor)}</b>
        {targetMinor === null && isSelling(status) && (
          <>
            {' '}
            <SetTarget />
          </>
        )}
        {targetMinor !== null && (
          <>
            {' '}
            <meter
              min={0}
              max={targetMinor}
              value={Math.min(paidMinor, targetMinor)}
              aria-label={say.reached(percent ?? '')}
              title={say.reached(percent ?? '')}
            />{' '}
            <span className="soft">{say.of(shortMoney(targetMinor, currency, language))}</span>
          </>
        )}
      </p>
      <Pace paidMinor={paidMinor} />
      <p className="head-beside soft">
        <span>{say.orders(paidOrders.toLocaleString(language))}</span>
        {paidOrders > 0 && <span>{say.average(money(roundHalfUp(paidMinor / paidOrders)))}</span>}
        {unpaidMinor > 0 && <span>{say.unpaid(money(unpaidMinor))}</span>}
        {atDoorMinor > 0 && <span>{say.atDoor(money(atDoorMinor))}</span>}
      </p>
    </section>
  );
}

/** What it comes to at this pace by the planned end, to two digits: said only where a length is planned (S10). */
function Pace({ paidMinor }: { paidMinor: number }) {
  const say = useMessages(consoleMoneyWords);
  const language = useLanguage();
  const currency = useCurrency();
  const plannedMs = useHost(({ floor }) => floor.aims?.plannedMs ?? null);
  const sinceMs = useHost(({ desk, floor }) =>
    floor.status === 'LIVE' || floor.status === 'INTERRUPTED' ? (desk?.liveStartMs ?? null) : null,
  );
  const ahead = useServerTime((nowMs) => aheadMinor(paidMinor, { sinceMs, plannedMs, nowMs }));
  if (!ahead) return null;
  return (
    <p className="head-pace soft">
      <span title={say.paceHint}>{say.pace(shortMoney(ahead, currency, language))}</span>
    </p>
  );
}

/** An amount without the decimals of whole units, as a target and a projection mostly are: the line has little room. */
function shortMoney(minor: number, currency: string, language: string): string {
  return formatMoney(minor, currency, language).replace(/[.,]00$/, '');
}
