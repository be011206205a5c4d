import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import { within } from '../../../../shared/values/time.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Price } from '../../../ui/Price.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { useCurrency } from './host-context.ts';

/**
 * The price in force: a flash while it runs and has pieces left, else the list price. Of one that is announced the stage
 * shows its price as large, and the one that still holds beside it; elsewhere its panel says it.
 */
export function NowPrice({ item }: { item: ConsoleItem }) {
  const currency = useCurrency();
  const { flash, listPriceMinor } = item;
  const isFlash = useServerTime(
    (nowMs) =>
      flash !== null &&
      flash.phase !== 'over' &&
      flash.free > 0 &&
      item.available > 0 &&
      within(nowMs, flash.startsAtMs, flash.endsAtMs),
  );
  const isAhead = useServerTime(
    (nowMs) => flash !== null && flash.phase !== 'over' && nowMs < flash.startsAtMs,
  );
  if (flash && isAhead) {
    return (
      <>
        <span className="stage-flash flash-sale">
          <Icon name="flash" size={14} />
          <Price minor={flash.priceMinor} currency={currency} />
        </span>
        <Price minor={listPriceMinor} currency={currency} />
      </>
    );
  }
  if (!flash || !isFlash) return <Price minor={listPriceMinor} currency={currency} />;
  return (
    <span className="flash-sale">
      <Icon name="flash" size={14} />
      <Price minor={flash.priceMinor} wasMinor={listPriceMinor} currency={currency} />
    </span>
  );
}
