import type { ApplicationDeps } from '../deps.ts';

/** Who changed each setting last, by name; null: nobody who is known by name any more. */
export async function namedChanges<Name extends string>(
  directory: ApplicationDeps['directory'],
  changed: Partial<Record<Name, { staffId: string; atMs: number }>>,
): Promise<Partial<Record<Name, { by: string | null; atMs: number }>>> {
  const entries = Object.entries(changed) as [Name, { staffId: string; atMs: number }][];
  const ids = [...new Set(entries.map(([, { staffId }]) => staffId))];
  const names = new Map(
    await Promise.all(ids.map(async (id) => [id, (await directory.staffById(id))?.name ?? null] as const)),
  );
  const named = entries.map(([name, { staffId, atMs }]) => [name, { by: names.get(staffId) ?? null, atMs }]);
  return Object.fromEntries(named) as Partial<Record<Name, { by: string | null; atMs: number }>>;
}
