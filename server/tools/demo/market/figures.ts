import type { DemoFigures } from '../../../../shared/contract/demo.ts';
import type { OfficeOrderRow } from '../../../../shared/contract/office-orders.ts';
import type { OfficeToday } from '../../../../shared/contract/office-today.ts';
import type { DueDays, ProducerPage } from '../../../../shared/contract/settlement.ts';
import type { App } from '../../../app.ts';
import type { Door } from './door.ts';
import type { Past } from './past/play.ts';

/** A page asks now and then, and many pages may: what was counted stands so long, in ms. */
const FRESH_MS = 2_000;
/** Orders that are looked through for one that shows a state well. */
const LOOKED_THROUGH = 100;

interface Deps {
  app: Pick<App, 'application' | 'deps'>;
  door: Door;
  past: Past;
  liveSlug: () => string;
  /** Sessions of the office and of the producer, as bearer tokens. */
  office: string;
  producer: string;
  onFault: (fault: unknown) => void;
}

/** One number for each role of the demo's first page, as the screens behind it say it, and the states one may jump to. */
export interface Figures {
  /** Null until they were counted once. */
  now(): DemoFigures | null;
  /** The address of the order that a jump leads to; null: there is none by now. */
  orderOf(state: 'refund' | 'claim'): Promise<string | null>;
  /** The day until which the next payouts are counted, as the settlement names it. */
  dueDay(): Promise<string>;
}

export function openFigures({ app, door, past, liveSlug, office, producer, onFault }: Deps): Figures {
  const { application, deps } = app;
  let counted: DemoFigures | null = null;
  /** The stream that was on then: of another one nothing of it is so. */
  let countedOf = '';
  let countedAtMs = Number.NEGATIVE_INFINITY;
  let isCounting = false;

  async function ofTonight(): Promise<
    Pick<DemoFigures, 'shown' | 'soldMinor' | 'paidOrders' | 'asking' | 'currency'>
  > {
    const stream = await deps.readers.streamBySlug(liveSlug());
    const position = stream && (await application.position(stream.streamId));
    if (!position) return { shown: null, soldMinor: 0, paidOrders: 0, asking: 0, currency: 'CNY' };
    const { pins, cards, stream: told } = position.view;
    const itemNumber = pins.at(-1)?.itemNumber;
    const card = itemNumber === undefined ? undefined : cards[itemNumber];
    const [selling, frame] = await Promise.all([
      application.gmvNow(stream.streamId),
      application.consoleFrame(stream.streamId),
    ]);
    return {
      shown: itemNumber === undefined || !card ? null : { itemNumber, name: card.name, nameEn: card.nameEn },
      soldMinor: selling?.gmv.paidMinor ?? 0,
      paidOrders: selling?.gmv.paidOrders ?? 0,
      asking: frame.items.reduce((sum, { askers = 0 }) => sum + askers, 0),
      currency: told?.currency ?? 'CNY',
    };
  }

  async function onTheirWay(): Promise<number> {
    if (!past.returning) return 0;
    const { buyerId } = past.returning;
    const { parcels } = await application.myParcels({ buyerId, allIds: [buyerId] });
    return parcels.length;
  }

  async function count(): Promise<DemoFigures> {
    const [tonight, parcels, today, due, page] = await Promise.all([
      ofTonight(),
      onTheirWay(),
      door.get<OfficeToday>('/office/today', office),
      door.get<DueDays>('/settlement/due', office),
      door.get<ProducerPage>('/producer', producer),
    ]);
    const friday = due.days.at(-1);
    const money = page.money.find(({ currency }) => currency === page.currency);
    const next = money?.days.find(({ why, amountMinor }) => why === 'delivered' && amountMinor > 0);
    return {
      ...tonight,
      parcels,
      toPack: today.toPack,
      late: today.late,
      claims: today.claims,
      due: {
        untilMs: friday?.untilMs ?? due.asOfMs,
        minor: friday?.sums.reduce((sum, { amountMinor }) => sum + amountMinor, 0) ?? 0,
      },
      producer: next ? { untilMs: next.dueUntilMs, minor: next.amountMinor } : null,
    };
  }

  async function ordersOf(filter: string): Promise<OfficeOrderRow[]> {
    const path = `/office/orders?${filter}&limit=${LOOKED_THROUGH}`;
    return (await door.get<{ orders: OfficeOrderRow[] }>(path, office)).orders;
  }

  return {
    now() {
      const slug = liveSlug();
      if (!isCounting && (slug !== countedOf || performance.now() - countedAtMs > FRESH_MS)) {
        isCounting = true;
        count()
          .then((figures) => {
            counted = figures;
            countedOf = slug;
          }, onFault)
          .finally(() => {
            countedAtMs = performance.now();
            isCounting = false;
          });
      }
      return slug === countedOf ? counted : null;
    },
    async orderOf(state) {
      const orders = await ordersOf(state === 'claim' ? 'claim=open' : 'refunded=any');
      const fit = orders.find(
        ({ refundedMinor, totalMinor }) =>
          state === 'claim' || (refundedMinor > 0 && refundedMinor < totalMinor),
      );
      return fit ? `/office/orders/${fit.reference}` : null;
    },
    async dueDay() {
      const { days } = await door.get<DueDays>('/settlement/due', office);
      return days.at(-1)?.day ?? '';
    },
  };
}
