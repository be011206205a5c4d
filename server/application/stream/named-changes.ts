import type { LastChange } from '../../../shared/market/stream/terms.ts';
import type { ApplicationDeps } from '../deps.ts';

interface Known {
  staffId: string;
  atMs: number;
  was?: LastChange['was'];
}

/** Who changed each setting last, by name, and what it was; null: nobody who is known by name any more. */
export async function namedChanges<Name extends string>(
  directory: ApplicationDeps['directory'],
  changed: Partial<Record<Name, Known>>,
): Promise<Partial<Record<Name, LastChange>>> {
  const entries = Object.entries(changed) as [Name, Known][];
  const ids = [...new Set(entries.map(([, { staffId }]) => staffId))];
  const staff = new Map(
    await Promise.all(ids.map(async (id) => [id, await directory.staffById(id)] as const)),
  );
  const named = entries.map(([name, { staffId, atMs, was }]): [Name, LastChange] => {
    const who = staff.get(staffId);
    return [
      name,
      {
        ...{ by: who?.name ?? null, ...(who?.nameEn && { byEn: who.nameEn }), atMs },
        ...(was !== undefined && { was }),
      },
    ];
  });
  return Object.fromEntries(named) as Partial<Record<Name, LastChange>>;
}
