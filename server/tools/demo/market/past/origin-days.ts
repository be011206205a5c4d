import type { ShipDays } from '../../../../../shared/values/ship-days.ts';
import type { App } from '../../../../app.ts';
import type { StaffActor } from '../../../../application/application.ts';
import type { Ids } from '../../../../lib/clock.ts';

/** Most villages pack within two days, and a parcel is three on the way. */
const usual: ShipDays = { packDays: 2, travelDays: 3 };
/** High villages send down every other day, rice is milled to order, what is carved is oiled first. By a part of the origin's name. */
const slower: Readonly<Record<string, ShipDays>> = {
  沙溪: { packDays: 5, travelDays: 3 },
  羊岑: { packDays: 3, travelDays: 4 },
  象图: { packDays: 3, travelDays: 4 },
  狮河: { packDays: 5, travelDays: 4 },
};

/** The office says how long each origin of the catalogue takes (P4), before the first evening. */
export async function sayOriginDays(
  app: App,
  { ids, office }: { ids: Ids; office: StaffActor },
): Promise<void> {
  for (const { origin, version } of await app.application.originDays()) {
    const [, days = usual] = Object.entries(slower).find(([village]) => origin.includes(village)) ?? [];
    const said = await app.application.setShipDays(office, { key: ids.next(), version, origin, days });
    if (!said.ok) throw new Error(`The days of ${origin} were refused: ${said.code}`);
  }
}
