import { exportAddress, salesCsvAddress } from '../connection/file-addresses.ts';

/** The addresses of what a stream's insights are taken along as, for plain links: its items, and a file of its raw data. */
export const insightsFiles = (slug: string) => ({
  itemsAddress: salesCsvAddress(slug),
  addressOf: (file: string) => exportAddress(slug, file),
});
