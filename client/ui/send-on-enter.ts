import type { KeyboardEvent } from 'react';

/** In a field that wraps, *Enter* sends its form as in one of a single line; not while somebody composes a word. */
export function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
