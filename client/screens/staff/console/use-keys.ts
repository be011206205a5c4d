import { useEffect, useRef, useState } from 'react';
import { askOf, isTyping, type KeyAsk, NEXT_DIGIT_MS, typeDigit } from './keys.ts';

/**
 * Listens to the desk's keys, except while somebody types or a sheet is open.
 * @param numbers the item numbers of the lineup
 * @returns the digits of a number that still waits for another one
 */
export function useKeys(
  numbers: readonly number[],
  does: { key(ask: Exclude<KeyAsk, { ask: 'digit' }>): void; pinNumber(itemNumber: number): void },
): string {
  const [typed, setTyped] = useState('');
  const latest = useRef({ numbers, does, typed });
  latest.current = { numbers, does, typed };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
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
      if (event.defaultPrevented || isTyping(event.target, event.key)) return;
      // Wherever the focus is, while a sheet is open its keys are the sheet's: Esc has to close it.
      if (document.querySelector('dialog[open]')) return;
      const ask = askOf(event);
      if (!ask) return;
      event.preventDefault();
      if (ask.ask === 'digit') {
        clearTimeout(timer);
        const { digits, isFinal } = typeDigit(latest.current.typed, ask.digit, latest.current.numbers);
        show(digits);
        if (isFinal) finish();
        else timer = setTimeout(finish, NEXT_DIGIT_MS);
        return;
      }
      if (latest.current.typed !== '') {
        if (ask.ask === 'pin') return finish();
        clearTimeout(timer);
        show('');
        if (ask.ask === 'escape') return;
      }
      latest.current.does.key(ask);
    };
    document.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  return typed;
}
