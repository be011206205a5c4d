import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../../../i18n/language.ts';
import { savesData } from '../../../../ui/saves-data.ts';
import { fitOf } from './fit.ts';
import { drawGround } from './ground.ts';
import { useOnAir, useStream, useVideo, useVideoStore } from './video-context.ts';
import { videoWords } from './words.ts';

/**
 * The picture itself. It is never black: behind it lies the last picture that was decoded, and until there is one the
 * poster. What does not fill the stage stands on a blurred copy of itself.
 * @param onElement the browser's video, for what only a tap may ask of it
 * @param onShown whether a picture stands or what lies behind it
 */
export function VideoPicture({
  onElement,
  onShown,
}: {
  onElement(element: HTMLVideoElement | null): void;
  onShown(isShown: boolean): void;
}) {
  const say = useMessages(videoWords);
  const { store, setFloating, setElement, setSound } = useVideoStore();
  const box = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const last = useRef<HTMLCanvasElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const [hasPicture, setHasPicture] = useState(false);
  const [fit, setFit] = useState<'cover' | 'contain'>('contain');
  const rung = useVideo((state) => state.rung);
  const maySpend = useVideo((state) => state.plan.most === 'high' && state.because !== 'device');
  const hasSound = useVideo((state) => state.hasSound);
  const isSteady = useVideo((state) => state.way === 'steady');
  const onAir = useOnAir('video');
  const isAway = useStream(({ view }) => view.stream?.status === 'INTERRUPTED');

  useEffect(() => {
    const element = video.current;
    onElement(element);
    if (!element) return;
    /** Without sound it may always play. With sound a tap must have allowed it, and a page that was away may ask again. */
    const start = () => {
      void element.play()?.catch((fault: unknown) => {
        if (element.muted || !(fault instanceof DOMException) || fault.name !== 'NotAllowedError') return;
        element.muted = true;
        setSound(false);
        void element.play()?.catch(() => undefined);
      });
    };
    const play = () => {
      const { way, line, video: picture, audio } = store.getState();
      const was = element.srcObject as MediaStream | null;
      if (way === 'steady') {
        // The player says that it looks for the playlist before it lets go of the picture.
        if (was || line === 'looking') keepPicture(element, last.current);
        if (was) element.srcObject = null;
        return;
      }
      if (was && (was.getVideoTracks()[0] ?? null) === picture) {
        // The picture goes on, only the sound comes or goes.
        for (const track of was.getAudioTracks()) if (track !== audio) was.removeTrack(track);
        if (audio) was.addTrack(audio);
        return;
      }
      if (!was && !picture && !audio) return;
      keepPicture(element, last.current);
      element.srcObject = new MediaStream([picture, audio].filter((track) => track !== null));
      start();
    };
    // A browser that stopped it while the page was out of sight, or the device asleep, does not begin again by itself.
    const onSight = () => {
      if (!document.hidden && element.paused && (element.srcObject || element.src)) start();
    };
    play();
    setElement(element);
    document.addEventListener('visibilitychange', onSight);
    const unsubscribe = store.subscribe(play);
    return () => {
      document.removeEventListener('visibilitychange', onSight);
      unsubscribe();
      setElement(null);
    };
  }, [store, onElement, setElement, setSound]);

  useEffect(() => {
    const element = video.current;
    const enter = () => setFloating(true);
    const leave = () => setFloating(false);
    element?.addEventListener('enterpictureinpicture', enter);
    element?.addEventListener('leavepictureinpicture', leave);
    return () => {
      element?.removeEventListener('enterpictureinpicture', enter);
      element?.removeEventListener('leavepictureinpicture', leave);
    };
  }, [setFloating]);

  useEffect(() => {
    const measure = () => {
      const { videoWidth: width = 0, videoHeight: height = 0 } = video.current ?? {};
      const { clientWidth, clientHeight } = box.current ?? { clientWidth: 0, clientHeight: 0 };
      setFit(fitOf({ width, height }, { width: clientWidth, height: clientHeight }));
      if (width > 0) setHasPicture(true);
    };
    const element = video.current;
    element?.addEventListener('resize', measure);
    element?.addEventListener('loadeddata', measure);
    addEventListener('resize', measure);
    return () => {
      element?.removeEventListener('resize', measure);
      element?.removeEventListener('loadeddata', measure);
      removeEventListener('resize', measure);
    };
  }, []);

  // The page draws a drawn host sharper than his broadcast is, fills the stage, and writes in its reader's language.
  const isDrawn = useStream(({ media }) => media?.isHostDrawn === true);
  const isShown = hasPicture && !isDrawn && (isSteady || onAir === 'on') && rung !== 'text';
  useEffect(() => onShown(isShown), [isShown, onShown]);
  // Whoever saves data has a plain ground.
  const hasGround = isShown && fit === 'contain' && maySpend && !savesData();
  useEffect(() => {
    if (!hasGround || !video.current || !ground.current) return;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    return drawGround(video.current, ground.current, isStill);
  }, [hasGround]);
  return (
    <div ref={box} className={`video-layer ${fit}${isShown ? '' : ' hidden'}${isAway ? ' away' : ''}`}>
      {hasGround && <canvas ref={ground} className="video-ground" />}
      <canvas ref={last} />
      <video ref={video} aria-label={say.picture} autoPlay playsInline muted={!hasSound} />
    </div>
  );
}

/** Copies what the video shows, so that it still stands while the next one begins. */
function keepPicture(video: HTMLVideoElement, canvas: HTMLCanvasElement | null) {
  if (!canvas || video.readyState < 2 || video.videoWidth === 0) return;
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
}
