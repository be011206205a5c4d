import type { Channel } from '../../shared/values/channel.ts';
import { catalogue } from './language.ts';

/** The channels by name, their links, and what each sold. */
export const channelMessages = catalogue({
  en: {
    channels: {
      direct: 'Direct',
      jd: 'JD',
      taobao: 'Taobao',
      yunshow: 'Yunshow',
      wechat: 'WeChat',
    } satisfies Record<Channel, string>,
    links: 'Links to this stream',
    linksNote:
      'Share each channel’s own link with its buyers. An order counts for the last channel link its buyer opened; a visit without one changes nothing.',
    copy: 'Copy',
    copied: 'Copied',
    code: (channel: string) => `QR code of the ${channel} link`,
    save: 'Save QR code',
    outside: 'Other websites and OBS',
    embed: 'Embedded viewer',
    overlay: 'Overlay for OBS',
    channel: 'Channel',
    gmv: 'GMV paid',
    share: 'Share',
    orders: 'Paid orders',
    viewers: 'Viewers',
    buyers: 'Buyers',
    cvr: 'Conversion rate',
    aov: 'Avg. order value',
    upt: 'Units per order',
    funnel: 'People: saw a product → added → ordered → paid → kept',
    defined:
      'Buyers and the steps count people; each opens their orders, which can be more. By the last link that named a channel. People who came through two channels count in both. Viewers whose page reports no channel, for example after opting out of stats, count as direct: a channel may have had more viewers than shown.',
  },
  'zh-CN': {
    channels: {
      direct: '直接访问',
      jd: '京东',
      taobao: '淘宝',
      yunshow: '云秀',
      wechat: '微信',
    } satisfies Record<Channel, string>,
    links: '本场直播的链接',
    linksNote: '每个渠道请用自己的链接。订单记的是买家最后点过的渠道链接，之后不带渠道的访问不会改变它。',
    copy: '复制',
    copied: '已复制',
    code: (channel: string) => `${channel}链接的二维码`,
    save: '保存二维码',
    outside: '站外嵌入与 OBS',
    embed: '嵌入其他网页',
    overlay: 'OBS 画面叠加',
    channel: '渠道',
    gmv: '付款 GMV',
    share: '占比',
    orders: '付款订单',
    viewers: '观看人数',
    buyers: '付款买家',
    cvr: '成交率',
    aov: '笔单价',
    upt: '连带率',
    funnel: '人数：商品曝光 → 加购 → 下单 → 付款 → 未退款',
    defined:
      '付款买家和各步按人数计，点开是他们的订单，订单数可能更多。按最后点过的渠道链接计。经两个渠道来的人，两边都算一次。页面没有报渠道的观众（例如不同意统计的）算作直接访问，所以某个渠道的实际观看人数可能比这里多。',
  },
});
