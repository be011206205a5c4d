/**
 * Chips above a list, of which one is on. Each asks for the fields that it names, and for none of what the others name; the
 * rest of the filter stays.
 */
export function FilterChips<Filter extends object, Chip extends string>({
  legend,
  chips,
  wordsOf,
  filter,
  choose,
}: {
  legend: string;
  chips: Readonly<Record<Chip, Partial<Filter>>>;
  wordsOf(chip: Chip): string;
  filter: Filter;
  choose(filter: Filter): void;
}) {
  const all = Object.keys(chips) as Chip[];
  const names = new Set(all.flatMap((chip) => Object.keys(chips[chip])));
  const rest = Object.fromEntries(Object.entries(filter).filter(([name]) => !names.has(name)));
  const asked = (of: object) => {
    const said = new Map(Object.entries(of));
    return JSON.stringify([...names].map((name) => said.get(name) ?? null));
  };
  return (
    <fieldset className="orders-chips">
      <legend className="unseen">{legend}</legend>
      {all.map((chip) => (
        <button
          key={chip}
          type="button"
          aria-pressed={asked(filter) === asked(chips[chip])}
          onClick={() => choose({ ...rest, ...chips[chip] } as Filter)}
        >
          {wordsOf(chip)}
        </button>
      ))}
    </fieldset>
  );
}
