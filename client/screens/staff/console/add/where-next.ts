/** To the first field that cannot be meant so. */
export function focusFault(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  field?.scrollIntoView({ block: 'center' });
  field?.focus();
}

/**
 * After an adding the focus stays in the sheet: at what was refused, else where the next product is found. A finger
 * gets the next row, since the field of the search would bring up its keyboard. Who has gone on meanwhile stays there.
 */
export function focusNext(form: HTMLFormElement | null): void {
  const at = document.activeElement;
  const isElsewhere = at?.closest('form') === form && form !== null;
  if (!form || isElsewhere) return;
  const find = form.querySelector<HTMLElement>('input[type="search"]');
  const refused = form.querySelector<HTMLElement>('.product-row.chosen .field input');
  const next = form.querySelector<HTMLElement>('input[type="checkbox"]:not(:checked, :disabled)');
  const isFinger = matchMedia('(pointer: coarse)').matches;
  (refused ?? (isFinger ? next : find) ?? find)?.focus();
}
