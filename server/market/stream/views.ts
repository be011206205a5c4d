import type { StreamEntry } from '../../../shared/market/stream/entry.ts';
import type { Views } from '../kernel/views.ts';
import type { StreamState } from '../state.ts';
import { aimsOf } from './aims.ts';
import { currencyFixedBy } from './currency.ts';

export const streamViews = {
  live: { stream: streamEntry },
  console: {
    status: ({ status }) => status,
    currency: (state) => (currencyFixedBy(state) ? undefined : state.currency),
    aims: aimsOf,
    pause: ({ pause }) => pause && { reason: pause.reason, found: pause.found, sinceMs: pause.sinceMs },
  },
} satisfies Views;

/** What viewers may know of the stream itself. */
export function streamEntry(state: StreamState): StreamEntry {
  const { title, slug, hostName, status, currency, holdPolicy, payments } = state;
  const { scheduledAtMs, liveStartMs, endedAtMs, closesAtMs } = state;
  return {
    title,
    slug,
    hostName,
    ...pageEntry(state),
    status,
    currency,
    holdPolicy,
    payments,
    scheduledAtMs,
    liveStartMs,
    endedAtMs,
    closesAtMs,
    ...(state.shipping.isCharged || hasOffers(state) ? { isQuoted: true as const } : {}),
    ...(takesCodes(state) ? { takesCodes: true as const } : {}),
    ...(state.shipping.isCharged ? { hasShipping: true as const } : {}),
    ...(state.shipping.overseas ? { overseas: state.shipping.overseas } : {}),
    ...(state.pause ? { isPaused: true as const } : {}),
  };
}

/** Told whole at each change of the stream: what nobody looks at any more once it is on is left out. */
function pageEntry({ status, page }: StreamState) {
  if (!page) return {};
  const { titleEn, hostNameEn, description, descriptionEn, cover, hostPicture } = page;
  return {
    ...(titleEn && { titleEn }),
    ...(hostNameEn && { hostNameEn }),
    ...(status === 'SCHEDULED' && {
      ...(description && { description }),
      ...(descriptionEn && { descriptionEn }),
      ...(cover && { cover }),
      ...(hostPicture && { hostPicture }),
    }),
  };
}

/** Whether a voucher or a promotion may make an order cheaper than its prices (V1). */
function hasOffers({ vouchers, items }: StreamState): boolean {
  for (const { isEnded } of vouchers.values()) if (!isEnded) return true;
  for (const { promotion } of items.values()) if (promotion) return true;
  return false;
}

/** Whether there is anything to gain by typing a code; which, nobody is told. */
function takesCodes({ vouchers }: StreamState): boolean {
  for (const { isEnded, code } of vouchers.values()) if (!isEnded && code) return true;
  return false;
}
