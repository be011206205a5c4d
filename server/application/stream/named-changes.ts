import type { ApplicationDeps } from '../deps.ts';

/** Who changed a setting last, by both names, and when. */
interface NamedChange {
  by: string | null;
  byEn?: string;
  atMs: number;
}

/** Who changed each setting last, by name; null: nobody who is known by name any more. */
export async function namedChanges<Name extends string>(
  directory: ApplicationDeps['directory'],
  changed: Partial<Record<Name, { staffId: string; atMs: number }>>,
): Promise<Partial<Record<Name, NamedChange>>> {
  const entries = Object.entries(changed) as [Name, { staffId: string; atMs: number }][];
  const ids = [...new Set(entries.map(([, { staffId }]) => staffId))];
  const staff = new Map(
    await Promise.all(ids.map(async (id) => [id, await directory.staffById(id)] as const)),
  );
  const named = entries.map(([name, { staffId, atMs }]): [Name, NamedChange] => {
    const who = staff.get(staffId);
    return [name, { by: who?.name ?? null, ...(who?.nameEn && { byEn: who.nameEn }), atMs }];
  });
  return Object.fromEntries(named) as Partial<Record<Name, NamedChange>>;
}
