import { type Country, countryOfZone } from '../lib/country.ts';
import { termsAt } from '../shop/ledger/terms.ts';
import { suggestTimeZone } from '../shop/payout/pay-out.ts';
import type { StaffActor } from './application.ts';
import type { ApplicationDeps } from './deps.ts';

/** The country whose days the shop counts (M2), and so what its people most likely have; null: its zone is of no country. */
export function homeOf({
  engines,
  clock,
}: Pick<ApplicationDeps, 'engines' | 'clock'>): Promise<Country | null> {
  return engines.shop.read((shop) => countryOfZone(termsAt(shop.settlement.terms, clock.nowMs()).timeZone));
}

/**
 * Takes the zone of an operator's own clock for that of a shop in which nothing has happened yet (M2). Whether it was
 * taken, nobody waits to hear: who means another one sets it.
 */
export async function takeTimeZone(
  { engines, clock }: Pick<ApplicationDeps, 'engines' | 'clock'>,
  { staffId, device }: StaffActor,
  timeZone: string,
): Promise<void> {
  await engines.shop.submit({
    readAtMs: clock.steadyMs(),
    ids: [],
    key: null,
    decide: (state) => suggestTimeZone(state, { timeZone }, { by: { staffId, device } }),
  });
}
