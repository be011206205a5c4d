/** One piece of a recording: a file, and when what is in it was broadcast. */
export interface RecordedPiece {
  /** The file's name, within the recording. */
  name: string;
  /** Wall-clock time of its first picture, epoch ms. */
  atMs: number;
  durationMs: number;
  bytes: number;
  /** Pieces of one run play on without a seam. */
  run: number;
}

/** The disk can't take more, for whatever reason. */
export class RecordingFailed extends Error {}

/** What was recorded of streams: files with an index that only grows. */
export interface Recordings {
  /** The whole pieces of a stream in the order in which they were kept; [] if there are none. */
  pieces(streamId: string): Promise<RecordedPiece[]>;
  /** Takes a finished file over; durable when the promise resolves. @throws RecordingFailed */
  keep(streamId: string, file: string, piece: Omit<RecordedPiece, 'bytes'>): Promise<RecordedPiece>;
  /** The path of a piece, or null if that is no name of one. */
  fileOf(streamId: string, name: string): string | null;
  /** At most so many bytes of a file from a place on; none where it ends or is not there. */
  read(path: string, from: number, bytes: number): Promise<Buffer>;
  /** An empty folder for the pieces of one run that nobody has kept yet. */
  makeFolder(): Promise<string>;
  /** Removes a file or folder of such a run; what is not there is removed already. */
  discard(path: string): Promise<void>;
}
