import { createSocket } from 'node:dgram';
import { observer, type types } from 'mediasoup';
import { openMediasoup } from '../../server/adapters/mediasoup/open.ts';
import type { MediasoupOptions } from '../../server/adapters/mediasoup/options.ts';
import { MediasoupPublished } from '../../server/adapters/mediasoup/transport.ts';
import type { Media, SfuRoom, Transport } from '../../server/ports/media.ts';

/**
 * Live video with real workers and routers, whose lines to broadcast by take packets from the test instead of from a
 * browser: what is produced on them is produced on a transport that this process feeds.
 */
export interface DirectMedia extends Media {
  /** Every worker that runs. */
  workers: Set<types.Worker>;
  /** Every source that was produced, the newest last. */
  producers: types.Producer[];
  /** Every source that is sent on to a viewer over WebRTC, the newest last. */
  consumers: types.Consumer[];
  /** Every time that a source was sent into a pipe to another server, the newest last. */
  piped: types.Consumer[];
  routers: Map<string, types.Router>;
  /** The first router of every room that was opened here, the newest last. */
  stages: types.Router[];
}

export function directMedia(options: Partial<MediasoupOptions> = {}): DirectMedia {
  const workers = new Set<types.Worker>();
  const routers = new Map<string, types.Router>();
  const producers: types.Producer[] = [];
  const consumers: types.Consumer[] = [];
  const piped: types.Consumer[] = [];
  const stages: types.Router[] = [];
  // mediasoup tells of everything it makes; what other files of this process made is theirs alone.
  const onWorker = (worker: types.Worker) => {
    workers.add(worker);
    worker.observer.once('close', () => workers.delete(worker));
    worker.observer.on('newrouter', (router) => {
      routers.set(router.id, router);
      router.observer.once('close', () => routers.delete(router.id));
      router.observer.on('newtransport', (transport) => {
        if (transport.type === 'webrtc') {
          transport.observer.on('newconsumer', (consumer) => consumers.push(consumer));
        }
        // Between the workers of one server nothing is encrypted.
        if (transport.type === 'pipe' && (transport as types.PipeTransport).srtpParameters) {
          transport.observer.on('newconsumer', (consumer) => {
            if (producers.some(({ id }) => id === consumer.producerId)) piped.push(consumer);
          });
        }
      });
    });
  };
  observer.on('newworker', onWorker);
  const media = openMediasoup({
    listenIp: '127.0.0.1',
    announcedAddress: null,
    port: 0,
    maxWorkers: 2,
    onNote: () => {},
    ...options,
  });

  return {
    ...media,
    workers,
    producers,
    consumers,
    piped,
    routers,
    stages,
    async openSfuRoom(onLost) {
      const before = new Set(routers.keys());
      const sfuRoom = await media.openSfuRoom(onLost);
      const home = [...routers.values()].find(({ id }) => !before.has(id))!;
      stages.push(home);
      return withDirectTransports(sfuRoom, home, producers);
    },
    async close() {
      observer.off('newworker', onWorker);
      await media.close();
    },
  };
}

function withDirectTransports(sfuRoom: SfuRoom, home: types.Router, producers: types.Producer[]): SfuRoom {
  return {
    get capabilities() {
      return sfuRoom.capabilities;
    },
    answerPublisher: (...args) => sfuRoom.answerPublisher(...args),
    answerPlayer: (...args) => sfuRoom.answerPlayer(...args),
    openRtpFeed: (...args) => sfuRoom.openRtpFeed(...args),
    takeStill: (...args) => sfuRoom.takeStill(...args),
    openPipe: (...args) => sfuRoom.openPipe(...args),
    close: () => sfuRoom.close(),
    async openTransport(purpose, onLost): Promise<Transport> {
      const line = await sfuRoom.openTransport(purpose, onLost);
      if (purpose === 'watch') return line;
      const direct = await home.createDirectTransport();
      const { lineId, end } = line;
      return {
        ...{ lineId, end },
        connect: (dtls) => line.connect(dtls),
        restartIce: () => line.restartIce(),
        receive: (...args) => line.receive(...args),
        async publish(kind, rtp) {
          const producer = await direct.produce({ kind, rtpParameters: rtp as types.RtpParameters });
          producers.push(producer);
          return new MediasoupPublished(producer);
        },
        close() {
          direct.close();
          line.close();
        },
      };
    },
  };
}

/** Sends one packet of a stream each 20 ms, as a microphone does, until it is stopped. */
export function play(producer: types.Producer, ssrc: number): { stop(): void } {
  let sequence = 1;
  const timer = setInterval(() => {
    if (producer.closed) clearInterval(timer);
    else
      producer.send(
        rtpPacket({ ssrc, payloadType: producer.rtpParameters.codecs[0]!.payloadType, sequence }),
      );
    sequence += 1;
  }, 20);
  return { stop: () => clearInterval(timer) };
}

/** An RTP packet (RFC 3550) with sixty bytes of payload. */
export function rtpPacket(of: { ssrc: number; payloadType: number; sequence: number }): Buffer {
  const packet = Buffer.alloc(72, 0xaa);
  packet[0] = 0x80;
  packet[1] = of.payloadType;
  packet.writeUInt16BE(of.sequence & 0xffff, 2);
  packet.writeUInt32BE((of.sequence * 960) >>> 0, 4);
  packet.writeUInt32BE(of.ssrc, 8);
  return packet;
}

/** Receives what a router sends on of a source, over a plain transport and a UDP socket of this process. */
export async function plainSink(router: types.Router, producerId: string) {
  const socket = createSocket('udp4');
  let packets = 0;
  socket.on('message', () => {
    packets += 1;
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const transport = await router.createPlainTransport({ listenIp: '127.0.0.1', rtcpMux: true });
  await transport.connect({ ip: '127.0.0.1', port: socket.address().port });
  await transport.consume({ producerId, rtpCapabilities: router.rtpCapabilities as types.RtpCapabilities });
  return {
    get packets() {
      return packets;
    },
    close() {
      transport.close();
      socket.close();
    },
  };
}
