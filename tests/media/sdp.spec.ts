import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorker, type types } from 'mediasoup';
import { beforeAll, describe, expect, test } from 'vitest';
import { mediaCodecs } from '../../server/adapters/mediasoup/codecs.ts';
import { writeAnswer, writeFragment } from '../../server/adapters/mediasoup/sdp/answer.ts';
import { readOffer } from '../../server/adapters/mediasoup/sdp/offer.ts';
import { capabilitiesOf, playFromOffer } from '../../server/adapters/mediasoup/sdp/play.ts';
import { takeFromOffer } from '../../server/adapters/mediasoup/sdp/publish.ts';
import { readSdp } from '../../server/adapters/mediasoup/sdp/read.ts';
import { MediaUnusable } from '../../server/ports/media.ts';
import type { LineEnd } from '../../shared/contract/media.ts';

/** Recorded from a browser and from GStreamer's WHIP client; OBS's is as libdatachannel writes it. */
const recorded = (name: string) =>
  readFileSync(join(import.meta.dirname, 'offers', `${name}.sdp`), 'utf8').replaceAll('\n', '\r\n');

const line: LineEnd = {
  id: '0190a000-0000-7000-8000-000000000001',
  iceParameters: { usernameFragment: 'ourfrag', password: 'ourpassword', iceLite: true },
  iceCandidates: [
    {
      ...{ foundation: 'udpcandidate', priority: 1_076_302_079, ip: '192.0.2.7', address: '192.0.2.7' },
      ...{ protocol: 'udp', port: 44_444, type: 'host' },
    },
    {
      ...{ foundation: 'tcpcandidate', priority: 1_076_276_479, ip: '192.0.2.7', address: '192.0.2.7' },
      ...{ protocol: 'tcp', port: 44_444, type: 'host', tcpType: 'passive' },
    },
  ],
  dtlsParameters: {
    role: 'auto',
    fingerprints: [
      { algorithm: 'sha-1', value: 'AA:BB' },
      { algorithm: 'sha-256', value: 'CC:DD' },
    ],
  },
};

let router: types.RtpCapabilities;
beforeAll(async () => {
  const worker = await createWorker({ logLevel: 'none' });
  router = (await worker.createRouter({ mediaCodecs })).rtpCapabilities as types.RtpCapabilities;
  worker.close();
});

function answerTo(name: string) {
  const offer = readOffer(recorded(name));
  const taken = takeFromOffer(offer, router);
  const answered = taken.map(({ media, rtp }) => ({ mid: media.mid, direction: 'recvonly' as const, rtp }));
  return { offer, taken, answer: writeAnswer(offer, line, answered) };
}

/** The lines of the n-th section of an SDP. */
function section(sdp: string, n: number): string[] {
  return sdp
    .split(/\r\n(?=m=)/)
    [n + 1]!.trim()
    .split('\r\n');
}

