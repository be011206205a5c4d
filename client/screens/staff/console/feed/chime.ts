/** Two soft notes, made on the spot: no file is loaded for them. */
export interface Chime {
  play(): void;
  close(): void;
}

const NOTES_HZ = [784, 1_047];
const NOTE_S = 0.12;
const LOUDNESS = 0.08;

/** @returns null where the browser has no sound */
export function openChime(): Chime | null {
  if (typeof AudioContext === 'undefined') return null;
  const context = new AudioContext();
  return {
    play() {
      // Not from a tap: a browser that forbids it stays silent.
      void context.resume().catch(() => undefined);
      for (const [index, hz] of NOTES_HZ.entries()) {
        const beginS = context.currentTime + index * NOTE_S;
        const note = context.createOscillator();
        const volume = context.createGain();
        note.frequency.value = hz;
        volume.gain.setValueAtTime(LOUDNESS, beginS);
        volume.gain.exponentialRampToValueAtTime(0.001, beginS + 2 * NOTE_S);
        note.connect(volume).connect(context.destination);
        note.start(beginS);
        note.stop(beginS + 2 * NOTE_S);
      }
    },
    close: () => void context.close().catch(() => undefined),
  };
}
