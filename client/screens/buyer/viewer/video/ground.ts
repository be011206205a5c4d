/** So often the ground behind a picture that is shown whole is drawn anew; it is blurred, and nobody looks at it. */
const EVERY_MS = 2_000;

/** Few enough pixels that stretching them blurs: no filter has to run with each picture of the video. */
const STEPS = [
  { width: 16, height: 9 },
  { width: 32, height: 18 },
  { width: 64, height: 36 },
] as const;

/**
 * Keeps a blurred copy of the video on a canvas behind it.
 * @param isStill once per picture that begins, as for who wants less motion
 * @returns ends it
 */
export function drawGround(video: HTMLVideoElement, canvas: HTMLCanvasElement, isStill: boolean): () => void {
  const steps = STEPS.map((size, at) =>
    Object.assign(at === STEPS.length - 1 ? canvas : document.createElement('canvas'), size),
  );
  const draw = () => {
    if (document.hidden || video.readyState < 2 || video.videoWidth === 0) return;
    let from: CanvasImageSource = video;
    for (const step of steps) {
      step.getContext('2d')?.drawImage(from, 0, 0, step.width, step.height);
      from = step;
    }
  };
  draw();
  video.addEventListener('loadeddata', draw);
  const timer = isStill ? undefined : setInterval(draw, EVERY_MS);
  return () => {
    video.removeEventListener('loadeddata', draw);
    clearInterval(timer);
  };
}
