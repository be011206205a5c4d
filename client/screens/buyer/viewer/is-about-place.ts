import type { Reason } from '../../../../shared/contract/answer.ts';

/** An order was refused because of where it was to go: that is said where it is mended. */
export function isAboutPlace({ code }: Reason): boolean {
  return code === 'ADDRESS_REQUIRED' || code === 'ADDRESS_NOT_SERVED';
}
