import type { LastChange } from '../../../shared/market/stream/terms.ts';
import type { ApplicationDeps } from '../deps.ts';

/** Who changed each setting last, by name; null: nobody who is known by name any more. */
export async function namedChanges<Name extends string>(
  directory: ApplicationDeps['directory'],
  changed: Partial<Record<Name, { staffId: string; atMs: number }>>,
): Promise<Partial<Record<Name, LastChange>>> {
  const entries = Object.entries(changed) as [Name, { staffId: string; atMs: number }][];
  const ids = [...new Set(entries.map(([, { staffId }]) => staffId))];
  const staff = new Map(
    await Promise.all(ids.map(async (id) => [id, await directory.staffById(id)] as const)),
  );
  const named = entries.map(([name, { staffId, atMs }]): [Name, LastChange] => {
    const who = staff.get(staffId);
    return [name, { by: who?.name ?? null, ...(who?.nameEn && { byEn: who.nameEn }), atMs }];
  });
  return Object.fromEntries(named) as Partial<Record<Name, LastChange>>;
}
