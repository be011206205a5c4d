/** What the two sizes of the picture may take, bit/s: a drawing needs little. */
const ENCODINGS = [
  { rid: 'q', scaleResolutionDownBy: 2, maxBitrate: 120_000 },
  { rid: 'h', scaleResolutionDownBy: 1, maxBitrate: 500_000 },
];
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 8_000;

/** Publishes by WHIP, as OBS would, and again whenever that ends: a console may take the camera and give it back. */
export async function publish(video: MediaStreamTrack, audio: MediaStreamTrack): Promise<never> {
  let waitMs = FIRST_WAIT_MS;
  for (;;) {
    try {
      await onAir(video, audio, () => {
        waitMs = FIRST_WAIT_MS;
      });
    } catch {
      // Refused, or the market is on its way down: the next try tells.
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  }
}

/** Resolves when the broadcast has ended. */
async function onAir(
  video: MediaStreamTrack,
  audio: MediaStreamTrack,
  onConnected: () => void,
): Promise<void> {
  const line = new RTCPeerConnection();
  try {
    line.addTransceiver(video, { direction: 'sendonly', sendEncodings: ENCODINGS });
    line.addTransceiver(audio, { direction: 'sendonly' });
    await line.setLocalDescription();
    const answer = await fetch('/whip', {
      method: 'POST',
      headers: { 'Content-Type': 'application/sdp' },
      body: line.localDescription!.sdp,
    });
    if (answer.status !== 201) return;
    await line.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
    await new Promise<void>((ended) => {
      line.onconnectionstatechange = () => {
        if (line.connectionState === 'connected') {
          onConnected();
          void fetch('/on-air', { method: 'POST' });
        }
        if (line.connectionState === 'failed' || line.connectionState === 'closed') ended();
        // The server closed its end, or the line broke: a few seconds tell which, and both are answered alike.
        if (line.connectionState === 'disconnected') setTimeout(ended, 3_000);
      };
    });
  } finally {
    line.close();
  }
}
