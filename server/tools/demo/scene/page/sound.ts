/** A scale of five tones, Hz: whatever follows whatever, it sounds like an evening. */
const TONES = [196, 220, 261.6, 293.7, 329.6, 392, 440];
const PAUSES_S = [0.4, 0.4, 0.8, 1.2];
const NOTES_AHEAD_S = 0.5;

/** Somebody plucks a string instrument behind the stall, quietly. */
export function pluckedStrings(): MediaStreamTrack {
  const context = new AudioContext({ sampleRate: 24_000 });
  const room = context.createGain();
  room.gain.value = 0.5;
  const out = context.createMediaStreamDestination();
  room.connect(out);
  let at = 0;
  let step = 3;

  function pluck(tone: number, whenS: number, loudness: number): void {
    const string = context.createOscillator();
    const hand = context.createGain();
    string.type = 'triangle';
    string.frequency.value = tone;
    hand.gain.setValueAtTime(0, whenS);
    hand.gain.linearRampToValueAtTime(loudness, whenS + 0.01);
    hand.gain.exponentialRampToValueAtTime(0.001, whenS + 1.6);
    string.connect(hand).connect(room);
    string.start(whenS);
    string.stop(whenS + 1.7);
  }

  setInterval(() => {
    if (at < context.currentTime) at = context.currentTime + 0.1;
    while (at < context.currentTime + NOTES_AHEAD_S) {
      step = Math.min(TONES.length - 1, Math.max(0, step + Math.floor(Math.random() * 5) - 2));
      pluck(TONES[step]!, at, 0.16);
      if (Math.random() < 0.25) pluck(TONES[step]! / 2, at, 0.1);
      at += PAUSES_S[Math.floor(Math.random() * PAUSES_S.length)]!;
    }
  }, 200);
  return out.stream.getAudioTracks()[0]!;
}
