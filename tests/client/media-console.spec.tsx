import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { ConsoleScreen } from '../../client/screens/staff/console/ConsoleScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import { ServerTime } from '../../client/ui/server-time.ts';
import type { ConsoleMediaView } from '../../shared/contract/media.ts';
import type { StreamStatus } from '../../shared/market/stream/entry.ts';
import { deskWorld } from './desk-world.ts';
import { type FakeCapture, fakeCapture } from './fake-capture.ts';
import { aConsoleFrame, accepted, anItem, aWelcome, type FakeConsole, fakeConsole } from './fake-console.ts';
import { aSource, type FakeMedia, fakeMedia, onAirFrom } from './fake-media.ts';

const PHONE = { seatId: '0190a000-0000-7000-a000-000000000009', label: 'iPhone', via: 'console' as const };

beforeEach(() => {
  vi.stubGlobal('MediaStream', class {});
  return () => vi.unstubAllGlobals();
});

async function aDesk(view: ConsoleMediaView, isHost = true, status: StreamStatus = 'LIVE') {
  const wire: FakeConsole = fakeConsole();
  const media: FakeMedia = fakeMedia();
  const capture: FakeCapture = fakeCapture();
  media.taken = view.broadcaster;
  wire.answer(({ command, request }) =>
    command === 'stream:make-ingest-key'
      ? ({ ...accepted(2), ingestKey: 'the-secret' } as never)
      : media.answer(command, request),
  );
  const world = Object.assign(deskWorld(wire, {}), {
    openMediaDevice: media.openDevice,
    openCapture: async () => capture,
  });
  render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>
        <ConsoleScreen slug="potato-day" />
      </ServerTime>
    </WorldContext>,
  );
  await waitFor(() => expect(wire.isOpen()).toBe(true));
  act(() => {
    wire.say.onWelcome(aWelcome(aConsoleFrame(1, { status, order: [1], items: [anItem(1)] }), { isHost }));
    wire.say.onLink('connected');
    wire.say.media.media(view);
  });
  const panel = within(screen.getByRole('region', { name: 'Broadcast' }));
  return { wire, media, capture, panel };
}
const click = (element: HTMLElement) => userEvent.click(element);
const setUp = () => screen.getByRole('button', { name: /^Camera and broadcast/ });

test('from the camera to the air: a preview with its devices, then the upload in words', async () => {
  const { panel, media } = await aDesk(onAirFrom([]));
  await click(setUp());
  await click(panel.getByRole('button', { name: 'Set up camera' }));
  expect(await panel.findByLabelText('What viewers will see')).toBeInTheDocument();
  expect(panel.getByLabelText('Camera')).toHaveDisplayValue('FaceTime HD Camera');
  expect(panel.getByLabelText('Microphone')).toHaveDisplayValue('Built-in microphone');
  await userEvent.selectOptions(panel.getByLabelText('Camera'), 'USB camera over the table');
  await click(panel.getByRole('button', { name: 'Start broadcast' }));
  expect(await panel.findByText('Live')).toBeInTheDocument();
  // A page that is left takes its picture along.
  const rail = within(screen.getByRole('navigation', { name: 'Pages' }));
  expect(rail.getByRole('link', { name: 'Orders (new tab)' })).toHaveAttribute('target', '_blank');
  expect(media.asked.filter((each) => each.startsWith('media:produce'))).toHaveLength(2);
  await click(panel.getByRole('button', { name: 'Mute' }));
  expect(panel.getByRole('button', { name: 'Unmute' })).toBeInTheDocument();
  await click(panel.getByRole('button', { name: 'Stop broadcast' }));
  expect(panel.getByText('Preview')).toBeInTheDocument();
  expect(rail.getByRole('link', { name: 'Orders' })).not.toHaveAttribute('target');
  await click(panel.getByRole('button', { name: 'Close' }));
  expect(panel.getByRole('button', { name: 'Set up camera' })).toBeInTheDocument();
});

