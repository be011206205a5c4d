/** What was measured over one period (SAMPLE_MS), in plain numbers. */
export interface Facts {
  /** Something of the host should arrive: a source is on the air, not muted, and the line stands. */
  isVideoExpected: boolean;
  isAudioExpected: boolean;
  /** Pictures that arrived whole, that were decoded, and that were left out because this device did not keep up. */
  framesReceived: number;
  framesDecoded: number;
  framesDropped: number;
  /** Share of the period in which the picture stood still, 0 to 1. */
  frozenShare: number;
  /** Share of packets that never came, 0 to 1. */
  videoLoss: number;
  audioLoss: number;
  audioPackets: number;
  /** The layer that the server sends; null says that not even the lowest fits. Undefined if it has not said. */
  layer: number | null | undefined;
  /** The picture comes in several sizes. */
  hasLayers: boolean;
}
