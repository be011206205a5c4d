import type { App } from '../../../../app.ts';
import type { StaffActor } from '../../../../application/application.ts';
import type { Ids } from '../../../../lib/clock.ts';

/** The office limits whoever bought more than all others (B11): so much is hardly for one kitchen. */
export async function limitSomebody(
  app: App,
  { ids, office }: { ids: Ids; office: StaffActor },
): Promise<void> {
  const { buyers } = await app.application.officeBuyers({ sort: 'spent', limit: 1 });
  const [most] = buyers;
  if (!most) return;
  const asked = { key: ids.next(), buyerId: most.buyerId, days: 30, reason: 'resale' as const };
  const done = await app.application.limitBuyer(office, asked);
  if (!done.ok) throw new Error(`A buyer was not limited: ${done.code}`);
}
