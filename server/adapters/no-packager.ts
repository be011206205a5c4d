import { type Packager, PackagerUnavailable } from '../ports/packager.ts';

/** A server that cuts no broadcasts into pieces, and says why. */
export function noPackager(reason: string): Packager {
  return {
    status: () => ({ isAvailable: false, reason }),
    load: () => ({ running: 0, failed: 0 }),
    start: () => {
      throw new PackagerUnavailable(reason);
    },
    close: async () => {},
  };
}
