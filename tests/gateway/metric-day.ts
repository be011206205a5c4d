import { systemIds } from '../../server/adapters/system/ids.ts';
import { aBuyer } from '../probe/buyers.ts';
import { aTarget, send } from '../probe/target.ts';

/** What /metrics of a server process says after a small market day: orders taken and refused, pages looked at. */
export async function metricsAfterADay(settings: Record<string, string> = {}): Promise<string> {
  const target = await aTarget(settings);
  try {
    // The third finds none left.
    const { slug } = await target.liveStream([2]);
    const buyers = await Promise.all([1, 2, 3].map(() => aBuyer(target, slug)));
    for (const buyer of buyers) await buyer.buys();
    const order = {
      key: systemIds.next(),
      lines: [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }],
      expectTotalMinor: 2_990,
      addressId: systemIds.next(),
      payment: 'sandbox',
    };
    await send(buyers[0]!.socket, 'order:place', order);
    await fetch(`${target.origin}/s/${slug}`);
    await fetch(`${target.origin}/api/v1/nothing`);
    return await (await fetch(`${target.origin}/metrics`)).text();
  } finally {
    await target.close();
  }
}
