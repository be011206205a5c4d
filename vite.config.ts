import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { browserAlone } from './server/tools/build/browser-alone.ts';
import { typefaceEarly } from './server/tools/build/typeface-early.ts';
import { wordsApart } from './server/tools/build/words-apart.ts';
import { LongestFirst } from './tests/run/longest-first.ts';
import { ALONE, type Suite, suites } from './tests/run/suites.ts';

/** One page, each screen its own chunk; the suites are vitest projects, from the quick ones to the browser. */
export default defineConfig({
  root: 'client',
  plugins: [
    react(),
    wordsApart(join(import.meta.dirname, 'client')),
    textAlone(),
    browserAlone(),
    typefaceEarly(),
    packedOnce(),
  ],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // Browsers that know no preloading of modules load them a little later; the others need no script for it.
    modulePreload: { polyfill: false },
    // Making a schema does nothing else, so the schemas that a screen does not use stay off its first load.
    rolldownOptions: {
      treeshake: { manualPureFunctions: ['z'] },
      // Small parts that a buyer's first load needs in any case come as one file: each by itself costs more than it holds.
      output: {
        // A first load names some two hundred files, and nothing packs a hash: seven letters tell builds apart.
        entryFileNames: 'assets/[name]-[hash:7].js',
        chunkFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:7][extname]',
        codeSplitting: {
          groups: [
            {
              name: 'parts',
              test: /^(?!.*\?words=).*(?:client[\\/](ui[\\/](Bones|Button|Countdown|followed-media|Picture|Pill|Price|Sheet|StallDrawing|StockLabel|load-chunk|part|span-words|time-words|use-chunk|wording)|stores[\\/]added-at|screens[\\/](DemoChip|SettingsButtons|buyer[\\/]viewer[\\/]exposure[\\/]measure))\.|shared[\\/]values[\\/](canonical-json|channel|exchange|money|names|time)\.|shared[\\/]live-view[\\/]price\.|zustand)/,
            },
            {
              // What every plain page has: the list of files in a first load names one of these, not ten.
              name: 'page-parts',
              test: /^(?!.*\?words=).*client[\\/](?:screens[\\/](PageHead|buyer[\\/](BuyerLinks|buyer-links-words|use-carts-at|ShopFoot))|ui[\\/](Empty|first-view)|stores[\\/](shop-store|remote-value|newest-answer|streams-store|idempotent-sender)|i18n[\\/]shop-about)\./,
            },
            {
              // Read by other pages, and written by a stream's own with the first touch.
              name: 'cart-parts',
              test: /^(?!.*\?words=).*client[\\/]stores[\\/](carts-at|cart-goods)\./,
            },
            {
              name: 'viewer-parts',
              test: /^(?!.*\?words=).*(?:client[\\/]screens[\\/]buyer[\\/]viewer[\\/](AboutGood|FirstView|open-product|AddOneButton|AllowancePlace|FaultPlace|FlashRing|GoodsSum|ItemPrice|Limits|OnItsWay|Poster|SpokenCart|StageMessage|StockCounter|cart-place|panels|use-(add|allowance|can-add|orderable)|viewer-stores|words)\.|shared[\\/]live-view[\\/]may-add\.)/,
            },
            // What every picture that moves needs, watched or sent.
            {
              name: 'media-parts',
              test: /^(?!.*\?words=).*client[\\/](?:connection[\\/]media-ask|ui[\\/]MediaIcon|.*saves-data)\./,
            },
            {
              // What cart and checkout read of vouchers and of carts: small files that come at one time.
              name: 'checkout-parts',
              test: /^(?!.*\?words=).*(?:client[\\/](?:screens[\\/]buyer[\\/]viewer[\\/](use-(cards|my-vouchers|voucher-(end|names)))|stores[\\/](checkout-draft|kept-carts)|ui[\\/]voucher-words)|shared[\\/]values[\\/]voucher-code)\./,
            },
            {
              // The button that shares, with what it says: a first load has it as one file.
              name: 'share-parts',
              test: /^(?!.*\?words=).*client[\\/](screens[\\/]buyer[\\/]viewer[\\/](ShareStream|use-share)|ui[\\/](Copied|is-cancelled))\./,
            },
            // What every page of a buyer's reads of the shop comes as one file: the names of four cost the first load more.
            {
              name: 'shop-says',
              test: /^(?!.*\?words=).*client[\\/](screens[\\/]buyer[\\/]ShopFoot|stores[\\/](shop-store|kept-answers|producer-profiles-store)|i18n[\\/]shop-(about|ships)|ui[\\/]ShipDates)\./,
            },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/socket.io': { target: 'http://127.0.0.1:3000', ws: true },
      '/api': 'http://127.0.0.1:3000',
      '/pay': 'http://127.0.0.1:3000',
      '/pictures': 'http://127.0.0.1:3000',
    },
  },
  test: {
    // The suites share one server and its transformed files, so none has a root of its own.
    root: import.meta.dirname,
    fsModuleCache: true,
    sequence: { sequencer: LongestFirst },
    // Where a test has to be quick it measures that itself; a loaded machine alone fails nothing.
    testTimeout: 30_000,
    // No server that a test starts asks anybody outside.
    env: { MEDIA_WORKER_NO_DOWNLOAD: '1' },
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      suite('rules', { isolate: false }),
      suite('interleavings', { testTimeout: 300_000 }),
      suite('dom', { environment: 'jsdom', setupFiles: ['tests/client/setup.ts'] }),
      suite('stores', { isolate: false }),
      suite('audit', { isolate: false, testTimeout: 60_000, hookTimeout: 60_000 }),
      suite('gateway', { isolate: false, testTimeout: 60_000 }),
      suite('probe', { testTimeout: 120_000, hookTimeout: 120_000 }),
      suite('media', { testTimeout: 60_000, hookTimeout: 60_000 }),
      suite('crash', { testTimeout: 300_000, hookTimeout: 120_000 }),
      suite('chaos', { testTimeout: 300_000, hookTimeout: 180_000 }),
      suite('simulation', { testTimeout: 120_000 }),
      suite('pages', { testTimeout: 180_000, hookTimeout: 120_000 }),
      suite('alone', { testTimeout: 60_000 }),
      suite('video', { testTimeout: 180_000, hookTimeout: 120_000, fileParallelism: false }),
    ],
  },
});

