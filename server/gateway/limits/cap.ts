/**
 * So many places for each key, of an account or an address. Who comes too late gets none; nobody is thrown out silently.
 * It keeps a count for each key that has a place, and nothing of others.
 * @param limit 0: none
 */
export function keyedPlaces(limit: number) {
  const taken = new Map<string, number>();
  return {
    /** @returns how to give the place back, or null if all are taken */
    enter(key: string): (() => void) | null {
      const count = taken.get(key) ?? 0;
      if (limit > 0 && count >= limit) return null;
      taken.set(key, count + 1);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        const left = (taken.get(key) ?? 1) - 1;
        if (left > 0) taken.set(key, left);
        else taken.delete(key);
      };
    },
  };
}

export type KeyedPlaces = ReturnType<typeof keyedPlaces>;
