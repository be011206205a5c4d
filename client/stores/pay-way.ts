import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';

const NAME = 'fairday.pay-way';

/**
 * The way to pay that is chosen as a checkout opens: the one that this device ordered with last, or else the first.
 * @param offered in the stream's order
 */
export function firstChosen(offered: readonly PaymentMethod[], keep: DeviceStorage): PaymentMethod | null {
  const last = keep.read(NAME);
  return offered.find((way) => way === last) ?? offered[0] ?? null;
}

/** Remembers, for the next order of this device, how this one is paid. */
export function keepPayWay(way: PaymentMethod, keep: DeviceStorage): void {
  keep.write(NAME, way);
}
