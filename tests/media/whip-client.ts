import { type ChildProcess, spawn } from 'node:child_process';

/** GStreamer's WHIP client as Debian has it (simple-whip-client), sending a bouncing ball in VP8 and noise in Opus. */
export function startWhipClient(url: string, key: string): { process: ChildProcess; stop(): Promise<void> } {
  const sound =
    'audiotestsrc is-live=true wave=red-noise ! audioconvert ! audioresample ! queue ! opusenc ! rtpopuspay pt=100 ' +
    'ssrc=1 ! queue ! application/x-rtp,media=audio,encoding-name=OPUS,payload=100';
  const picture =
    'videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,framerate=15/1 ! videoconvert ! queue ! ' +
    'vp8enc deadline=1 keyframe-max-dist=30 ! rtpvp8pay pt=96 ssrc=2 ! queue ! ' +
    'application/x-rtp,media=video,encoding-name=VP8,payload=96';
  const child = spawn('whip-client', ['-u', url, '-t', key, '-A', sound, '-V', picture], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    process: child,
    async stop() {
      child.kill('SIGINT');
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
}
