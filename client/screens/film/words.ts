import { catalogue } from '../../i18n/language.ts';

/** What stands on a viewer's page of the past. */
export const filmWords = catalogue({
  en: {
    page: 'The viewer’s page as it was',
    statusThen: {
      SCHEDULED: 'not live yet',
      REHEARSAL: 'rehearsal then',
      LIVE: 'live then',
      INTERRUPTED: 'on a break then',
      ENDED: 'ended by then',
      CLOSED: 'closed by then',
      CANCELLED: 'cancelled by then',
    },
  },
  'zh-CN': {
    page: '观众当时看到的页面',
    statusThen: {
      SCHEDULED: '当时未开播',
      REHEARSAL: '当时彩排中',
      LIVE: '当时直播中',
      INTERRUPTED: '当时暂停中',
      ENDED: '当时已下播',
      CLOSED: '当时已结束',
      CANCELLED: '当时已取消',
    },
  },
});
