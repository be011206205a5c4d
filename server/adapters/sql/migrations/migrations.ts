import { market } from './0001-market.ts';
import { snapshotDigest } from './0002-snapshot-digest.ts';
import { numbersAfterAGap } from './0003-numbers-after-a-gap.ts';
import { networkKeys } from './0004-network-keys.ts';
import { orderByNumber } from './0005-order-by-number.ts';
import type { Migration } from './migration.ts';

/** In order, without gaps; the last one's version is the schema's. */
export const migrations: readonly Migration[] = [
  market,
  snapshotDigest,
  numbersAfterAGap,
  networkKeys,
  orderByNumber,
];
export const SCHEMA_VERSION = migrations.length;
