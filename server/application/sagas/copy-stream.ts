import { hash } from 'node:crypto';
import type { Ack } from '../../../shared/contract/answer.ts';
import {
  type CopiedStream,
  type CopyStreamRequest,
  notCopied,
} from '../../../shared/contract/copy-stream.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { ConsoleReply, ConsoleRequest } from '../../../shared/protocol.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { SECOND } from '../../../shared/values/time.ts';
import type { StaffCommand } from '../../market/command-spec.ts';
import { rightsOn } from '../../market/kernel/authority.ts';
import type { StreamState } from '../../market/state.ts';
import { changedTerms, termsOf, versionOfTerms } from '../../market/stream/terms.ts';
import { lineupsFor } from '../../shop/saved-lineups.ts';
import { refusalAck } from '../ack.ts';
import type { StaffActor } from '../application.ts';
import { readerOf } from '../catalogue/lineup-reader.ts';
import type { ApplicationDeps } from '../deps.ts';
import type { StreamEngine } from '../engines.ts';
import { runStaffCommand } from '../run-command.ts';
import { makeStream } from './create-stream.ts';

type Copied = Omit<CopiedStream, 'stream'>;

/** One product is tried so often while others take of the same warehouse. */
const MAX_TRIES = 4;

/**
 * Makes a stream as an earlier one was (S13): for its host and operators. It is made under the key of the request and each
 * further step under a key of its own, which follows from it, so that a repeated request goes on where it stood. What of it the
 * server had no time for is refused whole, to be asked again.
 */
export async function copyStream(
  deps: ApplicationDeps,
  actor: StaffActor,
  request: CopyStreamRequest,
  { isPracticeOff }: { isPracticeOff: boolean },
): Promise<Ack<CopiedStream>> {
  const { from, lineup: lineupId, ...asked } = request;
  if ((from === undefined) === (lineupId === undefined)) {
    return refusalAck({ code: 'BAD_REQUEST', field: 'from' });
  }
  const found =
    lineupId === undefined ? await ofStream(deps, actor, from ?? '') : await ofLineup(deps, actor, lineupId);
  if ('code' in found) return refusalAck(found);
  const source = found;
  const paid = source.payments.filter((way) => way !== 'sandbox' || !isPracticeOff);
  const made = await makeStream(
    deps,
    actor,
    {
      ...asked,
      ...{ holdPolicy: source.holdPolicy, currency: source.currency },
      payments: paid.length > 0 ? paid : ['cash_on_delivery'],
    },
    request,
  );
  if (!made.ok) return made;
  const { stream } = made;
  const { streamId } = stream;
  const copyLog = await deps.engines.stream(streamId);
  if (!copyLog) throw new Error(`There is no stream ${streamId}.`);
  const copy = { deps, actor, streamId, log: copyLog, key: request.key };
  const why = (await copyTerms(copy, source)) ?? (await copyShipping(copy, source));
  if (why) return why;
  const lineup = await copyLineup(copy, source);
  return 'code' in lineup ? lineup : { ok: true, stream, ...lineup };
}

/** What a copy begins with. Of a lineup that was saved the shop's terms hold, and its products say what sending costs. */
type Source = ReturnType<typeof lineupOf> & Partial<ReturnType<typeof settingsOfSource>>;

/** An earlier stream, for its host and operators. */
async function ofStream(
  { readers, engines }: Pick<ApplicationDeps, 'readers' | 'engines'>,
  actor: StaffActor,
  slug: string,
): Promise<Source | Refusal> {
  const row = await readers.streamBySlug(slug);
  const log = row ? await engines.stream(row.streamId) : null;
  const rights = await log?.read((state) => rightsOn(state, actor));
  if (!row || !log || !rights) return { code: 'NOT_FOUND' };
  if (!rights.isHost) return { code: 'FORBIDDEN' };
  if (row.rehearsalOf !== null) return { code: 'REHEARSAL' };
  return log.read((state) => ({ ...lineupOf(state), ...settingsOfSource(state) }));
}

/** A lineup that was saved (S15), for whoever finds it in their list. */
async function ofLineup(
  { engines }: Pick<ApplicationDeps, 'engines'>,
  actor: StaffActor,
  lineupId: string,
): Promise<Source | Refusal> {
  return engines.shop.read((shop): Source | Refusal => {
    const known = lineupsFor(shop, readerOf(actor)).find(({ lineup }) => lineup.lineupId === lineupId);
    if (!known) return { code: 'NOT_FOUND' };
    const { holdPolicy, payments, currency, items } = known.lineup;
    return {
      ...{ holdPolicy, payments: [...payments], currency },
      items: items.map(({ productId, units, priceMinor, buyerLimit }) => {
        const { name = '', nameEn } = shop.products.get(productId) ?? {};
        return {
          ...{ productId, name, ...secondNames({ nameEn }) },
          ...{ wanted: units, listPriceMinor: priceMinor, buyerLimit },
        };
      }),
    };
  });
}

/** What is sold in a stream, and how it is reserved and paid. */
export function lineupOf(state: Readonly<StreamState>) {
  const { holdPolicy, payments, currency } = state;
  return {
    ...{ holdPolicy, payments: [...payments], currency },
    items: state.order.flatMap((itemNumber) => {
      const item = state.items.get(itemNumber);
      if (!item) return [];
      const { productId, name, nameEn, allotted, listPriceMinor, buyerLimit } = item;
      return [{ productId, name, ...secondNames({ nameEn }), wanted: allotted, listPriceMinor, buyerLimit }];
    }),
  };
}

