/** Whether somebody thought better of what the browser asked them: that is no fault, and nothing is said of it. */
export function isCancelled(fault: unknown): boolean {
  return fault instanceof DOMException && fault.name === 'AbortError';
}
