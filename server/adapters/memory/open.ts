import type { Store } from '../../event-log/ports/store.ts';
import type { AudienceStore } from '../../ports/audience.ts';
import type { Directory } from '../../ports/directory.ts';
import type { Readers } from '../../ports/readers.ts';
import type { SecurityLogStore } from '../../ports/security-log.ts';
import type { SettlementStore } from '../../ports/settlement.ts';
import type { WebhookStore } from '../../ports/webhooks.ts';
import { memoryAudience, memoryDirectory } from './memory-people.ts';
import { memoryReaders } from './memory-readers.ts';
import { memorySecurityLog } from './memory-security.ts';
import { memorySettlement } from './memory-settlement.ts';
import { memoryStore } from './memory-store.ts';
import { memoryWebhooks } from './memory-webhooks.ts';
import { emptyTables } from './tables.ts';

export interface MemoryStores {
  store: Store;
  readers: Readers;
  directory: Directory;
  audience: AudienceStore;
  settlement: SettlementStore;
  webhooks: WebhookStore;
  security: SecurityLogStore;
  close(): Promise<void>;
}

/**
 * An empty market that is gone when the process ends.
 * @param nowMs the store's clock, epoch ms
 */
export function openMemory(nowMs?: () => number): MemoryStores {
  const tables = emptyTables();
  const store = memoryStore(tables, nowMs);
  return {
    store,
    readers: memoryReaders(tables),
    directory: memoryDirectory(tables),
    audience: memoryAudience(tables),
    settlement: memorySettlement(tables),
    webhooks: memoryWebhooks(tables),
    security: memorySecurityLog(),
    close: () => store.close(),
  };
}