describe('what a program publishes', () => {
  test('OBS: Opus and H264 of one bundle, told apart by SSRC', () => {
    const { offer, taken, answer } = answerTo('obs');
    expect(offer.ice).toEqual({ usernameFragment: 'eSYT', password: 'sOWc1Lz4BuAn7N7DpC2FPE' });
    expect(offer.dtls).toMatchObject({ role: 'client', fingerprints: [{ algorithm: 'sha-256' }] });
    const [audio, video] = taken.map(({ rtp }) => rtp);
    expect(audio).toMatchObject({
      mid: '0',
      codecs: [{ mimeType: 'audio/opus', payloadType: 111, channels: 2, parameters: { stereo: 1 } }],
      encodings: [{ ssrc: 3_415_690_001 }],
      rtcp: { cname: 'mLkfBVu3uHzq8yTs' },
    });
    expect(video!.codecs).toEqual([
      {
        ...{ mimeType: 'video/H264', payloadType: 96, clockRate: 90_000 },
        parameters: { 'profile-level-id': '42e01f', 'packetization-mode': 1, 'level-asymmetry-allowed': 1 },
        // It sends no clock that an estimate could be made from.
        rtcpFeedback: [
          { type: 'nack', parameter: '' },
          { type: 'nack', parameter: 'pli' },
        ],
      },
    ]);
    expect(answer).toContain('a=group:BUNDLE 0 1\r\n');
    expect(answer).toContain('a=ice-lite\r\n');
    expect(section(answer, 1)).toEqual([
      'm=video 9 UDP/TLS/RTP/SAVPF 96',
      'c=IN IP4 0.0.0.0',
      'a=mid:1',
      'a=recvonly',
      'a=ice-ufrag:ourfrag',
      'a=ice-pwd:ourpassword',
      'a=setup:passive',
      'a=rtcp-mux',
      'a=rtcp-rsize',
      'a=candidate:udpcandidate 1 udp 1076302079 192.0.2.7 44444 typ host',
      'a=candidate:tcpcandidate 1 tcp 1076276479 192.0.2.7 44444 typ host tcptype passive',
      'a=end-of-candidates',
      'a=rtpmap:96 H264/90000',
      'a=fmtp:96 profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1',
      'a=rtcp-fb:96 nack',
      'a=rtcp-fb:96 nack pli',
    ]);
  });

  test('GStreamer: video first, its audio only in the bundle, codecs in capitals', () => {
    const { taken, answer } = answerTo('gstreamer');
    expect(taken.map(({ kind, media }) => [kind, media.mid])).toEqual([
      ['video', 'video0'],
      ['audio', 'audio1'],
    ]);
    expect(section(answer, 1)[0]).toBe('m=audio 9 UDP/TLS/RTP/SAVPF 100');
    expect(section(answer, 1)).toContain('a=rtpmap:100 OPUS/48000/2');
    expect(section(answer, 0)).toContain('a=rtcp-fb:96 nack pli');
  });

  test('Chromium: the codec it likes best that we know, with its repair stream and its extensions', () => {
    const { taken, answer } = answerTo('chromium-plain');
    const video = taken.find(({ kind }) => kind === 'video')!.rtp;
    expect(video.codecs.map(({ mimeType, payloadType }) => [mimeType, payloadType])).toEqual([
      ['video/VP8', 96],
      ['video/rtx', 97],
    ]);
    expect(video.encodings).toEqual([{ ssrc: expect.any(Number), rtx: { ssrc: expect.any(Number) } }]);
    // Who estimates the line by transport-cc is not asked for REMB as well.
    const feedback = video.codecs[0]!.rtcpFeedback!.map(({ type }) => type);
    expect(feedback).toContain('transport-cc');
    expect(feedback).not.toContain('goog-remb');
    const offered = new Map(
      readOffer(recorded('chromium-plain')).media[1]!.headerExtensions.map((e) => [e.uri, e.id]),
    );
    for (const { uri, id } of video.headerExtensions!) expect(offered.get(uri as string)).toBe(id);
    expect(section(answer, 1)).toContain('a=fmtp:97 apt=96');
  });

  test('Chromium in three layers: they are named by their ids, the lowest first', () => {
    const { taken, answer } = answerTo('chromium-simulcast');
    const video = taken.find(({ kind }) => kind === 'video')!.rtp;
    // Without a word about layers in time an SFU sends the slowest of them on: a quarter of the pictures.
    const inTime = { scalabilityMode: 'L1T3' };
    expect(video.encodings).toEqual([
      { rid: 'q', ...inTime },
      { rid: 'h', ...inTime },
      { rid: 'f', ...inTime },
    ]);
    expect(section(answer, 1).slice(-4)).toEqual([
      'a=rid:q recv',
      'a=rid:h recv',
      'a=rid:f recv',
      'a=simulcast:recv q;h;f',
    ]);
  });

  test('a codec that nobody here knows is passed over together with its repair stream; of H264 in several sizes no layers in time are promised', () => {
    const offer = readOffer(recorded('chromium-simulcast').replaceAll('VP8/90000', 'VP7/90000'));
    const video = takeFromOffer(offer, router).find(({ kind }) => kind === 'video')!.rtp;
    expect(video.codecs[0]!.mimeType).toBe('video/H264');
    expect(video.encodings).toEqual([{ rid: 'q' }, { rid: 'h' }, { rid: 'f' }]);
  });

  test('mediasoup takes every one of them', async () => {
    const worker = await createWorker({ logLevel: 'none' });
    try {
      const real = await worker.createRouter({ mediaCodecs });
      for (const name of ['obs', 'gstreamer', 'chromium-plain', 'chromium-simulcast']) {
        const transport = await real.createWebRtcTransport({
          listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
        });
        const { offer, taken } = answerTo(name);
        await transport.connect({ dtlsParameters: offer.dtls as types.DtlsParameters });
        for (const { kind, rtp } of taken) {
          await transport.produce({ kind, rtpParameters: rtp as types.RtpParameters });
        }
      }
    } finally {
      worker.close();
    }
  });

  test('what is not taken is refused in its place, and the rest is taken', () => {
    const odd = recorded('obs').replace('H264/90000', 'H265/90000');
    const offer = readOffer(odd);
    const taken = takeFromOffer(offer, router);
    expect(taken.map(({ kind }) => kind)).toEqual(['audio']);
    const answered = taken.map(({ media, rtp }) => ({ mid: media.mid, direction: 'recvonly' as const, rtp }));
    const answer = writeAnswer(offer, line, answered);
    expect(answer).toContain('a=group:BUNDLE 0\r\n');
    expect(section(answer, 1)).toEqual([
      'm=video 0 UDP/TLS/RTP/SAVPF 96',
      'c=IN IP4 0.0.0.0',
      'a=inactive',
      'a=mid:1',
    ]);
  });

  test('H264 is told apart by profile and packetization, not by level', () => {
    const video = (settings: string) => {
      const text = recorded('obs').replace(/a=fmtp:96 .*\r/, `a=fmtp:96 ${settings}\r`);
      return takeFromOffer(readOffer(text), router).some(({ kind }) => kind === 'video');
    };
    expect(video('profile-level-id=42e034;packetization-mode=1')).toBe(true);
    expect(video('profile-level-id=4d0032;packetization-mode=1')).toBe(true);
    expect(video('profile-level-id=640034;packetization-mode=1')).toBe(true);
    expect(video('profile-level-id=42e01f')).toBe(false);
    expect(video('profile-level-id=f4001f;packetization-mode=1')).toBe(false);
  });

  test('who is the DTLS server is answered by its counterpart', () => {
    const offer = readOffer(recorded('obs').replaceAll('a=setup:actpass', 'a=setup:passive'));
    expect(offer.dtls.role).toBe('server');
    const [audio] = takeFromOffer(offer, router);
    const answer = writeAnswer(offer, line, [{ mid: '0', direction: 'recvonly', rtp: audio!.rtp }]);
    expect(section(answer, 0)).toContain('a=setup:active');
  });

  test.each([
    ['nothing', ''],
    ['no SDP', 'hello'],
    ['a broken line', 'v=0\r\nxyz'],
    ['no media', 'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0'],
    ['too much', `v=0\r\n${'a=x\r\n'.repeat(3_000)}`],
    ['too long', `v=0\r\na=${'x'.repeat(70_000)}`],
    ['no fingerprint', recorded('obs').replace(/a=fingerprint.*\r\n/, '')],
    ['no ICE', recorded('obs').replaceAll(/a=ice-(?:ufrag|pwd).*\r\n/g, '')],
    ['nothing that is sent', recorded('obs').replaceAll('a=sendonly', 'a=recvonly')],
    ['two sections that share no transport', recorded('obs').replace('a=group:BUNDLE 0 1\r\n', '')],
    ['another protocol', recorded('obs').replaceAll('UDP/TLS/RTP/SAVPF', 'RTP/AVP')],
  ])('%s cannot be used, and nothing else happens', (_, text) => {
    expect(() => takeFromOffer(readOffer(text), router)).toThrow(MediaUnusable);
  });

  test('whatever a stranger writes is understood or refused, never a fault', () => {
    const texts = ['obs', 'gstreamer', 'chromium-plain', 'chromium-simulcast'].map(recorded);
    let seed = 7;
    const chance = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let n = 0; n < 2_000; n += 1) {
      const lines = texts[n % texts.length]!.split('\r\n');
      for (let change = 0; change < 4; change += 1) {
        const at = chance(lines.length);
        const other = lines[chance(lines.length)]!;
        const cut = chance(lines[at]!.length + 1);
        lines[at] = [other, lines[at]!.slice(0, cut), lines[at]!.replace(/\d+/, '99999999999'), ''][
          chance(4)
        ]!;
      }
      try {
        const offer = readOffer(lines.join('\r\n'));
        takeFromOffer(offer, router);
      } catch (error) {
        expect(error).toBeInstanceOf(MediaUnusable);
      }
    }
  });
});

