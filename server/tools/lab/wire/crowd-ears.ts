/** What a whole crowd wants to know of its viewers; one object for all of them. */
export interface CrowdEars<Viewer> {
  /** A live frame from seq to seq, before the viewer takes it. */
  frame(viewer: Viewer, from: number, to: number, data: Buffer, start: number, end: number): void;
  /** A snapshot, whole. */
  snapshot(viewer: Viewer, to: number, data: Buffer, start: number, end: number): void;
  /** Any public event of a viewer that is followed closely, after the viewer took it. */
  followed(viewer: Viewer, letter: string, data: Buffer, start: number, end: number): void;
  /** The answer to an order, its JSON from `jsonAt`. @param id as it was sent */
  orderAnswered(viewer: Viewer, id: number, data: Buffer, jsonAt: number, end: number): void;
  /** The viewer has its place in the stream and may order. */
  welcome(viewer: Viewer): void;
  /** The connection is gone, for whatever reason. */
  lost(viewer: Viewer): void;
}
