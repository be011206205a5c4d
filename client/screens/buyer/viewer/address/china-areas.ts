/** Provinces, their cities and those cities' districts, in the order of the official codes. */
export type Areas = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** What `@vant/area-data` has: names by their codes of six figures, of which the first two and four say where it lies. */
export interface AreaCodes {
  province_list: Record<string, string>;
  city_list: Record<string, string>;
  county_list: Record<string, string>;
}

/** The list as a tree of names, the way a form offers it. */
export function areasOf({ province_list, city_list, county_list }: AreaCodes): Areas {
  const districts = grouped(Object.entries(county_list), ([code]) => code.slice(0, 4));
  const cities = grouped(Object.entries(city_list), ([code]) => code.slice(0, 2));
  return new Map(
    Object.entries(province_list).map(([code, province]) => [
      province,
      new Map(
        (cities.get(code.slice(0, 2)) ?? []).map(([cityCode, city]) => [
          city,
          // Some counties are listed twice, under an older code as well.
          [...new Set((districts.get(cityCode.slice(0, 4)) ?? []).map(([, district]) => district))],
        ]),
      ),
    ]),
  );
}

/** What `Map.groupBy` does, which phones of some years ago lack. */
export function grouped<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
