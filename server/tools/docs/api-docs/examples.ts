import type * as z from 'zod/mini';
import type { RouteName } from '../../../../shared/contract/http.ts';
import { outsideEvents } from '../../../../shared/contract/outside-event.ts';
import { type RefusalCode, refusalCodes, refusalSchemas } from '../../../../shared/contract/refusals.ts';
import type { ConsoleCommand, LiveCommand } from '../../../../shared/protocol.ts';
import { refusalAck } from '../../../application/ack.ts';
import { sampleOf, samplesOf } from './sample.ts';

/** A form of a message: what its schema takes, filled as on a market day. */
export interface Example {
  name: string;
  value: unknown;
}

/** Where a field alone does not say enough, the message is written by hand; a test holds each against its schema. */
const byHand: { [N in RouteName | LiveCommand | ConsoleCommand]?: { asked?: unknown; answered?: unknown } } =
  {
    moment: { asked: { atMs: Date.UTC(2026, 4, 9, 12, 3, 17, 250) } },
    steps: { asked: { after: 1_200, limit: 20 } },
    saveAddress: {
      asked: {
        key: '0190a3f2-8d22-7a31-9f10-5c7d2e4b6a90',
        name: '杨丽娟',
        phone: '13800138000',
        address: '云南省大理州剑川县金华镇古城街 12 号',
      },
    },
    findOrder: { asked: { reference: '12-1085', phone: '13800138000' } },
    giveAddress: {
      asked: {
        key: '0190a3f2-8d22-7a31-9f10-5c7d2e4b6a91',
        orderId: '0190a3f2-7c11-7000-8000-000000000085',
        name: '杨丽娟',
        phone: '13800138000',
        address: '云南省大理州剑川县沙溪镇寺登街 9 号',
      },
    },
    findPeople: { asked: { text: '杨丽娟' } },
    signIn: { asked: { email: 'amei@market.example', password: 'a long sentence is a good password' } },
    addWebhook: { asked: { url: 'https://shop.example/fairday', kinds: ['order', 'stock'] } },
    replayWebhook: { asked: { stream: 'potato-day-7f3a', fromSeq: 1 } },
    outsideFacts: { asked: { stream: 'potato-day-7f3a', after: 1_200, limit: 100 } },
    'order:place': {
      asked: {
        key: '0190a3f2-8d22-7a31-9f10-5c7d2e4b6a90',
        lines: [
          { itemNumber: 7, units: 2, unitPriceMinor: 1_990 },
          { itemNumber: 8, units: 1, unitPriceMinor: 3_200 },
        ],
        expectTotalMinor: 7_180,
        addressId: '0190a3f2-7c11-7000-8000-0000000000ad',
        payment: 'cash_on_delivery',
        channel: 'wechat',
      },
    },
  };

/** What may be asked, and what may be answered, each in every form that it has. */
export function askedExamples(name: keyof typeof byHand, schema: z.ZodMiniType): Example[] {
  const written = byHand[name]?.asked;
  return named(written === undefined ? samplesOf(schema) : [written]);
}
export function answeredExamples(name: keyof typeof byHand, schema: z.ZodMiniType): Example[] {
  const written = byHand[name]?.answered;
  return named(written === undefined ? samplesOf(schema) : [written]);
}

/** Each refusal of the closed list, as it goes over the wire. */
export function refusalExamples(): Record<RefusalCode, { summary: string; value: object }> {
  const examples = refusalCodes.map((code) => {
    const refusal = sampleOf(refusalSchemas[code] as z.ZodMiniType) as Parameters<typeof refusalAck>[0];
    const value = refusalAck(refusal);
    return [code, { summary: value.message, value }] as const;
  });
  return Object.fromEntries(examples) as ReturnType<typeof refusalExamples>;
}

/** Each event that is told outside, in its wire form. */
export function eventExample(name: keyof typeof outsideEvents): object {
  const timestamp = new Date(Date.UTC(2026, 4, 9, 12, 3, 12)).toISOString();
  return { type: name, timestamp, data: sampleOf(outsideEvents[name].data) };
}

function named(values: readonly unknown[]): Example[] {
  return values.map((value, index) => ({ name: nameOf(value) ?? `form ${index + 1}`, value }));
}

/** What tells the forms of a union apart: its outcome, kind or code. */
function nameOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { outcome, kind, code } = value as Record<string, unknown>;
  const name = outcome ?? kind ?? code;
  return typeof name === 'string' ? name : null;
}