describe('what a program plays', () => {
  const sent = new Map([
    ['audio', mediaCodecs[0]!],
    ['video', mediaCodecs[2]!],
  ] as const);

  test('a source is sent under the number that the player gave its codec', () => {
    const offer = readOffer(recorded('chromium-player'));
    const played = playFromOffer(offer, sent);
    expect(played.map(({ codec }) => codec.mimeType)).toEqual(['audio/opus', 'video/H264']);
    const numbers = played.map(({ codec }) => codec.payloadType);
    expect(played.map(({ routerCodec }) => routerCodec.preferredPayloadType)).toEqual(numbers);
    const { codecs, headerExtensions } = capabilitiesOf(played, router);
    expect(codecs!.map(({ preferredPayloadType }) => preferredPayloadType)).toEqual(numbers);
    for (const { uri, preferredId, kind } of headerExtensions!) {
      const media = offer.media.find((offered) => offered.kind === kind)!;
      expect(media.headerExtensions).toContainEqual({ id: preferredId, uri });
    }
  });

  test('a player that knows no such codec gets what is left, or nothing', () => {
    const text = recorded('chromium-player');
    const deaf = text.replaceAll('H264/90000', 'H265/90000');
    expect(playFromOffer(readOffer(deaf), sent).map(({ kind }) => kind)).toEqual(['audio']);
    expect(() => playFromOffer(readOffer(text), new Map())).toThrow(MediaUnusable);
    expect(() => playFromOffer(readOffer(recorded('obs')), sent)).toThrow(MediaUnusable);
  });
});

test('a restart is answered with a fragment of fresh credentials', () => {
  const fragment = writeFragment(readOffer(recorded('gstreamer')), line);
  expect(fragment).toContain('a=ice-ufrag:ourfrag\r\na=ice-pwd:ourpassword\r\n');
  expect(fragment).toContain('a=mid:video0\r\n');
  expect(readSdp(`v=0\r\n${fragment}`).sections).toHaveLength(1);
});
