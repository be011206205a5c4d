import { useEffect, useRef, useState } from 'react';
import { consoleKeysOf } from '../../../stores/host/console-keys.ts';
import { useWorld } from '../../../stores/world.ts';
import {
  askOf,
  isAmount,
  isOfItem,
  isTyping,
  type KeyAsk,
  NEXT_DIGIT_MS,
  onlyLooks,
  typeDigit,
} from './keys.ts';

/** A hand that ends each number with Enter does so within this time after a number that needed none, in ms. */
const ENTER_AFTER_MS = 1_500;

/**
 * Listens to the desk's keys, except while somebody types or composes, a sheet is open, or keys are off on this device.
 * @param numbers the item numbers of the lineup
 * @returns the digits of a number that still waits for another one
 */
export function useKeys(
  numbers: readonly number[],
  does: {
    /** A sheet is open or on its way. */
    hasSheet: boolean;
    key(ask: Exclude<KeyAsk, { ask: 'digit' }>): void;
    pinNumber(itemNumber: number): void;
  },
): string {
  const { keep } = useWorld();
  const [typed, setTyped] = useState('');
  const latest = useRef({ numbers, does, typed });
  latest.current = { numbers, does, typed };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** Runs while an Enter still belongs to a number that was final without it. */
    let ended: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      clearTimeout(ended);
      ended = setTimeout(() => {
        ended = undefined;
      }, ENTER_AFTER_MS);
    };
    const show = (digits: string) => {
      latest.current.typed = digits;
      setTyped(digits);
    };
    const finish = () => {
      clearTimeout(timer);
      const { typed: digits, does: now } = latest.current;
      show('');
      if (digits !== '') now.pinNumber(Number(digits));
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      // A second tap of the pad's flash key comes when its form is open: it is no part of a price.
      if (event.code === 'NumpadMultiply' && isAmount(event.target)) return event.preventDefault();
      // An Enter that ends a number belongs to the number, whatever button has the focus.
      const isEnding = event.key === 'Enter' && latest.current.typed !== '';
      if (event.key === 'Enter' && ended !== undefined && !isTyping(event.target, '')) {
        clearTimeout(ended);
        ended = undefined;
        return event.preventDefault();
      }
      if (isTyping(event.target, isEnding ? '' : event.key)) return;
      // Wherever the focus is, while a sheet is open its keys are the sheet's: Esc has to close it.
      if (latest.current.does.hasSheet || document.querySelector('dialog[open]')) return;
      const { isOn, keys } = consoleKeysOf(keep).getState();
      const ask = askOf(event, keys);
      if (!ask || (!isOn && !onlyLooks(ask))) return;
      event.preventDefault();
      // A key that is held down walks through the bag, and does nothing else a second time.
      if (event.repeat && ask.ask !== 'choose') return;
      if (ask.ask === 'digit' && ask.digit === '0' && latest.current.typed === '') {
        return latest.current.does.key({ ask: 'next' });
      }
      if (ask.ask === 'digit') {
        clearTimeout(timer);
        const { digits, isFinal } = typeDigit(latest.current.typed, ask.digit, latest.current.numbers);
        show(digits);
        if (isFinal) {
          finish();
          end();
        } else timer = setTimeout(finish, NEXT_DIGIT_MS);
        return;
      }
      if (latest.current.typed !== '') {
        if (ask.ask === 'pin') return finish();
        const isListed = latest.current.numbers.includes(Number(latest.current.typed));
        // What is done to an item is done to the one whose number was typed, never to the one before it.
        if (isOfItem(ask) && isListed) finish();
        clearTimeout(timer);
        show('');
        if (ask.ask === 'escape' || (isOfItem(ask) && !isListed)) return;
      }
      latest.current.does.key(ask);
    };
    document.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(timer);
      clearTimeout(ended);
      document.removeEventListener('keydown', onKey);
    };
  }, [keep]);
  return typed;
}
