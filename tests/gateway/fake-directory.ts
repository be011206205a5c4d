import { memoryDirectory } from '../../server/adapters/memory/memory-people.ts';
import { emptyTables } from '../../server/adapters/memory/tables.ts';
import type { AudienceRow, AudienceStore, ExposureRow } from '../../server/ports/audience.ts';
import type { Directory } from '../../server/ports/directory.ts';
import type { SealedAddress } from '../../server/ports/sealed-address.ts';

/** Who people are, in maps, and what stands in them. */
export function fakeDirectory(): Directory & { kept: SealedAddress[] } {
  const tables = emptyTables();
  return {
    ...memoryDirectory(tables),
    get kept() {
      return [...tables.addresses.values()];
    },
  };
}

export function fakeAudience(): AudienceStore & {
  rows: Map<string, AudienceRow>;
  exposures: ExposureRow[];
  batches: number;
  fails: boolean;
} {
  const rows = new Map<string, AudienceRow>();
  const exposures: ExposureRow[] = [];
  return {
    rows,
    exposures,
    batches: 0,
    fails: false,
    async record(batch) {
      if (this.fails) throw new Error('no store');
      this.batches += 1;
      for (const row of batch) rows.set(row.connectionId, row);
    },
    beat: async () => {},
    beats: async () => [],
    closeLeft: async () => {},
    expose: async (batch) => void exposures.push(...batch),
  };
}
