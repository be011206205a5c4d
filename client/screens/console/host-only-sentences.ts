import type { Language } from '../../i18n/language.ts';
import type { HostOnly, Reason, SentencesOf, Wording } from '../../ui/sentences.ts';

const en: SentencesOf<HostOnly> = {
  STALE_VERSION: () =>
    'Somebody else changed this a moment ago. It is up to date now: look, then do it again.',
  REHEARSAL: () => 'This is a rehearsal: nothing is really sold.',
  FLASH_INVALID: ({ reason, limit }, say) => {
    switch (reason) {
      case 'not_below_list':
        return limit === undefined
          ? 'A flash price must be below the list price.'
          : `A flash price must be below ${say.money(limit)}.`;
      case 'below_floor':
        return limit === undefined
          ? 'This is below the producer’s floor.'
          : `The producer’s floor is ${say.money(limit)}.`;
      case 'duration':
        return 'A flash runs from 10 seconds to 60 minutes.';
      case 'cap':
        return limit === undefined
          ? 'There are not so many pieces for this flash.'
          : `At most ${limit} pieces can go into this flash.`;
      case 'per_buyer_cap':
        return 'Between 1 and 99 pieces per person.';
      case 'prelaunch':
        return 'The countdown is off, or from 10 to 300 seconds.';
      case 'overlap':
        return 'This item already has a flash at that time.';
      case 'frozen':
        return 'A running flash keeps its price.';
      case 'only_up':
        return 'While it runs, the pieces can only be raised.';
      case 'only_earlier':
        return 'While it runs, the end can only be moved earlier.';
      case 'above_recent_low':
        return limit === undefined
          ? 'It was cheaper within the last 30 days.'
          : `It was ${say.money(limit)} within the last 30 days.`;
      case 'running':
        return 'A flash of this item is running; end it first.';
      case 'ended':
        return 'This flash is over.';
    }
  },
  VOUCHER_INVALID: ({ reason, limit }, say) => {
    switch (reason) {
      case 'scope':
        return 'Choose goods that are in this stream; shipping is for the whole basket.';
      case 'funder':
        return 'A producer pays for their own goods only; let the shop or the host pay.';
      case 'above_threshold':
        return limit === undefined
          ? 'It cannot take more off than the goods have to cost.'
          : `Goods from ${say.money(limit)} on cannot get more than that off.`;
      case 'duration':
        return 'It has to end after it starts, at most 31 days later.';
      case 'not_cheaper':
        return limit === undefined
          ? 'Together they have to cost less than singly.'
          : `Together they can cost ${say.money(limit)} at most.`;
      case 'too_low':
        return limit === undefined
          ? 'Every piece has to cost something.'
          : `Together they have to cost ${say.money(limit)} at least.`;
      case 'too_many':
        return `A stream makes up to ${limit ?? 0} vouchers.`;
      case 'code_taken':
        return 'Another voucher of this stream has this code, or one that is read like it. Choose another.';
      case 'claimed':
        return limit === undefined
          ? 'Somebody has claimed it already: what it takes off was promised and stays. End it and make another.'
          : `${limit} are claimed already, so it cannot be fewer.`;
      case 'started':
        return 'It has begun, so its start stays.';
      case 'ended':
        return 'This voucher is over. Make another.';
    }
  },
  STOCK_INVALID: ({ available }) => `Only ${available} are free; the rest is held, being paid, or sold.`,
  CONSENT_MISSING: ({ floorMinor }, say) =>
    floorMinor === undefined
      ? 'This is below the producer’s floor price: confirm that the producer agreed.'
      : `The producer’s floor is ${say.money(floorMinor)}. Below it, confirm that the producer agreed.`,
  PAGE_INVALID: ({ reason }) =>
    reason === 'started'
      ? 'This stream has started, so its time can’t change any more. Everything else can.'
      : 'That time has passed. Choose a later one.',
  PICTURE_QUOTA: ({ of, maxMb }) =>
    of === 'giver'
      ? `You have sent ${maxMb} MB of pictures, which is all there is room for. Save without one, or use one you sent before.`
      : `The market’s ${maxMb} MB for pictures are full. Save without one, and tell whoever runs the server.`,
  LAST_OPERATOR: () => 'This is the last operator: make somebody else one first.',
};