function settingsOfSource(state: Readonly<StreamState>) {
  const { overseas, tables, overseasTables } = state.shipping;
  return {
    terms: termsOf(state),
    shipping: { overseas, tables: [...tables], overseasTables: [...overseasTables] },
  };
}

/** A stream that was just made, under which key, and by whom. */
interface Copy {
  deps: ApplicationDeps;
  actor: StaffActor;
  streamId: string;
  log: StreamEngine;
  key: string;
}

/** @returns why it could not be done now; null: it is done, or was before */
async function copyTerms(copy: Copy, { terms }: Source): Promise<Failed | null> {
  const known = await copy.log.read((state) => ({
    terms: termsOf(state),
    version: versionOfTerms(state),
  }));
  if (!terms || changedTerms(known.terms, terms).length === 0) return null;
  return failed(await sends(copy, 'stream:set-terms', 'terms', { version: known.version, terms }));
}

/** What sending costs. @returns as `copyTerms` */
async function copyShipping(copy: Copy, { shipping: from }: Source): Promise<Failed | null> {
  if (!from) return null;
  const { overseas } = from;
  const known = await copy.log.read(({ shipping }) => ({
    overseas: shipping.overseas,
    home: new Map(shipping.tables),
    abroad: new Map(shipping.overseasTables),
  }));
  const version = () => copy.log.read(({ shipping }) => shipping.version);
  if (overseas && !known.overseas) {
    const asked = { version: await version(), overseas };
    const why = failed(await sends(copy, 'shipping:set-overseas', 'overseas', asked));
    if (why) return why;
  }
  const tables = [
    ...from.tables.filter(([origin]) => !known.home.has(origin)).map((each) => [...each, false] as const),
    ...from.overseasTables
      .filter(([origin]) => !known.abroad.has(origin))
      .map((each) => [...each, true] as const),
  ];
  for (const [origin, table, isAbroad] of tables) {
    const asked = { version: await version(), origin, table, ...(isAbroad && { isOverseas: true }) };
    const why = failed(await sends(copy, 'shipping:set', `shipping ${isAbroad} ${origin}`, asked));
    if (why) return why;
  }
  return null;
}

/** Each product with its price and limit, and as many units as the warehouse has of those that it had. */
async function copyLineup(copy: Copy, { items }: Source): Promise<Copied | Failed> {
  const copied: Copied = { added: 0, short: [], refused: [] };
  /** How many items of a product are in the copy by now: a lineup may have one product twice. */
  const of = new Map<string, number>();
  for (const [place, item] of items.entries()) {
    const { productId, wanted, listPriceMinor: _, buyerLimit: _limit, ...names } = item;
    const product = { productId, ...names };
    const nth = of.get(productId) ?? 0;
    const units = await copyItem(copy, item, { place, nth });
    if (typeof units !== 'number') {
      const code = notCopied.safeParse(units.code);
      if (!code.success) return units;
      copied.refused.push({ ...product, code: code.data });
      continue;
    }
    of.set(productId, nth + 1);
    copied.added += 1;
    if (units < wanted) copied.short.push({ ...product, units, wanted });
  }
  return copied;
}

/**
 * Adds one product, or finds that it was added before. Who repeats the request may add it at the same time, and other streams
 * take of the same warehouse: then it is looked at anew and tried again, each time under a key of its own.
 * @returns the units that it has, or why it is not there
 */
async function copyItem(
  copy: Copy,
  { productId, wanted, listPriceMinor: priceMinor, buyerLimit }: Source['items'][number],
  { place, nth }: { place: number; nth: number },
): Promise<number | Failed> {
  const { shop } = copy.deps.engines;
  let why: Failed | null = null;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const there = await copy.log.read((state) => unitsOf(state, productId)[nth]);
    if (there !== undefined) return there;
    const left = await shop.read(({ products }) => products.get(productId)?.warehouseUnits ?? 0);
    const units = Math.min(wanted, left);
    const asked = { productId, units, priceMinor, buyerLimit };
    const answer = await sends(copy, 'lineup:add', `item ${place} ${tries}`, asked);
    if (answer.ok) return units;
    if (answer.code !== 'STOCK_INVALID' && answer.code !== 'KEY_REUSED') return answer;
    why = answer.code === 'STOCK_INVALID' ? answer : why;
  }
  return why ?? refusalAck({ code: 'BUSY', retryAfterMs: SECOND });
}

/** The units of each item that a product is in a lineup as, in the order in which they were added. */
function unitsOf({ items }: Readonly<StreamState>, productId: string): number[] {
  return [...items.values()].filter((item) => item.productId === productId).map(({ allotted }) => allotted);
}

function sends<C extends StaffCommand>(
  { deps, actor, streamId, key }: Copy,
  command: C,
  step: string,
  asked: Omit<ConsoleRequest<C>, 'key'>,
): Promise<Ack<ConsoleReply<C>>> {
  const request = { key: stepKey(key, step), ...asked } as ConsoleRequest<C>;
  return runStaffCommand(deps, actor, { streamId, command, request, readAtMs: deps.clock.steadyMs() });
}

type Failed = Extract<Ack<object>, { ok: false }>;

function failed(answer: Ack<object>): Failed | null {
  return answer.ok ? null : answer;
}

/** A key of a step of what is asked under a key: as old as that, and the same again for the same step (I1, I5). */
function stepKey(key: string, step: string): string {
  const digits = hash('sha256', `${key} ${step}`);
  return `${key.slice(0, 15)}${digits.slice(0, 3)}-8${digits.slice(3, 6)}-${digits.slice(6, 18)}`;
}
