/** How much the engines of this process have to do, for /metrics. */
export interface EngineLoad {
  /** Commands that wait for their batch, and those that are kept for a draw (F7). */
  waiting: number;
  parked: number;
  /** Streams that this process has in memory, and those of them that are on. */
  streamsAwake: number;
  streamsLive: number;
}