/**
 * The pages speak text over websockets alone, so the other ways that Engine.IO knows and what Socket.IO does with binary
 * attachments stay off a phone's first load. An attachment that came all the same would end the connection as unreadable.
 */
function textAlone(): Plugin {
  const without: readonly (readonly [file: RegExp, text: string])[] = [
    [
      /engine\.io-client\/build\/esm\/transports\/(polling-xhr|webtransport)\.js$/,
      'export const XHR = undefined; export const WT = undefined;',
    ],
    [
      /socket\.io-parser\/build\/esm\/is-binary\.js$/,
      'export const hasBinary = () => false; export const isBinary = () => false;',
    ],
    // A page makes its managers itself.
    [
      /socket\.io-client\/build\/esm\/index\.js$/,
      'export { Manager } from "./manager.js"; export { NodeWebSocket } from "engine.io-client";',
    ],
    // What a page would send or read in pieces of bytes: only text comes over its websocket.
    [
      /engine\.io-parser\/build\/esm\/encodePacket\.browser\.js$/,
      'import { PACKET_TYPES } from "./commons.js"; export const encodePacket = ({ type, data }, supportsBinary, callback) => callback(PACKET_TYPES[type] + (data || "")); export const encodePacketToBinary = undefined;',
    ],
    [
      /engine\.io-parser\/build\/esm\/contrib\/base64-arraybuffer\.js$/,
      'export const decode = () => { throw new Error("No page reads binary messages."); };',
    ],
    // Its address is the page's own, so there is none to read.
    [/engine\.io-client\/build\/esm\/contrib\/parseuri\.js$/, 'export const parse = undefined;'],
    [
      /socket\.io-parser\/build\/esm\/binary\.js$/,
      'const no = () => { throw new Error("No page sends or reads binary attachments."); }; export { no as deconstructPacket, no as reconstructPacket };',
    ],
  ];
  return { name: 'text-alone', load: (id) => without.find(([file]) => file.test(id))?.[1] ?? null };
}

/** The server packs no file: the build leaves each as small as it goes beside itself, with the documents of the API. */
function packedOnce(): Plugin {
  return {
    name: 'packed-once',
    apply: 'build',
    // Imported when it is needed: every run of the tests reads this file, and none of them packs.
    async closeBundle() {
      const { packWeb } = await import('./server/tools/build/pack-web.ts');
      await packWeb(join(import.meta.dirname, 'dist', 'web'), import.meta.dirname);
    },
  };
}

function suite(name: Suite, more: Record<string, unknown> = {}) {
  const alone = [...ALONE];
  const include =
    name === 'alone' ? alone : suites[name].map((folder) => `tests/${folder}/**/*.spec.{ts,tsx}`);
  const exclude = name === 'alone' ? [] : alone;
  return { extends: true as const, test: { name, include, exclude, ...more } };
}
