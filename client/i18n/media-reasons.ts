import type { HlsReason, VideoReason } from '../../shared/values/media-reason.ts';
import { catalogue } from './language.ts';

/** Why there is no live video, or neither HLS nor recordings, as whole sentences. */
export const mediaReasonMessages = catalogue({
  en: {
    video: {
      switched_off: 'Live video is switched off on this server.',
      not_installed: 'The media program is not installed on this server.',
      not_built:
        'The media program of this server is not here yet. It comes by itself when it can be downloaded; npm run media:worker builds it.',
      not_starting:
        'The media program of this server does not start. It is tried again by itself; the log says why.',
    } satisfies Record<VideoReason, string>,
    hls: {
      switched_off: 'HLS and recordings are switched off on this server.',
      not_installed: 'ffmpeg is not installed on this server.',
    } satisfies Record<HlsReason, string>,
  },
  'zh-CN': {
    video: {
      switched_off: '这台服务器关闭了视频直播。',
      not_installed: '这台服务器没有装媒体程序。',
      not_built: '这台服务器还没有媒体程序。能下载时会自动装好，也可以运行 npm run media:worker 来编译。',
      not_starting: '这台服务器的媒体程序启动不了，会自动重试，原因见日志。',
    },
    hls: {
      switched_off: '这台服务器关闭了 HLS 和录像。',
      not_installed: '这台服务器没有装 ffmpeg。',
    },
  },
});
