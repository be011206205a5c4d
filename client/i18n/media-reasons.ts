import type { HlsReason, VideoReason } from '../../shared/values/media-reason.ts';
import { catalogue } from './language.ts';

/** Why there is no live video, or neither HLS nor recordings, as whole sentences. */
export const mediaReasonMessages = catalogue({
  en: {
    video: {
      switched_off: 'Live video is turned off on this server.',
      not_installed: 'Live video is not installed on this server.',
      not_built:
        'Live video is not on this server yet. It installs automatically once it can be downloaded; npm run media:worker builds it.',
      not_starting: 'Live video doesn’t start on this server. It is retried automatically; the log says why.',
    } satisfies Record<VideoReason, string>,
    hls: {
      switched_off: 'HLS and recordings are turned off on this server.',
      not_installed: 'ffmpeg is not installed on this server.',
    } satisfies Record<HlsReason, string>,
  },
  'zh-CN': {
    video: {
      switched_off: '这台服务器关闭了视频直播。',
      not_installed: '这台服务器没有安装直播视频组件。',
      not_built: '这台服务器还没有直播视频组件。能下载时会自动安装，也可以运行 npm run media:worker 编译。',
      not_starting: '这台服务器的直播视频组件启动失败，会自动重试，原因见日志。',
    },
    hls: {
      switched_off: '这台服务器关闭了 HLS 和录像。',
      not_installed: '这台服务器没有安装 ffmpeg。',
    },
  },
});
