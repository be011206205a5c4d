import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMarket, type TestMarket } from '../e2e/market.ts';
import { aBrowser, aPage, desktop, openAs, openCamera, phone } from '../e2e/pages.ts';

let browser: Browser;
let market: TestMarket;
let host: Page;
let panel: Locator;
/** Where the program runs: a browser that speaks plain WebRTC over HTTP, and knows nothing of this market. */
let program: Page;

beforeAll(async () => {
  browser = await aBrowser([
    '--autoplay-policy=no-user-gesture-required',
    '--allow-loopback-in-peer-connection',
  ]);
  market = await aMarket([{ name: 'Red potatoes', producer: '老君山合作社', priceMinor: 2_990, units: 40 }]);
  await market.hostDoes('stream:go-live', {});
  host = await aPage(browser, desktop);
  await host.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: market.origin });
  await openAs(host, market, market.host.staffId, `/console/${market.slug}`);
  panel = await openCamera(host);
  program = await aPage(browser, desktop);
  await program.goto(`${market.origin}/healthz`);
});

afterAll(async () => {
  await browser?.close();
  await market?.close();
});

/** What a host does: presses Copy beside a field of the panel, and has its text. */
async function copied(name: string): Promise<string> {
  await host.bringToFront();
  const field = panel.locator('.field.copied').filter({ has: host.getByLabel(name, { exact: true }) });
  await field.getByRole('button').click();
  return host.evaluate(() => navigator.clipboard.readText());
}

/** Publishes a drawn picture and a tone as OBS does: one POST of an offer under the key. */
async function publish(address: string, key: string): Promise<{ status: number; text: string }> {
  await program.bringToFront();
  const script = `(${String(publisherPage)})(${JSON.stringify(address)}, ${JSON.stringify(key)})`;
  return program.evaluate<{ status: number; text: string }>(script);
}

/** Runs in the page of the program. */
async function publisherPage(address: string, key: string) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [320, 240];
  const pen = canvas.getContext('2d')!;
  setInterval(() => {
    pen.fillStyle = `hsl(${performance.now() % 360} 80% 50%)`;
    pen.fillRect(0, 0, 320, 240);
  }, 50);
  const sound = new AudioContext();
  const into = sound.createMediaStreamDestination();
  const tone = sound.createOscillator();
  tone.connect(into);
  tone.start();
  const line = new RTCPeerConnection();
  for (const track of [...canvas.captureStream(15).getTracks(), ...into.stream.getTracks()]) {
    line.addTransceiver(track, { direction: 'sendonly' });
  }
  await line.setLocalDescription();
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/sdp', Authorization: `Bearer ${key}` },
    body: line.localDescription!.sdp,
  });
  const text = await answer.text();
  if (answer.status === 201) {
    await line.setRemoteDescription({ type: 'answer', sdp: text });
    // Held, or it would be collected and fall silent.
    Object.assign(window, { line });
  }
  return { status: answer.status, text };
}

test('[A2] address and key, copied out of the panel, put a program on the air', async () => {
  await panel.getByText(/^Broadcast with OBS/).click();
  await panel.getByRole('button', { name: 'Create key' }).click();
  const address = await copied('URL');
  const key = await copied('Key');
  expect(key).toMatch(/^\S{20,}$/);

  const refused = await publish(address, 'x'.repeat(43));
  expect(refused.status).toBe(401);
  // Whoever mistyped a key has nothing to sign in to.
  expect(JSON.parse(refused.text).message).toMatch(/stream key/i);

  const answer = await publish(address, key);
  expect(answer).toMatchObject({ status: 201 });
  await panel.getByText(/^Live from /).waitFor();

  const viewer = await aPage(browser, phone);
  await viewer.goto(`${market.origin}/s/${market.slug}`);
  await expect
    .poll(() => viewer.evaluate(() => document.querySelector('video')?.videoWidth ?? 0), { timeout: 15_000 })
    .toBe(320);
});
