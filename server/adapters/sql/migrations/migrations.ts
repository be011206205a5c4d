import { marketDay } from './0001-market-day.ts';
import { afterTheSale } from './0002-after-the-sale.ts';
import { exposure } from './0003-exposure.ts';
import { settlement } from './0004-settlement.ts';
import { vouchers } from './0005-vouchers.ts';
import { outside } from './0006-outside.ts';
import { shipping } from './0007-shipping.ts';
import { overseas } from './0008-overseas.ts';
import { given } from './0009-given.ts';
import { charged } from './0010-charged.ts';
import { staff } from './0011-staff.ts';
import { contents } from './0012-contents.ts';
import { byChannel } from './0013-by-channel.ts';
import { bought } from './0014-bought.ts';
import { security } from './0015-security.ts';
import { sealedUnder } from './0016-sealed-under.ts';
import { arrival } from './0017-arrival.ts';
import { logGaps } from './0018-log-gaps.ts';
import { secondNames } from './0019-second-names.ts';
import { streamPages } from './0020-stream-pages.ts';
import type { Migration } from './migration.ts';

/** In order, without gaps; the last one's version is the schema's. */
export const migrations: readonly Migration[] = [
  marketDay,
  afterTheSale,
  exposure,
  settlement,
  vouchers,
  outside,
  shipping,
  overseas,
  given,
  charged,
  staff,
  contents,
  byChannel,
  bought,
  security,
  sealedUnder,
  arrival,
  logGaps,
  secondNames,
  streamPages,
];
export const SCHEMA_VERSION = migrations.length;