test('a preview ends with its set-up, and the light goes out; what is sent goes on', async () => {
  const { panel, capture, wire } = await aDesk(onAirFrom([]));
  await click(setUp());
  await click(panel.getByRole('button', { name: 'Set up camera' }));
  await waitFor(() => expect(capture.asked).toHaveLength(2));
  await click(panel.getByRole('button', { name: 'Close camera and broadcast' }));
  expect(capture.stopped).toHaveLength(2);
  expect(panel.getByRole('button', { name: 'Set up camera' })).toBeInTheDocument();
  // On the air the set-up may be closed.
  await click(setUp());
  await click(panel.getByRole('button', { name: 'Set up camera' }));
  await click(await panel.findByRole('button', { name: 'Start broadcast' }));
  expect(await panel.findByText('Live')).toBeInTheDocument();
  await click(panel.getByRole('button', { name: 'Close camera and broadcast' }));
  expect(capture.stopped).toHaveLength(2);
  expect(panel.getByText('Live')).toBeInTheDocument();
  // Another device takes it over meanwhile: nothing is sent any more.
  act(() => wire.say.media.media(onAirFrom([aSource('camera')], { broadcaster: PHONE })));
  await waitFor(() => expect(capture.stopped).toHaveLength(4));
});

test('in a hand a preview ends when its tab is left', async () => {
  vi.stubGlobal('matchMedia', (media: string) => ({
    matches: media === '(max-width: 719px)',
    addEventListener() {},
    removeEventListener() {},
  }));
  const { panel, capture } = await aDesk(onAirFrom([]));
  const tabs = within(screen.getByRole('navigation', { name: 'Console sections' }));
  await click(tabs.getByRole('button', { name: 'Broadcast' }));
  await click(panel.getByRole('button', { name: 'Set up camera' }));
  await waitFor(() => expect(capture.asked).toHaveLength(2));
  await click(tabs.getByRole('button', { name: 'Lineup' }));
  expect(capture.stopped).toHaveLength(2);
});

test('[S14] with its camera ready one answer broadcasts and goes live, and until then the picture is for staff', async () => {
  const { panel, wire, media } = await aDesk(onAirFrom([]), true, 'SCHEDULED');
  await click(setUp());
  await click(panel.getByRole('button', { name: 'Set up camera' }));
  await click(screen.getByRole('button', { name: 'Go live' }));
  const asks = within(await screen.findByRole('dialog'));
  expect(asks.getByLabelText('What viewers will see')).toBeInTheDocument();
  expect(asks.getByRole('button', { name: 'Go live without video' })).toBeInTheDocument();
  await click(asks.getByRole('button', { name: 'Broadcast and go live' }));
  await waitFor(() => expect(wire.sent.map(({ command }) => command)).toContain('stream:go-live'));
  expect(media.asked.filter((each) => each.startsWith('media:produce'))).toHaveLength(2);
  expect(screen.queryByRole('dialog')).toBeNull();
  // It goes up before the market opens: nobody but staff sees it for that moment.
  expect(panel.getByText('Staff only')).toBeInTheDocument();
  act(() => wire.say.onFrame(aConsoleFrame(2, { status: 'LIVE', items: [], orders: [] })));
  expect(await panel.findByText('Live')).toBeInTheDocument();
});

test('[S14] a picture that another device has is taken over by a second answer, and nothing goes live before', async () => {
  const { panel, wire, media } = await aDesk(onAirFrom([]), true, 'SCHEDULED');
  media.taken = PHONE;
  await click(setUp());
  await click(panel.getByRole('button', { name: 'Set up camera' }));
  await click(screen.getByRole('button', { name: 'Go live' }));
  const asks = within(await screen.findByRole('dialog'));
  await click(asks.getByRole('button', { name: 'Broadcast and go live' }));
  const takeOver = await asks.findByRole('button', { name: 'Take over and go live' });
  expect(wire.sent.map(({ command }) => command)).not.toContain('stream:go-live');
  await click(takeOver);
  await waitFor(() => expect(wire.sent.map(({ command }) => command)).toContain('stream:go-live'));
});

