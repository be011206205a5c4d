import { expect, test } from 'vitest';
import type { ConsoleConnection } from '../../client/connection/console-connection.ts';
import { type FlashTerms, type HostCommand, prepare } from '../../client/stores/host/host-commands.ts';
import { consoleCommands } from '../../shared/protocol.ts';

const id = '0190a000-0000-7000-8000-000000000001';
const flash: FlashTerms = {
  ...{ priceMinor: 500, startsAtMs: null, durationSeconds: 300, prelaunchSeconds: 0 },
  ...({ cap: 5, perBuyerCap: 2, afterEnd: 'list', fundedBy: 'producer' } as const),
};

const acts: HostCommand[] = [
  { kind: 'lineup:pin', itemNumber: 2 },
  { kind: 'lineup:unpin', itemNumber: 2 },
  { kind: 'lineup:set-limit', itemNumber: 2, buyerLimit: null },
  { kind: 'lineup:reorder', order: [2, 1] },
  {
    kind: 'lineup:add',
    productId: id,
    units: 5,
    priceMinor: 900,
    buyerLimit: null,
    context: { name: 'Red potatoes' },
  },
  { kind: 'lineup:undo', seq: 7, context: { target: 2 } },
  { kind: 'stock:adjust', itemNumber: 2, delta: -3 },
  { kind: 'flash-sale:start', itemNumber: 2, ...flash },
  { kind: 'flash-sale:edit', flashId: id, cap: 60, context: { itemNumber: 2 } },
  { kind: 'flash-sale:end', flashId: id, context: { itemNumber: 2 } },
  { kind: 'voucher:edit', voucherId: id, version: 3, cap: 90 },
  { kind: 'voucher:end', voucherId: id },
  { kind: 'promotion:set', itemNumber: 2, promotion: null },
  { kind: 'stream:go-live' },
];

test.each(acts)('$kind sends what the contract has of it, and no word beside', async (act) => {
  const sent: [string, unknown][] = [];
  const send = async (command: string, request: unknown) => {
    sent.push([command, request]);
    return { ok: false, code: 'NO_ANSWER' };
  };
  await prepare(act, id, 8)({ send } as unknown as ConsoleConnection);
  expect(sent).toHaveLength(1);
  const [[command, request]] = sent as [[string, object]];
  expect(command).toBe(act.kind);
  const { key, ...told } = consoleCommands[act.kind].request.parse(request);
  expect(key).toBe(id);
  if ('version' in told) expect(told.version).toBe('version' in act ? act.version : 8);
});