const zh: SentencesOf<HostOnly> = {
  STALE_VERSION: () => '刚刚有人改过这里，现在已是最新，请看一眼再操作。',
  REHEARSAL: () => '这是彩排，不会真的卖出。',
  FLASH_INVALID: ({ reason, limit }, say) => {
    switch (reason) {
      case 'not_below_list':
        return limit === undefined ? '秒杀价要低于原价。' : `秒杀价要低于 ${say.money(limit)}。`;
      case 'below_floor':
        return limit === undefined ? '低于商家的底价。' : `商家的底价是 ${say.money(limit)}。`;
      case 'duration':
        return '秒杀时长为 10 秒到 60 分钟。';
      case 'cap':
        return limit === undefined ? '没有这么多库存可以秒杀。' : `这次秒杀最多 ${limit} 件。`;
      case 'per_buyer_cap':
        return '每人限购 1 到 99 件。';
      case 'prelaunch':
        return '预告倒计时为 0，或 10 到 300 秒。';
      case 'overlap':
        return '这件商品在那段时间已有秒杀。';
      case 'frozen':
        return '进行中的秒杀不能改价。';
      case 'only_up':
        return '进行中只能增加件数。';
      case 'only_earlier':
        return '进行中只能提前结束。';
      case 'above_recent_low':
        return limit === undefined ? '近 30 天有过更低的价格。' : `近 30 天最低卖过 ${say.money(limit)}。`;
      case 'running':
        return '这件商品正在秒杀，请先结束。';
      case 'ended':
        return '这次秒杀已经结束。';
    }
  },
  VOUCHER_INVALID: ({ reason, limit }, say) => {
    switch (reason) {
      case 'scope':
        return '请选择这一场里的商品；运费券只能全场通用。';
      case 'funder':
        return '商家只为自己的商品出钱，请由店铺或主播承担。';
      case 'above_threshold':
        return limit === undefined
          ? '优惠不能多于使用门槛。'
          : `满 ${say.money(limit)} 的券，最多减 ${say.money(limit)}。`;
      case 'duration':
        return '结束要晚于开始，最长 31 天。';
      case 'not_cheaper':
        return limit === undefined ? '合起来要比单买便宜。' : `合起来最多 ${say.money(limit)}。`;
      case 'too_low':
        return limit === undefined ? '每件都要有价。' : `合起来至少 ${say.money(limit)}。`;
      case 'too_many':
        return `一场最多发 ${limit ?? 0} 种券。`;
      case 'code_taken':
        return '这一场已有券用了这个优惠码，或读起来一样的码，请换一个。';
      case 'claimed':
        return limit === undefined
          ? '已有人领用：答应过的优惠不能再改。可以结束它，另发一张。'
          : `已领 ${limit} 张，不能再少。`;
      case 'started':
        return '已经开始，开始时间不能再改。';
      case 'ended':
        return '这张券已经结束，请另发一张。';
    }
  },
  STOCK_INVALID: ({ available }) => `只有 ${available} 件空闲，其余已被占用、待付款或已售出。`,
  CONSENT_MISSING: ({ floorMinor }, say) =>
    floorMinor === undefined
      ? '低于商家底价，需确认商家已同意。'
      : `商家的底价是 ${say.money(floorMinor)}；再低需确认商家已同意。`,
  PAGE_INVALID: ({ reason }) =>
    reason === 'started'
      ? '已经开播，开播时间不能再改，其他信息可以改。'
      : '这个时间已经过了，请选一个更晚的时间。',
  PICTURE_QUOTA: ({ of, maxMb }) =>
    of === 'giver'
      ? `您的图片已用满 ${maxMb} MB。可以先不带图保存，或用以前传过的图。`
      : `集市的图片空间 ${maxMb} MB 已满。可以先不带图保存，并告诉运维人员。`,
  LAST_OPERATOR: () => '这是最后一位运营人员，请先让别人也成为运营人员。',
};

const sentences: Record<Language, SentencesOf<HostOnly>> = { en, 'zh-CN': zh };

/** Says a reason that only hosts are told; null for all others. */
export function hostOnlySentence(reason: Reason, language: Language, say: Wording): string | null {
  if (!Object.hasOwn(sentences[language], reason.code)) return null;
  const sentence = sentences[language][reason.code as HostOnly] as (reason: Reason, say: Wording) => string;
  return sentence(reason, say);
}
