/**
 * How many distinct viewers watch a stream, over all nodes and tabs. It is disposable: while it is away each node
 * counts its own, and it fills itself again afterwards. What was watched when stands in the audience rows, in SQL.
 */
export interface ViewerCounter {
  /** A viewer watches a stream at this node: told with the first of the viewer's connections here. */
  enter(streamId: string, viewerId: string): void;
  /** The viewer's last connection here is gone. */
  leave(streamId: string, viewerId: string): void;
  /** Distinct viewers over all nodes, at most about two seconds old. Never less than this node's own. */
  viewers(streamId: string): number;
  close(): Promise<void>;
}
