import type { DeviceStorage } from '../connection/device-storage.ts';

/** The API reference, which is no page of the client, reads it too (`api-docs.ts`). */
const STAFF_HERE = 'fairday.staff-here';

/**
 * Whether somebody who works here was signed in on this device when a page last asked. It shows nobody anything: where it
 * says yes the server is asked, and whoever is a stranger is asked nothing by pages that everybody may read.
 */
export function isStaffHere(keep: DeviceStorage): boolean {
  return keep.read(STAFF_HERE) !== null;
}

/** Keeps what the server said. */
export function keepStaffHere(keep: DeviceStorage, isHere: boolean): void {
  if (isHere) keep.write(STAFF_HERE, 'yes');
  else keep.remove(STAFF_HERE);
}
