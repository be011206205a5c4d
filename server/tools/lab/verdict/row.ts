/** One line of the verdict. */
export interface VerdictRow {
  name: string;
  /** What was counted, in words. */
  found: string;
  isRight: boolean;
  /** The first few that are wrong. */
  examples: string[];
}

const MAX_EXAMPLES = 5;

/** Counts what is wrong and remembers the first few. */
export class Wrongs {
  count = 0;
  readonly examples: string[] = [];

  add(example: string): void {
    this.count += 1;
    if (this.examples.length < MAX_EXAMPLES) this.examples.push(example);
  }
}

export function rowOf(name: string, found: string, wrongs: Wrongs): VerdictRow {
  return { name, found, isRight: wrongs.count === 0, examples: wrongs.examples };
}

/** The table as a run ends with it. */
export function tableOf(rows: readonly VerdictRow[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length)) + 3;
  return rows
    .map(({ name, found, isRight, examples }) => {
      const line = `  ${`${name} `.padEnd(width, '.')} ${found}${isRight ? '' : '   WRONG'}`;
      return [line, ...examples.map((example) => `      ${example}`)].join('\n');
    })
    .join('\n');
}
