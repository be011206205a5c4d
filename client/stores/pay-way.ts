import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';

const NAME = 'fairday.pay-way';

/**
 * The way to pay that is chosen as a checkout opens: the one that was chosen last on this device, or else the first.
 * @param offered in the stream's order
 */
export function firstChosen(offered: readonly PaymentMethod[], keep: DeviceStorage): PaymentMethod | null {
  const last = keep.read(NAME);
  return offered.find((way) => way === last) ?? offered[0] ?? null;
}

/** Remembers how this device pays, for a page that is loaded again and for its next order. */
export function keepPayWay(way: PaymentMethod, keep: DeviceStorage): void {
  keep.write(NAME, way);
}
