import { hash } from 'node:crypto';
import { PAYLOAD_HASH_LENGTH } from '../journal/records.ts';

/** An item that a buyer may order. `mostMinor` is the highest price it has during the run: a lower one is given (O2). */
export interface Offer {
  itemNumber: number;
  mostMinor: number;
}

/** One cart as it goes over the wire, but for who orders and under which key. */
export interface OrderForm {
  /** Its text for the wire and for the hash: before and behind the address. */
  lines: string;
  total: number;
  hashedLines: string;
}

const STEP = 7;

/** Every cart that the crowd orders: so many different items, one unit each. */
export function orderForms(offers: readonly Offer[], lines: number): OrderForm[] {
  if (offers.length < lines) throw new Error(`Baskets of ${lines} lines need as many items.`);
  return offers.map((_, first) => {
    const chosen = distinct(offers, first, lines);
    const total = chosen.reduce((sum, { mostMinor }) => sum + mostMinor, 0);
    const wire = chosen.map(
      ({ itemNumber, mostMinor }) => `{"itemNumber":${itemNumber},"units":1,"unitPriceMinor":${mostMinor}}`,
    );
    // Canonical JSON has its keys sorted.
    const canonical = chosen.map(
      ({ itemNumber, mostMinor }) => `{"itemNumber":${itemNumber},"unitPriceMinor":${mostMinor},"units":1}`,
    );
    return { lines: `[${wire.join(',')}]`, total, hashedLines: `[${canonical.join(',')}]` };
  });
}

/** The packet of one order. @param ackId even: odd ones are other questions */
export function orderPacket(
  ackId: number,
  key: string,
  form: OrderForm,
  addressId: string,
  isInDoubt = false,
): string {
  const request = orderRequest(key, form, addressId);
  const sent = isInDoubt ? `${request.slice(0, -1)},"inDoubt":true}` : request;
  return `42/live,${ackId}["order:place",${sent}]`;
}

/** The request of one order, as JSON. */
export function orderRequest(key: string, { lines, total }: OrderForm, addressId: string): string {
  return `{"key":"${key}","lines":${lines},"expectTotalMinor":${total},"addressId":"${addressId}","payment":"sandbox"}`;
}

/** The hash of what an order asks for, as the server keeps it beside the key (I1). */
export function orderHash({ hashedLines, total }: OrderForm, addressId: string): string {
  const payload = `["order:place",{"addressId":"${addressId}","expectTotalMinor":${total},"lines":${hashedLines},"payment":"sandbox"}]`;
  return hash('sha256', payload, 'base64url').slice(0, PAYLOAD_HASH_LENGTH);
}

function distinct(offers: readonly Offer[], first: number, lines: number): Offer[] {
  const chosen = new Set<Offer>();
  for (let step = 0; chosen.size < lines; step += 1) {
    const offer = offers[(first + step * STEP) % offers.length]!;
    // A step that meets the same item again goes on to its neighbour.
    const free = chosen.has(offer) ? offers.find((other) => !chosen.has(other)) : offer;
    if (free) chosen.add(free);
  }
  return [...chosen];
}
