import { createStore } from 'zustand/vanilla';
import type { Broadcaster } from '../../../shared/contract/media.ts';
import type { ServerClock } from '../../connection/clock.ts';
import type { DeviceStorage } from '../../connection/device-storage.ts';
import type { OpenMediaDevice } from '../../connection/media-ask.ts';
import { type BroadcastSession, createBroadcastSession } from '../../connection/media-broadcast.ts';
import { type Capture, CaptureFault } from '../../connection/media-capture.ts';
import type { BroadcastState, BroadcastStore } from './broadcast-state.ts';
import type { HostStore } from './host-store.ts';
import { UPLINK_SAMPLE_MS } from './uplink.ts';
import { createUploadMeter } from './upload-meter.ts';

export interface BroadcastOutside {
  keep: DeviceStorage;
  clock: Pick<ServerClock, 'steady'>;
  openMediaDevice: OpenMediaDevice;
  openCapture(): Promise<Capture>;
}

const CAMERA = 'fairday.camera';
const MICROPHONE = 'fairday.microphone';
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;
/** A line that broke or a connection that changed in the middle of the opening is no reason to bother the host. */
const OPENING_TRIES = 3;

export function createBroadcastStore(host: HostStore, outside: BroadcastOutside): BroadcastStore {
  const { keep, clock } = outside;
  const store = createStore<BroadcastState>(() => ({
    phase: 'off',
    cameras: [],
    microphones: [],
    cameraId: keep.read(CAMERA),
    microphoneId: keep.read(MICROPHONE),
    camera: null,
    microphone: null,
    screen: null,
    slate: null,
    isMuted: false,
    isCameraOff: false,
    uplink: null,
    trouble: null,
    isRefused: false,
    taken: null,
  }));
  const { getState, setState } = store;
  let capture: Capture | null = null;
  let meter: { read(): number; close(): void } | null = null;
  let undo: (() => void)[] = [];
  let upload = createUploadMeter();
  let waitMs = FIRST_WAIT_MS;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const session: BroadcastSession = createBroadcastSession({
    ask: host.ask,
    openDevice: outside.openMediaDevice,
    onBroken: () => void comeBack(),
  });

  const isUp = () => getState().phase === 'on-air' || getState().phase === 'broken';

  async function take(of: 'camera' | 'microphone'): Promise<MediaStreamTrack | null> {
    const { cameraId, microphoneId } = getState();
    try {
      const track = await (of === 'camera' ? capture!.camera(cameraId) : capture!.microphone(microphoneId));
      // Pulled out, or taken by another program: said, not silently black.
      track.addEventListener?.('ended', () => {
        if (getState()[of] !== track) return;
        setState({ [of]: null, trouble: { of, why: 'missing' } });
      });
      return track;
    } catch (fault) {
      const why = fault instanceof CaptureFault ? fault.trouble : 'failed';
      // Camera and microphone are mostly refused together: once is enough.
      if (getState().trouble?.why !== why) setState({ trouble: { of, why } });
      return null;
    }
  }

  async function listDevices() {
    if (capture) setState(await capture.devices());
  }

  function setMicrophone(track: MediaStreamTrack | null) {
    getState().microphone?.stop();
    meter?.close();
    meter = track && capture ? capture.level(track) : null;
    setState({ microphone: track });
  }

  function setCamera(track: MediaStreamTrack | null) {
    getState().camera?.stop();
    setState({ camera: track });
  }

  /** Puts on the air whatever this device has, in the state it is in. */
  async function putAll() {
    const { camera, slate, microphone, screen, isMuted, isCameraOff } = getState();
    const picture = slate ?? camera;
    const all: Promise<void>[] = [];
    if (picture) all.push(session.put('camera', picture));
    if (microphone) all.push(session.put('microphone', microphone));
    if (screen) all.push(session.put('screen', screen));
    await Promise.all(all);
    if (microphone && isMuted) await session.setMuted('microphone', true);
    if (picture && isCameraOff && !slate) await session.setMuted('camera', true);
  }

  async function goUp(takeOver: boolean): Promise<Broadcaster | null> {
    const label = capture?.label() ?? '';
    const was = session.seatId();
    const other = await session.open(label || '-', takeOver);
    // An older line of this very console is nobody else's: the server has not missed it yet.
    const isMine = other !== null && other.seatId === was;
    const stillOther = isMine ? await session.open(label || '-', true) : other;
    if (!stillOther) await putAll();
    return stillOther;
  }

  /** After the line broke, the worker died or the connection came back: up again with what was up before. */
  async function comeBack() {
    if (!isUp()) return;
    clearTimeout(retry);
    setState({ phase: 'broken' });
    try {
      const other = await goUp(false);
      if (getState().phase !== 'broken') return;
      if (other) lose(other);
      else {
        waitMs = FIRST_WAIT_MS;
        setState({ phase: 'on-air' });
      }
    } catch {
      if (getState().phase !== 'broken') return;
      retry = setTimeout(() => void comeBack(), waitMs * (1 + Math.random() / 2));
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    }
  }

  /** Another device broadcasts now: this one keeps its preview and says so. */
  function lose(taken: Broadcaster) {
    session.stop(true);
    clearTimeout(retry);
    setState({ phase: 'preview', taken, uplink: null });
  }

  async function measure() {
    if (getState().phase !== 'on-air') return;
    const sent = await session.measure().catch(() => null);
    if (!sent || getState().phase !== 'on-air') return;
    const { camera, screen, slate } = getState();
    const uplink = upload.take(sent, (screen ?? slate ?? camera)?.getSettings?.().height, clock.steady());
    if (uplink) setState({ uplink });
  }

  /** Replaces what is on the air under a name, if this device is on the air. */
  async function refresh(name: 'camera' | 'microphone' | 'screen', track: MediaStreamTrack | null) {
    if (!isUp()) return;
    try {
      if (track) await session.put(name, track);
      else await session.remove(name);
    } catch {
      void comeBack();
    }
  }

  async function mute(name: 'camera' | 'microphone', isMuted: boolean) {
    if (isUp()) await session.setMuted(name, isMuted).catch(() => comeBack());
  }

  function dropPictures() {
    const { screen, slate } = getState();
    screen?.stop();
    slate?.stop();
    setState({ screen: null, slate: null });
  }

  const stores: BroadcastStore = {
    store,
    open() {
      host.onMedia({ layer: () => {}, rejoin: () => void comeBack() });
      const timer = setInterval(() => void measure(), UPLINK_SAMPLE_MS);
      undo = [
        host.onWelcome(() => void comeBack()),
        host.store.subscribe(({ media, desk, turnedAway }, was) => {
          // Who broadcasts is the host: whoever is none any more gets camera and microphone back.
          if (getState().phase !== 'off' && (turnedAway || desk?.isHost === false)) {
            stores.stop();
            stores.putAway();
            return;
          }
          const other = media?.broadcaster;
          if (media === was.media || !other || getState().phase !== 'on-air') return;
          if (other.seatId !== session.seatId()) lose(other);
        }),
        () => clearInterval(timer),
        () => host.onMedia(null),
      ];
    },
    close() {
      for (const each of undo) each();
      undo = [];
      stores.stop();
      stores.putAway();
      capture = null;
    },
    async preview() {
      if (getState().phase !== 'off') return;
      setState({ phase: 'preview', trouble: null, isRefused: false });
      if (!capture) {
        capture = await outside.openCapture();
        undo.push(capture.onChange(() => void listDevices()));
      }
      const [camera, microphone] = await Promise.all([take('camera'), take('microphone')]);
      if (getState().phase === 'off') {
        camera?.stop();
        microphone?.stop();
        return;
      }
      setCamera(camera);
      setMicrophone(microphone);
      // Only now does a browser tell their names.
      await listDevices();
    },
    putAway() {
      if (isUp()) return;
      setCamera(null);
      setMicrophone(null);
      dropPictures();
      setState({ phase: 'off', trouble: null, taken: null, isMuted: false, isCameraOff: false });
    },
    async goOnAir(takeOver = false) {
      if (getState().phase !== 'preview') return;
      setState({ phase: 'opening', taken: null, isRefused: false });
      upload = createUploadMeter();
      for (let tries = 1; ; tries += 1) {
        try {
          const other = await goUp(takeOver);
          if (getState().phase !== 'opening') return session.stop();
          return setState(other ? { phase: 'preview', taken: other } : { phase: 'on-air', uplink: null });
        } catch {
          session.stop();
          if (getState().phase !== 'opening') return;
          if (tries === OPENING_TRIES) return setState({ phase: 'preview', isRefused: true });
        }
        // Who stops meanwhile clears this timer, and the opening ends here.
        await new Promise<void>((resolve) => {
          retry = setTimeout(resolve, FIRST_WAIT_MS);
        });
      }
    },
    stop() {
      clearTimeout(retry);
      session.stop();
      if (getState().phase !== 'off') setState({ phase: 'preview', uplink: null });
      dropPictures();
    },
    async chooseCamera(id) {
      keep.write(CAMERA, id);
      setState({ cameraId: id, trouble: null });
      if (getState().isCameraOff) return;
      const track = await take('camera');
      if (!track) return;
      if (!getState().slate) await refresh('camera', track);
      setCamera(track);
    },
    async chooseMicrophone(id) {
      keep.write(MICROPHONE, id);
      setState({ microphoneId: id, trouble: null });
      const track = await take('microphone');
      if (!track) return;
      await refresh('microphone', track);
      setMicrophone(track);
    },
    async setMuted(isMuted) {
      setState({ isMuted });
      await mute('microphone', isMuted);
    },
    async setCameraOff(isCameraOff) {
      setState({ isCameraOff, trouble: null });
      if (isCameraOff) {
        await mute('camera', !getState().slate);
        setCamera(null);
        return;
      }
      const track = await take('camera');
      if (!track) return setState({ isCameraOff: true });
      setCamera(track);
      if (getState().slate) return;
      await refresh('camera', track);
      await mute('camera', false);
    },
    async shareScreen() {
      try {
        const screen = await capture!.screen();
        screen.addEventListener?.('ended', () => void stores.stopSharing());
        setState({ screen, trouble: null });
        await refresh('screen', screen);
      } catch (fault) {
        const why = fault instanceof CaptureFault ? fault.trouble : 'failed';
        // Whoever thought better of it need not be told so.
        if (why !== 'denied') setState({ trouble: { of: 'screen', why } });
      }
    },
    async stopSharing() {
      const { screen } = getState();
      if (!screen) return;
      screen.stop();
      setState({ screen: null });
      await refresh('screen', null);
    },
    async showSlate(words) {
      if (!capture) return;
      getState().slate?.stop();
      const slate = capture.slate(words);
      setState({ slate });
      await refresh('camera', slate);
      if (getState().isCameraOff) await mute('camera', false);
    },
    async hideSlate() {
      const { slate, camera, isCameraOff } = getState();
      setState({ slate: null });
      if (isCameraOff) await mute('camera', true);
      else if (camera) await refresh('camera', camera);
      slate?.stop();
    },
    dismissTaken: () => setState({ taken: null }),
    level: () => (getState().isMuted ? 0 : (meter?.read() ?? 0)),
  };
  return stores;
}
