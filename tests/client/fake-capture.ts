import { type Capture, CaptureFault, type CaptureTrouble } from '../../client/connection/media-capture.ts';
import { aTrack } from './fake-media.ts';

/** A device with two cameras and two microphones that a test may take away. */
export interface FakeCapture extends Capture {
  /** What is asked of it, in order: `camera front`, `slate`, … */
  asked: string[];
  troubles: Partial<Record<'camera' | 'microphone' | 'screen', CaptureTrouble>>;
  loudness: number;
  /** How many listen for devices that come and go. */
  listeners: number;
  /** Tracks that were stopped. */
  stopped: MediaStreamTrack[];
}

export function fakeCapture(trackOf: (what: string) => MediaStreamTrack = plainTrack): FakeCapture {
  const fake: FakeCapture = {
    asked: [],
    troubles: {},
    loudness: 0.6,
    listeners: 0,
    stopped: [],
    devices: async () => ({
      cameras: [
        { id: 'front', label: 'FaceTime HD Camera' },
        { id: 'table', label: 'USB camera over the table' },
      ],
      microphones: [
        { id: 'built-in', label: 'Built-in microphone' },
        { id: 'lapel', label: 'Lapel microphone' },
      ],
    }),
    camera: (id) => track('camera', id),
    microphone: (id) => track('microphone', id),
    screen: () => track('screen', null),
    slate: ({ title }) => make(`slate ${title}`),
    level: () => ({ read: () => fake.loudness, close() {} }),
    onChange() {
      fake.listeners += 1;
      return () => {
        fake.listeners -= 1;
      };
    },
    label: () => 'Mac',
  };
  function make(what: string): MediaStreamTrack {
    fake.asked.push(what);
    const made = trackOf(what);
    const stop = made.stop.bind(made);
    made.stop = () => {
      fake.stopped.push(made);
      stop();
    };
    return made;
  }
  async function track(of: 'camera' | 'microphone' | 'screen', id: string | null) {
    const trouble = fake.troubles[of];
    if (trouble) throw new CaptureFault(trouble);
    const made = make(id ? `${of} ${id}` : of);
    const settings = made.getSettings?.() ?? {};
    made.getSettings = () => ({ ...settings, deviceId: id ?? (of === 'camera' ? 'front' : 'built-in') });
    return made;
  }
  return fake;
}

function plainTrack(what: string): MediaStreamTrack {
  return aTrack(what.startsWith('microphone') ? 'audio' : 'video');
}
