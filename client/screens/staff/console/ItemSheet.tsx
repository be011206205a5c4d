import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useConsole, useHost, useItemName, useMay } from './host-context.ts';
import { move } from './use-console-acts.ts';

/** What is rarer done to an item: off the pin, its price and limit, its place in the bag. */
export function ItemSheet({ itemNumber, onClose }: { itemNumber: number; onClose(): void }) {
  const say = useMessages(consoleScreenMessages);
  const hands = useConsole();
  const nameOf = useItemName();
  const isPinned = useHost(({ floor }) => floor.pins.some((pin) => pin.itemNumber === itemNumber));
  const mayPin = useMay('pin');
  const mayChange = useMay('lineup');
  return (
    <Sheet title={nameOf(itemNumber)} isQuestion onClose={onClose}>
      <div className="more-list">
        {isPinned && (
          <Button
            look="line"
            disabled={!mayPin}
            onClick={() => {
              void hands.host.act({ kind: 'lineup:unpin', itemNumber });
              onClose();
            }}
          >
            {say.unpin}
          </Button>
        )}
        {mayChange &&
          (['price', 'limit', 'remove'] as const).map((kind) => (
            <Button key={kind} look="line" onClick={() => hands.show({ kind, itemNumber })}>
              {say[kind]}
            </Button>
          ))}
        {mayChange && (
          <div className="two-buttons">
            <Button look="line" onClick={() => move(hands, itemNumber, -1)}>
              {say.up}
            </Button>
            <Button look="line" onClick={() => move(hands, itemNumber, 1)}>
              {say.down}
            </Button>
          </div>
        )}
      </div>
    </Sheet>
  );
}
