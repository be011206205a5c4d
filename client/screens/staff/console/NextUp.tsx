import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { nextItem, shelfOf } from '../../../stores/host/floor.ts';
import { Button } from '../../../ui/Button.tsx';
import { StockLabel } from '../../../ui/StockLabel.tsx';
import { useConsole, useFocus, useHost, useIsOnItsWay, useItem, useMay } from './host-context.ts';
import { NowPrice } from './NowPrice.tsx';
import { pin } from './use-console-acts.ts';

/** The item that the order of the bag brings next and that can be bought. */
export function NextUp() {
  const say = useMessages(consoleScreenMessages);
  const hands = useConsole();
  const itemNumber = useHost(({ floor }) => nextItem(floor)?.itemNumber ?? null);
  const item = useItem(itemNumber);
  const status = useHost(({ floor }) => floor.status);
  const isPinning = useIsOnItsWay(['lineup:pin'], itemNumber);
  const mayPin = useMay('pin');
  const focus = useFocus();
  if (item && item.itemNumber === focus) return null;
  if (!item) return <p className="next-up soft">{say.nobodyElse}</p>;
  const state = shelfOf(item, status);
  return (
    <div className="next-up">
      <span className="soft">{say.nextUp}</span>
      <span className="spoken-number figures">{item.itemNumber}</span>
      <span className="next-words">
        <span className="lineup-name">{item.name}</span>
        <span className="lineup-under">
          <NowPrice item={item} />
          {state === 'LOW' && (
            <StockLabel stock={{ state, available: item.available, nextFreeAtMs: null, flashLeft: null }} />
          )}
        </span>
      </span>
      <Button look="line" busy={isPinning} disabled={!mayPin} onClick={() => pin(hands, item.itemNumber)}>
        {say.pin}
      </Button>
    </div>
  );
}
