import type { WebhookDelivery, WebhookView } from '../../../shared/contract/webhook.ts';

const now = Date.now();
const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const tried = (n: number, failure: string | null): WebhookDelivery => ({
  atMs: now - n * 7_000,
  stream: n % 4 === 3 ? '' : 'potato-day-7f3a',
  seq: 1_204 - n,
  type: ['order.placed', 'order.paid', 'stock.changed', 'payout.made'][n % 4]!,
  status: failure === null ? 204 : 503,
  failure,
  tookMs: 40 + n,
});

/** One that is well, one that fails, one that is off. */
export const webhooks: WebhookView[] = [
  {
    webhookId: id(1),
    url: 'https://erp.county-warehouse.example/fairday/hooks/v2?tenant=jianchuan-e-commerce-centre',
    kinds: ['order', 'stock'],
    createdAtMs: now - 86_400_000,
    by: 'Chen Yu',
    offAtMs: null,
    offWhy: null,
    delivered: 12_480,
    failed: 3,
    lastDeliveredAtMs: now - 7_000,
    failingSinceMs: null,
    recent: [0, 1, 2, 3].map((n) => tried(n, null)),
  },
  {
    webhookId: id(2),
    url: 'https://books.example/hook',
    kinds: ['settlement'],
    createdAtMs: now - 86_400_000,
    offAtMs: null,
    offWhy: null,
    delivered: 4,
    failed: 11,
    lastDeliveredAtMs: now - 3_600_000,
    failingSinceMs: now - 1_800_000,
    recent: [3, 7].map((n) => tried(n, 'status 503')),
  },
  {
    webhookId: id(3),
    url: 'https://old.example/hook',
    kinds: ['stream'],
    createdAtMs: now - 86_400_000,
    offAtMs: now - 60_000,
    offWhy: 'failing',
    delivered: 0,
    failed: 80,
    lastDeliveredAtMs: null,
    failingSinceMs: now - 3 * 86_400_000,
    recent: [],
  },
];
