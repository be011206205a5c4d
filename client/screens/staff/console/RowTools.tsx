import { useEffect, useRef, useState } from 'react';
import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { RareIcon } from '../../../ui/RareIcon.tsx';
import { useConsole, useIsOnItsWay, useMay } from './host-context.ts';
import { move } from './use-console-acts.ts';

/**
 * What is done to an item's place and price: at the right end of its row, over its figures and never over its name.
 * They come while a pointer or the focus is on the mark that stands there, and by →.
 */
export function RowTools({ item: { itemNumber } }: { item: ConsoleItem }) {
  const say = useMessages(consoleScreenMessages);
  const hands = useConsole();
  const mayChange = useMay('lineup');
  const isMoving = useIsOnItsWay(['lineup:reorder'], null);
  const isPricing = useIsOnItsWay(['lineup:set-price', 'lineup:set-limit', 'lineup:remove'], itemNumber);
  const [isOpen, setOpen] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  const tools = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isOpen && hasFocus) tools.current?.querySelector<HTMLElement>('button:last-of-type')?.focus();
  }, [isOpen, hasFocus]);
  if (!mayChange) return null;
  const form = (kind: 'price' | 'limit' | 'remove') => () => {
    setOpen(false);
    hands.show({ kind, itemNumber });
  };
  const close = () => {
    setOpen(false);
    setFocus(false);
  };
  if (!isOpen) {
    return (
      <button
        type="button"
        className="icon-button row-more"
        aria-label={say.rowTools(itemNumber)}
        title={say.rowTools(itemNumber)}
        aria-expanded={false}
        onPointerEnter={(event) => event.pointerType === 'mouse' && setOpen(true)}
        onClick={() => {
          setFocus(true);
          setOpen(true);
        }}
      >
        <Icon name="more" />
      </button>
    );
  }
  const tool = { type: 'button', className: 'icon-button' } as const;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc and a pointer that leaves close what the buttons in it are.
    <span
      ref={tools}
      className="row-tools"
      onPointerLeave={() => !hasFocus && close()}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && close()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'ArrowLeft') return;
        event.preventDefault();
        close();
      }}
    >
      <button
        {...tool}
        aria-label={say.ofItem(say.up, String(itemNumber))}
        title={say.up}
        aria-busy={isMoving || undefined}
        onClick={() => move(hands, itemNumber, -1)}
      >
        ▲
      </button>
      <button
        {...tool}
        aria-label={say.ofItem(say.down, String(itemNumber))}
        title={say.down}
        aria-busy={isMoving || undefined}
        onClick={() => move(hands, itemNumber, 1)}
      >
        ▼
      </button>
      <button
        {...tool}
        aria-label={say.ofItem(say.remove, String(itemNumber))}
        title={say.remove}
        onClick={form('remove')}
      >
        <Icon name="trash" size={18} />
      </button>
      <button
        {...tool}
        aria-label={say.ofItem(say.limit, String(itemNumber))}
        title={say.limit}
        aria-busy={isPricing || undefined}
        onClick={form('limit')}
      >
        ≤
      </button>
      <button
        {...tool}
        aria-label={say.ofItem(say.price, String(itemNumber))}
        title={say.price}
        aria-busy={isPricing || undefined}
        onClick={form('price')}
      >
        <RareIcon name="edit" />
      </button>
    </span>
  );
}