test('another device broadcasts: it is named, and taken over only on purpose', async () => {
  const { panel, media } = await aDesk(onAirFrom([aSource('camera')], { broadcaster: PHONE }));
  expect(panel.getByText('Live from iPhone')).toBeInTheDocument();
  await click(setUp());
  await click(panel.getByRole('button', { name: 'Set up camera' }));
  await click(await panel.findByRole('button', { name: 'Start broadcast' }));
  expect(await panel.findByText('iPhone is already broadcasting.')).toBeInTheDocument();
  expect(media.asked.some((each) => each.startsWith('media:produce'))).toBe(false);
  await click(panel.getByRole('button', { name: 'Take over' }));
  expect(await panel.findByText('Live')).toBeInTheDocument();
});

test('without live video it says why, offers no camera, and the floor works', async () => {
  const { panel } = await aDesk(onAirFrom([], { isAvailable: false, reason: 'not_installed' }));
  expect(panel.getByText('No live video here')).toBeInTheDocument();
  expect(panel.getByText(/^Live video is not installed on this server\. Viewers see/)).toBeInTheDocument();
  expect(panel.queryByRole('button', { name: 'Set up camera' })).toBeNull();
  expect(screen.getAllByRole('button', { name: /^Pin/ })[0]).toBeEnabled();
});

test('where the host is drawn it says that viewers see a drawing of them', async () => {
  const none = { isAvailable: false, reason: 'not_installed' as const };
  const { panel, wire } = await aDesk(onAirFrom([], { ...none, isHostDrawn: true }));
  expect(panel.getByText(/Viewers see the demo’s drawn host;/)).toBeInTheDocument();
  act(() => wire.say.media.media(onAirFrom([], none)));
  expect(panel.getByText(/Viewers see the drawn stall;/)).toBeInTheDocument();
});

test('who is not the host sees what is on the air and no camera to set up', async () => {
  const { panel } = await aDesk(onAirFrom([]), false);
  expect(panel.getByText('Camera off')).toBeInTheDocument();
  expect(panel.queryByRole('button', { name: 'Set up camera' })).toBeNull();
  expect(panel.queryByText(/^Broadcast with OBS/)).toBeNull();
});

test('a browser that may not use the camera is told how it may', async () => {
  const { panel, capture } = await aDesk(onAirFrom([]));
  capture.troubles = { camera: 'denied', microphone: 'denied' };
  await click(panel.getByRole('button', { name: 'Set up camera' }));
  expect(await panel.findByText(/The browser has no permission/)).toBeInTheDocument();
  expect(panel.getByRole('button', { name: 'Start broadcast' })).toBeDisabled();
});

test('[A2] a key for programs is shown once, and can be revoked', async () => {
  const { panel, wire } = await aDesk(onAirFrom([]));
  await click(panel.getByText(/^Broadcast with OBS/));
  // The stream by its name in addresses: the route knows no ids.
  expect(panel.getByLabelText<HTMLInputElement>('URL').value).toBe(
    `${location.origin}/api/v1/streams/potato-day/whip`,
  );
  expect(panel.queryByRole('button', { name: 'Revoke key' })).toBeNull();
  await click(panel.getByRole('button', { name: 'Create key' }));
  expect(await panel.findByDisplayValue('the-secret')).toBeInTheDocument();
  act(() => wire.say.media.media(onAirFrom([], { ingestKeySinceMs: 1 })));
  await click(panel.getByRole('button', { name: 'Revoke key' }));
  await waitFor(() => expect(panel.queryByDisplayValue('the-secret')).toBeNull());
  expect(wire.sent.at(-1)?.command).toBe('stream:revoke-ingest-key');
});

const recorded = (more: Partial<ConsoleMediaView['recording']>) => ({
  recording: { isOn: false, sinceMs: null, keptMs: 0, keptBytes: 0, problem: null, ...more },
});

