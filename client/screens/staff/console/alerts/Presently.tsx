import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { shelfOf } from '../../../../stores/host/floor.ts';
import { useMoney } from '../../../../ui/Price.tsx';
import { StockLabel } from '../../../../ui/StockLabel.tsx';
import { useCurrency, useHost, useItem } from '../host-context.ts';

/** What a stale act found instead of what its host had seen (L4). */
export function Presently({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(consoleScreenMessages);
  const item = useItem(itemNumber);
  const status = useHost(({ floor }) => floor.status);
  const isPinned = useHost(({ floor }) => floor.pins.some((pin) => pin.itemNumber === itemNumber));
  const money = useMoney(useCurrency());
  if (!item) return null;
  const stock = {
    state: shelfOf(item, status),
    available: item.available,
    nextFreeAtMs: null,
    flashLeft: null,
  };
  return (
    <span className="presently">
      <span className="soft">{say.presently}</span> <b>{money(item.listPriceMinor)}</b>
      {' · '}
      <StockLabel stock={stock} />
      {isPinned && <> · {say.pinned}</>}
      {item.isRemoved && <> · {say.remove}</>}
    </span>
  );
}
