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
    };

export interface PressedKey {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Reads a key of the desk; null if it is not one of ours or belongs to the browser. */
export function askOf({ key, ctrlKey, metaKey, altKey }: PressedKey): KeyAsk | null {
  if (ctrlKey || metaKey) return null;
  if (altKey) {
    if (key === 'ArrowUp') return { ask: 'move', by: -1 };
    return key === 'ArrowDown' ? { ask: 'move', by: 1 } : null;
  }
  if (/^[0-9]$/.test(key)) return { ask: 'digit', digit: key };
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
    case '+':
    case '=':
      return { ask: 'stock', sign: 1 };
    case '-':
      return { ask: 'stock', sign: -1 };
    case '/':
      return { ask: 'find' };
    case '?':
      return { ask: 'help' };
  }
  switch (key.toLowerCase()) {
    case 'f':
      return { ask: 'flash' };
    case 's':
      return { ask: 'stop' };
    case 'n':
      return { ask: 'next' };
    case 'u':
      return { ask: 'unpin' };
    case 'z':
      return { ask: 'undo' };
    case 'p':
      return { ask: 'price' };
  }
  return null;
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