test('one switch records; what is kept is told, and so is a limit that turned it off', async () => {
  const { panel, wire } = await aDesk(onAirFrom([]));
  const record = panel.getByRole('switch', { name: /^Record/ });
  expect(record).not.toBeChecked();
  await click(record);
  expect(wire.sent.at(-1)).toMatchObject({ command: 'stream:record', request: { isOn: true } });
  act(() => wire.say.media.media(onAirFrom([], recorded({ isOn: true }))));
  expect(panel.getByText('Starts with the video.')).toBeInTheDocument();
  act(() =>
    wire.say.media.media(onAirFrom([], recorded({ isOn: true, keptMs: 760_000, keptBytes: 140_400_000 }))),
  );
  expect(panel.getByRole('switch')).toBeChecked();
  expect(panel.getByText('12:40 recorded · 140 MB')).toBeInTheDocument();
  act(() => wire.say.media.media(onAirFrom([], recorded({ keptMs: 760_000, problem: 'too_large' }))));
  expect(panel.getByText(/^The recording reached its maximum size/)).toBeInTheDocument();
});

test('where nothing can be recorded the switch says so and takes no tap', async () => {
  const { panel } = await aDesk(onAirFrom([], { hlsReason: 'not_installed' }));
  expect(panel.getByRole('switch')).toBeDisabled();
  expect(panel.getByText('Not available on this server.')).toBeInTheDocument();
  await click(panel.getByText('For many viewers (HLS)'));
  expect(panel.getByText('ffmpeg is not installed on this server.')).toBeInTheDocument();
});

test('a playlist elsewhere is named and taken away; an address that is none is said to be none', async () => {
  const { panel, wire } = await aDesk(onAirFrom([]));
  await click(panel.getByText('For many viewers (HLS)'));
  const field = panel.getByLabelText('External playlist');
  await userEvent.type(field, 'http://video.example/live.m3u8');
  await click(panel.getByRole('button', { name: 'Save' }));
  expect(panel.getByRole('alert')).toHaveTextContent(/^Enter an https/);
  expect(wire.sent.some(({ command }) => command === 'stream:set-playback-url')).toBe(false);
  await userEvent.clear(field);
  await userEvent.type(field, 'https://video.example/live.m3u8');
  await click(panel.getByRole('button', { name: 'Save' }));
  const url = 'https://video.example/live.m3u8';
  expect(wire.sent.at(-1)).toMatchObject({ command: 'stream:set-playback-url', request: { url } });
  act(() => wire.say.media.media(onAirFrom([], { playback: { url, isExternal: true } })));
  expect(field).toHaveValue(url);
  await click(panel.getByRole('button', { name: 'Remove' }));
  expect(wire.sent.at(-1)).toMatchObject({ command: 'stream:set-playback-url', request: { url: null } });
});

test('a weak upload is among the few things to watch', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const { panel, media } = await aDesk(onAirFrom([]));
  await click(panel.getByRole('button', { name: 'Set up camera' }));
  await click(await panel.findByRole('button', { name: 'Start broadcast' }));
  await panel.findByText('Live');
  const flow = media.lines[0]!.flows.find(({ kind }) => kind === 'video')!;
  for (let n = 1; n <= 4; n += 1) {
    flow.stats = [
      {
        type: 'outbound-rtp',
        bytesSent: n * 100_000,
        framesPerSecond: 20,
        frameHeight: 480,
        qualityLimitationReason: 'bandwidth',
      },
    ];
    await act(() => vi.advanceTimersByTimeAsync(2_000));
  }
  vi.useRealTimers();
  expect(panel.getByText(/Your upload is weak: 480p is being sent\./)).toBeInTheDocument();
  expect(screen.getByText('Your upload is weak.')).toBeInTheDocument();
});

test('who watches through other servers is told with their number, and not where there are none', async () => {
  const { panel, wire } = await aDesk(onAirFrom([aSource('camera')], { piped: { servers: 1, viewers: 12 } }));
  expect(panel.getByText('12 watching through another server')).toBeInTheDocument();
  const more = onAirFrom([aSource('camera')], { piped: { servers: 2, viewers: 31 } });
  act(() => wire.say.media.media(more));
  expect(panel.getByText('31 watching through 2 other servers')).toBeInTheDocument();
  act(() => wire.say.media.media(onAirFrom([aSource('camera')])));
  expect(panel.queryByText(/watching through/)).toBeNull();
});
