import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Puts the cursor into a form's first field where there is a keyboard; a phone keeps its screen until it is tapped. */
export function useFirstField(): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    if (matchMedia('(pointer: coarse)').matches) return;
    const field = form.current?.querySelector<HTMLInputElement>('.field input');
    const before = field?.value;
    // The sheet opens after its contents are there. Without this its cross had the focus for a frame, and a quick Enter
    // shut the form.
    field?.setAttribute('autofocus', '');
    // Who has typed by that frame goes on typing.
    const frame = requestAnimationFrame(() => {
      if (!field || field.value !== before) return;
      field.focus();
      if (field.type === 'text') field.select();
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return form;
}
