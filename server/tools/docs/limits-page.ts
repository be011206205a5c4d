import { readConfig } from '../../config.ts';
import { table } from '../../gateway/http/sales/exports/columns.ts';
import { type LimitName, type LimitRow, limitTable, type Settings } from '../../gateway/limits/table.ts';
import { settingOf } from '../../ports/limits.ts';

type Gate = readonly [gate: string, where: string, bound: string, reason: string, answer: string];

/** The gates before the log in the order in which a command meets them: limits by their names, and what bounds nothing of one's own. */
const beforeTheLog: readonly (LimitName | Gate)[] = [
  'connections',
  'handshakes',
  'socketsOfAddress',
  [
    'size of a frame',
    '`gateway/transport/max-frame-bytes.ts`',
    '`MAX_FRAME_BYTES` 16 kB',
    'nothing that is asked is longer',
    'the connection ends',
  ],
  'joins',
  'socketsOfAccount',
  [
    'load shedder',
    '`gateway/limits/load-shedder.ts`, `event-loop-monitor.ts`',
    'a turn of the loop reads commands for `MAX_READ_MS` 50, saturated for `SHORT_READ_MS` 15; or no room in the queue',
    'reading what finds no room costs four times what it costs to turn it away unread',
    '`BUSY` and when to come again, before the message is parsed',
  ],
  'readsOfConnection',
  'turnBeyondShare',
  'lastSeconds',
  'whileDrawn',
  'commands',
  [
    'stopping',
    '`gateway/connection/traffic.ts`',
    'none',
    'a server that stops finishes what it has',
    '`UNAVAILABLE`',
  ],
  [
    'form',
    '`gateway/connection/hear-commands.ts`',
    'the schema of the command',
    'inside, types are trusted',
    '`BAD_REQUEST`, `UPGRADE_REQUIRED`',
  ],
  'hellos',
  'inFlight',
  'wrongCodeOfAddress',
  'wrongCodeOfBuyer',
  'wrongCodeOfStream',
  'cartChangesOfAddress',
  'cartChangesOfProduct',
  [
    'the application’s own',
    '`application/run-command.ts`',
    'rights, a sale that is paused',
    '[application/README.md](../application/README.md)',
    '`FORBIDDEN`, `NOT_FOUND`, `SELLING_PAUSED`',
  ],
  [
    'early refusal',
    '`event-log/log-engine.ts` (`earlyRefusal`)',
    'the bounds of the queue, below',
    'a rush is not to pay for look-ups that lead nowhere; a known key passes',
    '`BUSY`, `UNAVAILABLE`',
  ],
  [
    'look-ups',
    '`lib/batch-loader.ts`',
    '10,000 wait, for `ANSWER_MS` 1,900',
    'a store that answers nothing is not waited for twice',
    '`UNAVAILABLE`',
  ],
];

/** What GATES.md says of the way to the log: each row that is a limit is that limit's. */
export function gatesTable(): string[] {
  const rows = beforeTheLog.map((gate): string[] => {
    if (typeof gate !== 'string') return [...gate];
    const row: LimitRow = limitTable[gate];
    return [
      row.key === 'server' ? row.of : `${row.of}, by ${row.key}`,
      `\`${row.where}\``,
      boundOf(gate),
      row.reason,
      row.answer,
    ];
  });
  return table([['gate', 'where', 'bound, setting', 'reason', 'answer'], ...rows]);
}

/** All limits, as docs/limits.md shows them. */
export function limitsTable(): string[] {
  const rows = (Object.keys(limitTable) as LimitName[]).map((name) => {
    const { key, of, reason, answer, metric }: LimitRow = limitTable[name];
    return [`\`${name}\``, of, key, boundOf(name), reason, answer, metric ? `\`${metric}\`` : '–'];
  });
  return table([['limit', 'of what', 'counted by', 'bound', 'reason', 'answer', 'metric'], ...rows]);
}

/** "`MAX_JOINS_PER_MINUTE` 30 in 1 min, 5 at once" */
function boundOf(name: LimitName): string {
  const { most, part, inMs, atOnce, primitive }: LimitRow = limitTable[name];
  const setting = typeof most === 'number' ? { name: null, usual: most } : usualOf(most);
  const count = `${part === undefined ? '' : 'half of '}${setting.name ? `\`${setting.name}\` ` : ''}${setting.usual.toLocaleString('en')}`;
  if (inMs === undefined) return primitive === 'cap' ? `${count} at once` : count;
  return `${count} in ${timeOf(inMs)}${atOnce === undefined ? '' : `, ${atOnce} at once`}`;
}

function usualOf(setting: keyof Settings): { name: string; usual: number } {
  const { maxConnectionsPerAddress, maxConnectionsPerAccount } = readConfig({});
  if (setting === 'socketsPerAddress') {
    return { name: 'MAX_CONNECTIONS_PER_ADDRESS', usual: maxConnectionsPerAddress };
  }
  if (setting === 'socketsPerAccount') {
    return { name: 'MAX_CONNECTIONS_PER_ACCOUNT', usual: maxConnectionsPerAccount };
  }
  return settingOf(setting);
}

function timeOf(ms: number): string {
  if (ms >= 3_600_000) return `${ms / 3_600_000} h`;
  return ms >= 60_000 ? `${ms / 60_000} min` : `${ms / 1_000} s`;
}
