/** Who watched when: batched rows outside the log, never slowing an order. */
export interface AudienceStore {
  /** Writes joins and leaves; a row is named by its connection. */
  record(rows: readonly AudienceRow[]): Promise<void>;
  /** Closes what a crash left open, at the last moment the server was known to run. */
  closeOpen(atMs: number): Promise<void>;
  /** Notes that the server runs; `closeOpen` after a crash uses the last note. */
  beat(atMs: number): Promise<void>;
  lastBeat(): Promise<number | null>;
}

/** One connection of one viewer to one stream: the tabs of a viewer are merged when they are counted. */
export interface AudienceRow {
  connectionId: string;
  streamId: string;
  /** Account or device key. */
  viewerId: string;
  isStaff: boolean;
  fromMs: number;
  /** null while connected. */
  toMs: number | null;
}
