import { activityCsvAddress, officeActivityCsvAddress } from '../connection/file-addresses.ts';

/** Where what was done on a stream is a file: by everybody (null), or one person. */
export const activityFileAddress = (slug: string, staffId: string | null): string =>
  activityCsvAddress(slug, staffId);

/** The same of all streams and the shop. */
export const officeActivityFileAddress = (staffId: string | null): string =>
  officeActivityCsvAddress(staffId);
