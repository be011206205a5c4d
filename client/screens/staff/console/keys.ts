import { CHARACTER_ACTS, type CharacterAct, type KeyMap } from '../../../stores/host/console-keys.ts';

/** What a key asks for at the desk. */
export type KeyAsk =
  | { ask: 'digit'; digit: string }
  | { ask: 'choose'; by: 1 | -1 }
  | { ask: 'move'; by: 1 | -1 }
  | { ask: 'stock'; sign: 1 | -1 }
  | {
      ask:
        | 'pin'
        | 'next'
        | 'tools'
        | 'unpin'
        | 'flash'
        | 'stop'
        | 'undo'
        | 'find'
        | 'help'
        | 'price'
        | 'escape';
    }
  | { ask: CareKey };

/** What keys ask for of the chat. */
export type CareKey = 'answer' | 'pinLine' | 'hideLine';
export const isCareAsk = (ask: KeyAsk): ask is Extract<KeyAsk, { ask: CareKey }> =>
  ask.ask === 'answer' || ask.ask === 'pinLine' || ask.ask === 'hideLine';

export interface PressedKey {
  key: string;
  /** Which key of the keyboard, whatever is written on it. */
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const characterAsks: Readonly<Record<CharacterAct, KeyAsk>> = {
  next: { ask: 'next' },
  flash: { ask: 'flash' },
  stop: { ask: 'stop' },
  unpin: { ask: 'unpin' },
  undo: { ask: 'undo' },
  more: { ask: 'stock', sign: 1 },
  fewer: { ask: 'stock', sign: -1 },
  price: { ask: 'price' },
  answer: { ask: 'answer' },
  pinLine: { ask: 'pinLine' },
  hideLine: { ask: 'hideLine' },
  find: { ask: 'find' },
  help: { ask: 'help' },
};

/** What only looks, and is left on where keys are off. */
export function onlyLooks({ ask }: KeyAsk): boolean {
  return ask === 'choose' || ask === 'tools' || ask === 'escape';
}

/** What is done to the item in hand, besides pinning it. */
export function isOfItem({ ask }: KeyAsk): boolean {
  return ask === 'flash' || ask === 'stop' || ask === 'unpin' || ask === 'stock' || ask === 'price';
}

/**
 * Reads a key of the desk; null if it is not one of ours or belongs to the browser. A number pad says all of it: `*` is
 * a flash, `.` takes back, and pedals and presenters send the page keys.
 */
export function askOf({ key, code, ctrlKey, metaKey, altKey }: PressedKey, keys: KeyMap): KeyAsk | null {
  if (ctrlKey || metaKey) return null;
  if (altKey) {
    if (key === 'ArrowUp') return { ask: 'move', by: -1 };
    return key === 'ArrowDown' ? { ask: 'move', by: 1 } : null;
  }
  // Without NumLock the pad's keys are called arrows and pages; the digits stay where they were.
  const digit = code?.match(/^Numpad([0-9])$/)?.[1] ?? key;
  if (/^[0-9]$/.test(digit)) return { ask: 'digit', digit };
  // What is written on it depends on the language.
  if (code === 'NumpadDecimal') return { ask: 'undo' };
  switch (key) {
    case 'ArrowUp':
      return { ask: 'choose', by: -1 };
    case 'ArrowDown':
      return { ask: 'choose', by: 1 };
    case 'ArrowRight':
      return { ask: 'tools' };
    case 'Enter':
      return { ask: 'pin' };
    case 'Escape':
      return { ask: 'escape' };
    case 'PageDown':
      return { ask: 'next' };
    case '*':
      return { ask: 'flash' };
    case '.':
      return { ask: 'undo' };
  }
  // The unshifted plus of most keyboards.
  const character = key === '=' ? '+' : key.toLowerCase();
  const act = CHARACTER_ACTS.find((each) => keys[each] === character);
  return act ? characterAsks[act] : null;
}

/** A number being typed waits this long for another digit. */
export const NEXT_DIGIT_MS = 700;

/**
 * Takes one more digit of a spoken number. A number that no longer one in the lineup begins with is final at once,
 * so that most pins need no waiting; one that none begins with is dropped, rather than read as another.
 * @param typed the digits so far
 * @param numbers the item numbers of the lineup
 */
export function typeDigit(
  typed: string,
  digit: string,
  numbers: readonly number[],
): { digits: string; isFinal: boolean } {
  const digits = typed + digit;
  if (!startsOne(digits, numbers)) return { digits: '', isFinal: false };
  const isFinal = !numbers.some((n) => String(n).startsWith(digits) && String(n) !== digits);
  return { digits, isFinal };
}

function startsOne(digits: string, numbers: readonly number[]): boolean {
  return !digits.startsWith('0') && numbers.some((n) => String(n).startsWith(digits));
}

/** True where a key press is somebody's typing, or works a control that has keys of its own. */
export function isTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('dialog')) return true;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return key === 'Enter' && target.closest('button, a, summary') !== null;
}

/** True where an amount or a count is typed: nothing but digits and a point belongs there. */
export function isAmount(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement && (target.inputMode === 'decimal' || target.inputMode === 'numeric')
  );
}
