import { ByteWriter, parquetWriteRows } from 'hyparquet-writer';
import { csvText } from '../../csv.ts';
import type { Column, ColumnKind } from './columns.ts';
import type { ExportRow } from './rows.ts';

type Pages = AsyncIterable<ExportRow[]>;
type Chunks = AsyncIterable<string | Uint8Array>;

/** Rows of one group in a Parquet file, which are in memory together. */
const ROW_GROUP = 10_000;

export interface Format {
  contentType: string;
  chunks(pages: Pages, columns: readonly Column[]): Chunks;
}

/** Writers of rows, page by page: sent rows are not kept. */
export const formats: Record<string, Format> = {
  csv: {
    contentType: 'text/csv; charset=utf-8',
    async *chunks(pages, columns) {
      let isFirst = true;
      for await (const page of pages) {
        yield csvText(
          page.map((row) => textRow(row, columns)),
          { header: isFirst, bom: isFirst, columns: columns.map(({ name }) => name) },
        );
        isFirst = false;
      }
    },
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    async *chunks(pages, columns) {
      for await (const page of pages) {
        yield page.map((row) => `${JSON.stringify(textRow(row, columns))}\n`).join('');
      }
    },
  },
  parquet: { contentType: 'application/vnd.apache.parquet', chunks: parquetChunks },
};

/** A row with its times as texts. */
function textRow(row: ExportRow, columns: readonly Column[]): ExportRow {
  return Object.fromEntries(
    columns.map(({ name, kind }) => {
      const value = row[name] ?? null;
      return [name, kind === 'time' && value !== null ? new Date(Number(value)).toISOString() : value];
    }),
  );
}

const parquetTypes: Record<ColumnKind, 'STRING' | 'INT64' | 'TIMESTAMP' | 'BOOLEAN'> = {
  text: 'STRING',
  count: 'INT64',
  money: 'INT64',
  time: 'TIMESTAMP',
  flag: 'BOOLEAN',
};

async function* parquetChunks(pages: Pages, columns: readonly Column[]): Chunks {
  const writer = new PassedOn();
  const written = parquetWriteRows({
    writer,
    columns: columns.map(({ name, kind, isOptional }) => ({
      name,
      type: parquetTypes[kind],
      nullable: isOptional === true,
    })),
    rowGroupSize: ROW_GROUP,
    rows: parquetRows(pages, columns),
  });
  yield* writer.chunks(Promise.resolve(written));
}

async function* parquetRows(
  pages: Pages,
  columns: readonly Column[],
): AsyncIterable<Record<string, unknown>> {
  for await (const page of pages) {
    for (const row of page) {
      yield Object.fromEntries(
        columns.map(({ name, kind }) => {
          const value = row[name] ?? null;
          if (value === null) return [name, null];
          if (kind === 'count' || kind === 'money') return [name, BigInt(value)];
          return [name, kind === 'time' ? new Date(Number(value)) : value];
        }),
      );
    }
  }
}

/** A Parquet writer with backpressure: it passes on each row group and waits until that is read. */
class PassedOn extends ByteWriter {
  #ready: Uint8Array | null = null;
  #taken: (() => void) | null = null;
  #filled: (() => void) | null = null;

  flush(): Promise<void> {
    if (this.index === 0) return Promise.resolve();
    this.#ready = new Uint8Array(this.buffer.slice(0, this.index));
    this.index = 0;
    this.#filled?.();
    return new Promise((resolve) => {
      this.#taken = resolve;
    });
  }

  override finish(): Promise<void> {
    return this.flush();
  }

  async *chunks(written: Promise<void>): Chunks {
    let isOver = false;
    let fault: unknown = null;
    const end = written.then(
      () => {
        isOver = true;
        this.#filled?.();
      },
      (error: unknown) => {
        isOver = true;
        fault = error;
        this.#filled?.();
      },
    );
    for (;;) {
      if (!this.#ready && !isOver) {
        await new Promise<void>((resolve) => {
          this.#filled = resolve;
        });
      }
      const chunk = this.#ready;
      this.#ready = null;
      if (chunk) {
        yield chunk;
        this.#taken?.();
        this.#taken = null;
      } else if (isOver) break;
    }
    await end;
    if (fault !== null) throw fault;
  }
}
