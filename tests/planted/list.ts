import { chatBugs } from './bugs/chat.ts';
import { clockBugs } from './bugs/clocks.ts';
import { crowdBugs } from './bugs/crowd.ts';
import { engineBugs } from './bugs/engine.ts';
import { insightBugs } from './bugs/insights.ts';
import { keyBugs } from './bugs/keys.ts';
import { mediaBugs } from './bugs/media.ts';
import { moneyBugs } from './bugs/money.ts';
import { nodeBugs } from './bugs/nodes.ts';
import { officeBugs } from './bugs/office.ts';
import { outsideBugs } from './bugs/outside.ts';
import { parcelBugs } from './bugs/parcels.ts';
import { priceBugs } from './bugs/price.ts';
import { restoreBugs } from './bugs/restores.ts';
import { screenBugs } from './bugs/screens.ts';
import { settlementBugs } from './bugs/settlement.ts';
import { shippingBugs } from './bugs/shipping.ts';
import { stockBugs } from './bugs/stock.ts';
import { storeBugs } from './bugs/stores.ts';
import { strangerBugs } from './bugs/strangers.ts';
import { streamPageBugs } from './bugs/stream-pages.ts';
import { voucherBugs } from './bugs/vouchers.ts';
import type { PlantedBug } from './planted-bug.ts';

/** Every planted bug by what it belongs to, the protocol first and then the rules. */
export const areas: Readonly<Record<string, readonly PlantedBug[]>> = {
  engine: [...engineBugs, ...clockBugs],
  keys: [...keyBugs, ...restoreBugs],
  nodes: nodeBugs,
  crowd: [...crowdBugs, ...strangerBugs, ...chatBugs],
  stores: storeBugs,
  screens: [...screenBugs, ...streamPageBugs],
  price: priceBugs,
  stock: stockBugs,
  media: mediaBugs,
  money: moneyBugs,
  parcels: parcelBugs,
  shipping: shippingBugs,
  insights: insightBugs,
  settlement: settlementBugs,
  vouchers: voucherBugs,
  office: officeBugs,
  outside: outsideBugs,
};

export const plantedBugs: readonly PlantedBug[] = Object.values(areas).flat();
