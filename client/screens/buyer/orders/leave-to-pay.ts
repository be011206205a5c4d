import { useSyncExternalStore } from 'react';
import { keepPaying } from '../../../stores/paying.ts';
import { replaceAddress } from '../../../ui/navigation.ts';

let leavingWith: string | null = null;
addEventListener('pageshow', () => {
  leavingWith = null;
});

/**
 * Goes to the provider's page in this tab. The order's page takes this page's place first, so that a step back, a page
 * that the browser kept and a tab that was closed on the way all end where the server is asked what became of it.
 */
export function leaveToPay({ orderId }: { orderId: string }, payUrl: string): void {
  keepPaying(orderId);
  leavingWith = orderId;
  replaceAddress(`/orders/${orderId}`);
  location.assign(payUrl);
}

/** True while the provider's page is being opened for an order; not any more once this page is on the screen again. */
export function useIsLeavingWith(orderId: string): boolean {
  return useSyncExternalStore(onPageShow, () => leavingWith === orderId);
}

function onPageShow(listener: () => void): () => void {
  addEventListener('pageshow', listener);
  return () => removeEventListener('pageshow', listener);
}
