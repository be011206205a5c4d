import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openFfmpeg } from '../../server/adapters/ffmpeg/open.ts';
import { openRecordings } from '../../server/adapters/files/recordings.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { ReplayView } from '../../shared/contract/media.ts';
import { startCamera } from './camera.ts';
import { directMedia } from './direct-media.ts';
import { MediaHouse } from './media-house.ts';

// Real programs encode here, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 });

const LONG = { timeout: 60_000, interval: 250 };
const packager = () => openFfmpeg({ maxRunning: 2, onNote: () => {} });

async function replayOf(house: MediaHouse): Promise<ReplayView> {
  const answer = await fetch(`${house.url}/api/v1/streams/${house.slug}/replay`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as ReplayView;
}

async function keptMs(house: MediaHouse): Promise<number> {
  const pieces = await openRecordings(house.folder, 'look').pieces(house.streamId);
  return pieces.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

/** When in a row of pieces the picture turns white, in ms. */
function whiteFromMs(file: string): number {
  const filter = 'signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-';
  const asked = ['-v', 'error', '-i', file, '-map', '0:v', '-vf', filter, '-f', 'null', '-'];
  const lines = execFileSync('ffmpeg', asked, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const frames = [...lines.matchAll(/pts_time:([\d.]+)\s+lavfi\.signalstats\.YAVG=([\d.]+)/g)];
  const white = frames.find((frame) => Number(frame[2]) > 120);
  if (!white) throw new Error(`None of ${frames.length} frames is white.`);
  return Number(white[1]) * 1_000;
}

test('[S7] a recording shows at each moment what was broadcast then, with the pins of the log', async () => {
  const media = directMedia();
  const house = await MediaHouse.open(media, { packager: packager() });
  const base = `${house.url}/api/v1/streams/${house.slug}/replay`;
  const ids = systemIds;
  try {
    const made = await house.app.application.createProduct(house.host, {
      ...{ key: ids.next(), name: 'Potatoes', producer: 'Zhao', priceMinor: 2_990, currency: 'CNY' },
      warehouseUnits: 10,
    });
    if (!made.ok) throw new Error(made.code);
    const { productId } = made.product;
    await house.acts('lineup:add', { productId, units: 5 } as never);
    await house.acts('stream:record', { isOn: true });
    const desk = await house.console();
    const camera = await startCamera(desk, media);
    await house.goesLive();
    // The first picture goes up in the pin's moment.
    await vi.waitFor(() => expect(camera.flashedAtMs()).not.toBeNull(), LONG);
    const engine = (await house.app.engines.stream(house.streamId))!;
    const version = await engine.read((state) => state.items.get(1)!.version);
    await house.acts('lineup:pin', { itemNumber: 1, version } as never);
    const pinnedAtMs = await engine.read((state) => state.pins[0]!.sinceMs);
    await vi.waitFor(async () => expect(await keptMs(house)).toBeGreaterThan(5_000), LONG);
    expect((await fetch(base)).status).toBe(404);
    expect((await fetch(`${base}/recording.m3u8`)).status).toBe(404);
    await house.acts('stream:end', {});
    camera.stop();
    let last = 0;
    await vi.waitFor(
      async () => {
        const now = await keptMs(house);
        const isSettled = now === last;
        last = now;
        expect(isSettled).toBe(true);
      },
      { timeout: 60_000, interval: 2_000 },
    );

    const replay = await replayOf(house);
    expect(replay.items).toMatchObject([{ itemNumber: 1, thenMinor: 2_990, todayMinor: 2_990 }]);
    expect(replay.playlist).toBe(`/api/v1/streams/${house.slug}/replay/recording.m3u8`);
    const playlist = await (await fetch(`${house.url}${replay.playlist}`)).text();
    expect(playlist).toContain('#EXT-X-PLAYLIST-TYPE:VOD');
    expect(playlist.trimEnd().endsWith('#EXT-X-ENDLIST')).toBe(true);
    const [stretch] = replay.stretches;
    expect(playlist).toContain(`#EXT-X-PROGRAM-DATE-TIME:${new Date(stretch!.atMs).toISOString()}`);

    const file = join(house.folder, 'whole.ts');
    writeFileSync(file, '');
    for (const name of playlist.split('\n').filter((line) => line.endsWith('.ts'))) {
      appendFileSync(file, Buffer.from(await (await fetch(`${base}/${name}`)).arrayBuffer()));
    }
    const flashAtMs = stretch!.atMs + whiteFromMs(file);
    expect(Math.abs(flashAtMs - camera.flashedAtMs()!)).toBeLessThan(500);
    expect(replay.pins).toHaveLength(1);
    expect(replay.pins[0]!.fromMs).toBe(pinnedAtMs);
    expect(replay.pins[0]!.toMs).toBe(replay.endedAtMs);

    const [name] = playlist.split('\n').filter((line) => line.endsWith('.ts'));
    const part = await fetch(`${base}/${name}`, { headers: { Range: 'bytes=0-187' } });
    expect(part.status).toBe(206);
    expect((await part.arrayBuffer()).byteLength).toBe(188);
    expect((await fetch(`${base}/..%2Findex.jsonl`)).status).toBe(404);
  } finally {
    await house.close();
  }
});

test('[S7] a recording goes on when the media worker died, and loses less than ten seconds', async () => {
  const media = directMedia();
  const house = await MediaHouse.open(media, { packager: packager() });
  try {
    await house.acts('stream:record', { isOn: true });
    await house.goesLive();
    const desk = await house.console();
    const first = await startCamera(desk, media);
    await vi.waitFor(async () => expect(await keptMs(house)).toBeGreaterThan(3_000), LONG);
    const died = Date.now();
    process.kill([...media.workers][0]!.pid, 'SIGKILL');
    await vi.waitFor(() => expect(desk.told.rejoins).toBeGreaterThan(0), LONG);
    first.stop();
    const second = await startCamera(desk, media);
    const back = Date.now();
    await vi.waitFor(async () => {
      const pieces = await openRecordings(house.folder, 'look').pieces(house.streamId);
      expect(new Set(pieces.map(({ run }) => run)).size).toBe(2);
    }, LONG);
    await house.acts('stream:end', {});
    second.stop();
    const { stretches } = await replayOf(house);
    const [before, after] = [stretches[0]!, stretches.at(-1)!];
    expect(died - (before.atMs + before.durationMs)).toBeLessThan(10_000);
    expect(after.atMs - back).toBeLessThan(10_000);
  } finally {
    await house.close();
  }
});

describe('[S7] what is kept on disk', () => {
  const piece = { name: '1700000000000-000000.ts', atMs: 1_700_000_000_000, durationMs: 2_000, run: 1 };

  test('a line of the index that a crash cut off costs that piece alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fairday-recordings-'));
    try {
      const file = join(folder, 'a.ts');
      writeFileSync(file, 'piece');
      await openRecordings(folder, 'a').keep('stream-id', file, piece);
      const index = join(folder, 'recordings', 'stream-id', 'index.jsonl');
      appendFileSync(index, '{"name":"1700000000000-0000');
      const later = { ...piece, name: '1700000000000-000002.ts', atMs: piece.atMs + 4_000 };
      const next = openRecordings(folder, 'a');
      await next.keep('stream-id', file, later);
      const kept = await next.pieces('stream-id');
      expect(kept.map(({ name }) => name)).toEqual([piece.name, later.name]);
      expect(readFileSync(next.fileOf('stream-id', piece.name)!, 'utf8')).toBe('piece');
      expect(next.fileOf('stream-id', '../../secret')).toBeNull();
      expect(next.fileOf('..', piece.name)).toBeNull();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('[S7] ffmpeg does not outlive the server that started it, however that ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-leash-'));
  const program = join(folder, 'server.ts');
  const module = new URL('../../server/adapters/ffmpeg/open.ts', import.meta.url).href;
  const track = `{kind:'audio',payloadType:111,codec:'opus',clockRate:48000,channels:2,settings:''}`;
  writeFileSync(
    program,
    `import { openFfmpeg } from ${JSON.stringify(module)};
     const packager = openFfmpeg({ maxRunning: 1, onNote() {} });
     const job = { folder: ${JSON.stringify(folder)}, tracks: [${track}], onPiece() {}, onEnd() {} };
     packager.start(job).ready().then(([port]) => console.log(port.port));`,
  );
  const server = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await new Promise<string>((resolve) =>
      server.stdout.once('data', (text) => resolve(String(text).trim())),
    );
    const listens = () =>
      readFileSync('/proc/net/udp', 'utf8').includes(
        `:${Number(port).toString(16).toUpperCase().padStart(4, '0')} `,
      );
    expect(listens()).toBe(true);
    server.kill('SIGKILL');
    await vi.waitFor(() => expect(listens()).toBe(false), LONG);
  } finally {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});
