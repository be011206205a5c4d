import { type Packager, PackagerUnavailable } from '../ports/packager.ts';

/** A server that cuts no broadcasts into pieces, and says why. */
export function noPackager(said: string): Packager {
  return {
    status: () => ({ isAvailable: false, why: 'switched_off', said }),
    load: () => ({ running: 0, failed: 0 }),
    start: () => {
      throw new PackagerUnavailable(said);
    },
    close: async () => {},
  };
}
