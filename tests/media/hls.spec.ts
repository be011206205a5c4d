import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openFfmpeg } from '../../server/adapters/ffmpeg/open.ts';
import type { Packager } from '../../server/ports/packager.ts';
import { type Camera, startCamera } from './camera.ts';
import { type DirectMedia, directMedia } from './direct-media.ts';
import { MediaHouse } from './media-house.ts';

// Real programs encode here, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 });

let media: DirectMedia;
let packager: Packager;
let house: MediaHouse;
let camera: Camera | null = null;

beforeEach(async () => {
  media = directMedia();
  packager = openFfmpeg({ maxRunning: 2, onNote: () => {} });
  house = await MediaHouse.open(media, { packager, settings: { STILL_SECONDS: '1' } });
});
afterEach(async () => {
  camera?.stop();
  camera = null;
  await house.close();
});

const hls = (path = 'live.m3u8') => fetch(`${house.url}/api/v1/streams/${house.slug}/hls/${path}`);
const pieces = (playlist: string) => playlist.split('\n').filter((line) => line.endsWith('.ts'));

/** What ffprobe finds in a piece: its codecs by kind. */
function codecsIn(bytes: Buffer): string[] {
  const file = join(house.folder, 'piece.ts');
  writeFileSync(file, bytes);
  const asked = ['-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0', file];
  const found = execFileSync('ffprobe', asked, { encoding: 'utf8' });
  return [...new Set(found.split(/\s+/).filter((name) => name !== ''))].sort();
}

describe('[S7] HLS', () => {
  test.each(['VP8', 'H264'] as const)(
    'of a host who sends %s begins with the first who asks',
    async (codec) => {
      const desk = await house.console();
      camera = await startCamera(desk, media, codec);
      expect((await hls()).status).toBe(404);
      await house.goesLive();
      expect(packager.load().running).toBe(0);
      const answer = await hls();
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain('application/vnd.apple.mpegurl');
      expect(answer.headers.get('cache-control')).toBe('public, max-age=1');
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      const playlist = await answer.text();
      expect(playlist).toContain('#EXT-X-TARGETDURATION:');
      const piece = await hls(pieces(playlist)[0]);
      expect(piece.headers.get('content-type')).toBe('video/mp2t');
      expect(piece.headers.get('cache-control')).toContain('immutable');
      expect(codecsIn(Buffer.from(await piece.arrayBuffer()))).toEqual(['aac', 'h264']);
      const date = /PROGRAM-DATE-TIME:(.*)/.exec(playlist)![1]!;
      expect(Math.abs(Date.now() - Date.parse(date))).toBeLessThan(60_000);
    },
  );

  test('goes on when the picture is another one, and says that there is a seam', async () => {
    const desk = await house.console();
    await house.goesLive();
    camera = await startCamera(desk, media);
    expect((await hls()).status).toBe(200);
    camera.stop();
    camera = await startCamera(desk, media);
    await vi.waitFor(async () => expect(await (await hls()).text()).toContain('#EXT-X-DISCONTINUITY\n'), {
      timeout: 60_000,
      interval: 500,
    });
  });

  test('comes back when ffmpeg was killed', async () => {
    const desk = await house.console();
    await house.goesLive();
    camera = await startCamera(desk, media);
    const before = pieces(await (await hls()).text());
    const [pid] = ffmpegsBelow(process.pid);
    process.kill(pid!, 'SIGKILL');
    await vi.waitFor(
      async () => {
        const after = pieces(await (await hls()).text());
        expect(after.at(-1)!.slice(0, 13)).not.toBe(before[0]!.slice(0, 13));
      },
      { timeout: 60_000, interval: 500 },
    );
    expect(packager.load().failed).toBeGreaterThan(0);
  });

  test('ends with the stream, and leaves neither a program nor a file behind', async () => {
    const desk = await house.console();
    await house.goesLive();
    camera = await startCamera(desk, media);
    expect((await hls()).status).toBe(200);
    await house.acts('stream:end', {});
    await vi.waitFor(() => expect(packager.load().running).toBe(0), { timeout: 30_000 });
    expect((await hls()).status).toBe(404);
    await vi.waitFor(() => expect(readdirSync(join(house.folder, 'live', 'main'))).toEqual([]), {
      timeout: 10_000,
    });
  });

  test('viewers are told where it is while something is on the air', async () => {
    const desk = await house.console();
    const viewer = await house.viewer();
    camera = await startCamera(desk, media);
    await house.goesLive();
    const url = `/api/v1/streams/${house.slug}/hls/live.m3u8`;
    // A second is too little where encoders run beside.
    const within = { timeout: 10_000 };
    await vi.waitFor(
      () => expect(viewer.told.media.at(-1)).toMatchObject({ playback: { url, isExternal: false } }),
      within,
    );
    await desk.get('media:stop', {});
    await vi.waitFor(() => expect(viewer.told.media.at(-1)).toMatchObject({ playback: null }), within);
  });
});

/** The ffmpeg programs that write pieces, as children of children of a process. */
function ffmpegsBelow(pid: number): number[] {
  const listed = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const all = listed.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), args: match[3]! }] : [];
  });
  const shells = all.filter(({ parent }) => parent === pid).map((shell) => shell.pid);
  return all
    .filter(({ parent, args }) => shells.includes(parent) && args.includes('feed.sdp'))
    .map((program) => program.pid);
}

describe('a still of what is on the air', () => {
  const still = () => fetch(`${house.url}/api/v1/streams/${house.slug}/still`);

  test.each(['VP8', 'H264'] as const)('is taken of a host who sends %s once somebody asks', async (codec) => {
    const desk = await house.console();
    camera = await startCamera(desk, media, codec);
    // The camera is tried in the console alone until the stream is live.
    expect((await still()).status).toBe(404);
    await house.goesLive();
    const answer = await vi.waitFor(
      async () => {
        const asked = await still();
        expect(asked.status).toBe(200);
        return asked;
      },
      { timeout: 60_000, interval: 500 },
    );
    expect(answer.headers.get('content-type')).toBe('image/webp');
    const picture = sharp(Buffer.from(await answer.arrayBuffer()));
    expect(await picture.metadata()).toMatchObject({ format: 'webp', width: 320, height: 240 });
    // The picture is all black or all white: whatever is torn or grey was not read well.
    const { channels } = await picture.stats();
    for (const { min, max } of channels) expect(max - min).toBeLessThan(24);
  });

  test('is none while the camera is off', async () => {
    const desk = await house.console();
    camera = await startCamera(desk, media);
    await house.goesLive();
    await desk.get('media:mute', { sourceId: camera.cameraId, isMuted: true });
    expect((await still()).status).toBe(404);
  });
});
