import {
  MAX_COUNTDOWN_SECONDS,
  MAX_FLASH_SECONDS,
  MIN_COUNTDOWN_SECONDS,
  MIN_FLASH_SECONDS,
} from '../../../../shared/market/flash-sale/bounds.ts';
import { MAX_VOUCHER_DAYS } from '../../../../shared/market/voucher/bounds.ts';
import { MAX_UNITS } from '../../../../shared/values/unit-bounds.ts';
import { catalogue } from '../../../i18n/language.ts';
import type { SentencesOf, SomeSentences } from '../../../ui/sentences.ts';

const en = {
  STALE_VERSION: () =>
    'This was just changed on another device or by someone else. It’s up to date now: check, then try again.',
  REHEARSAL: () => 'This is a rehearsal: nothing is really sold.',
  FLASH_INVALID: ({ reason, limit }, say) => {
    switch (reason) {
      case 'not_below_list':
        return limit === undefined
          ? 'A flash price must be below the regular price.'
          : `A flash price must be below ${say.money(limit)}.`;
      case 'below_floor':
        return limit === undefined
          ? 'This is below the producer’s floor price.'
          : `The producer’s floor price is ${say.money(limit)}.`;
      case 'duration':
        return `A flash sale runs from ${MIN_FLASH_SECONDS} seconds to ${MAX_FLASH_SECONDS / 60} minutes.`;
      case 'cap':
        return limit === undefined
          ? 'There aren’t enough units for this flash sale.'
          : `This flash sale can have up to ${limit} units.`;
      case 'per_buyer_cap':
        return `From 1 to ${MAX_UNITS} units per person.`;
      case 'prelaunch':
        return `The countdown is off, or from ${MIN_COUNTDOWN_SECONDS} to ${MAX_COUNTDOWN_SECONDS} seconds.`;
      case 'overlap':
        return 'This item already has a flash sale at that time.';
      case 'frozen':
        return 'A running flash sale keeps its price.';
      case 'only_up':
        return 'While it runs, units can only be added.';
      case 'only_earlier':
        return 'While it runs, the end can only be moved earlier.';
      case 'above_recent_low':
        return limit === undefined
          ? 'It was cheaper within the last 30 days.'
          : `It was ${say.money(limit)} within the last 30 days.`;
      case 'running':
        return 'This item has a running flash sale; end it first.';
      case 'ended':
        return 'This flash sale has ended.';
    }
  },
  VOUCHER_INVALID: ({ reason, limit }, say) => {
    switch (reason) {
      case 'scope':
        return 'Choose products of this stream; shipping vouchers apply to the whole cart.';
      case 'funder':
        return 'Producers only fund discounts on their own products; let the shop or the host fund it.';
      case 'above_threshold':
        return limit === undefined
          ? 'The discount can’t be more than the minimum spend.'
          : `With a minimum spend of ${say.money(limit)} the discount can’t be more than that.`;
      case 'duration':
        return `It must end after it starts, at most ${MAX_VOUCHER_DAYS} days later.`;
      case 'not_cheaper':
        return limit === undefined
          ? 'A bundle must cost less than buying one by one.'
          : `The bundle price can be ${say.money(limit)} at most.`;
      case 'too_low':
        return limit === undefined
          ? 'Every unit must cost something.'
          : `The bundle price must be ${say.money(limit)} at least.`;
      case 'too_many':
        return `A stream can have up to ${limit ?? 0} vouchers.`;
      case 'code_taken':
        return 'Another voucher of this stream uses this promo code, or one that looks like it. Choose another.';
      case 'claimed':
        return limit === undefined
          ? 'It has been used: the discount was promised and can’t change. End it and create a new one.'
          : `${limit} are already used, so it can’t be fewer.`;
      case 'started':
        return 'It has started, so its start can’t change.';
      case 'ended':
        return 'This voucher has ended. Create a new one.';
    }
  },
  PRODUCT_ARCHIVED: () => 'This product is archived. Restore it under Products, then add it.',
  SKU_TAKEN: ({ sku }) => `Another product has the SKU ${sku}.`,
  STOCK_INVALID: ({ available }) => `Only ${available} are available; the rest is reserved, unpaid or sold.`,
  CONSENT_MISSING: ({ floorMinor }, say) =>
    floorMinor === undefined
      ? 'This is below the producer’s floor price: confirm that the producer agreed.'
      : `The producer’s floor price is ${say.money(floorMinor)}. To go below it, confirm that the producer agreed.`,
  PAGE_INVALID: ({ reason }) =>
    ({
      started: 'This stream has started, so its time can’t change any more. Everything else can.',
      past: 'That time has passed. Choose a later one.',
      early: 'A replay has chapters once the stream is over.',
      outside: 'A chapter has to begin while the stream was live.',
    })[reason],
  CURRENCY_FIXED: ({ by }) =>
    by === 'started'
      ? 'This stream has started, so its currency stays.'
      : by === 'target'
        ? 'This stream has a sales target in its currency. Empty it in the stream settings first.'
        : `This stream already has ${{ items: 'products', vouchers: 'vouchers', shipping: 'shipping rates' }[by]} with amounts, so its currency stays. Schedule another stream to sell in another currency.`,
  CURRENCY_DIFFERS: ({ currency }) =>
    `This stream sells in ${currency}, and the product has its price in another currency.`,
  PICTURE_QUOTA: ({ of, maxMb }) =>
    of === 'giver'
      ? `You’ve used your ${maxMb} MB for photos. Save without one, or use one you uploaded before.`
      : `The server’s ${maxMb} MB for photos are full. Save without one, and tell whoever runs the server.`,
  LAST_OPERATOR: () => 'This is the last operator: give someone else that role first.',
  CHAT_UNCONFIRMED: () =>
    'An operator has to confirm first, in Settings under Chat, that your shop verifies who writes.',
} satisfies SomeSentences;

const zh: SentencesOf<keyof typeof en> = {
  STALE_VERSION: () => '刚刚在别的设备上或被别人改过，现在已是最新，请核对后再操作。',
  REHEARSAL: () => '这是彩排，不会真的卖出。',
  FLASH_INVALID: ({ reason, limit }, say) => {
    switch (reason) {
      case 'not_below_list':
        return limit === undefined ? '秒杀价要低于原价。' : `秒杀价要低于 ${say.money(limit)}。`;
      case 'below_floor':
        return limit === undefined ? '低于产地商家的底价。' : `产地商家的底价是 ${say.money(limit)}。`;
      case 'duration':
        return `秒杀时长为 ${MIN_FLASH_SECONDS} 秒到 ${MAX_FLASH_SECONDS / 60} 分钟。`;
      case 'cap':
        return limit === undefined ? '没有这么多库存可以秒杀。' : `这次秒杀最多 ${limit} 件。`;
      case 'per_buyer_cap':
        return `每人限购 1 到 ${MAX_UNITS} 件。`;
      case 'prelaunch':
        return `预告倒计时为 0，或 ${MIN_COUNTDOWN_SECONDS} 到 ${MAX_COUNTDOWN_SECONDS} 秒。`;
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
        return '请选择本场的商品；运费券只能全场通用。';
      case 'funder':
        return '产地商家只承担自己商品的优惠，请由店铺或主播承担。';
      case 'above_threshold':
        return limit === undefined
          ? '优惠不能高于使用门槛。'
          : `使用门槛 ${say.money(limit)}，最多优惠 ${say.money(limit)}。`;
      case 'duration':
        return `结束要晚于开始，最长 ${MAX_VOUCHER_DAYS} 天。`;
      case 'not_cheaper':
        return limit === undefined ? '合起来要比单买便宜。' : `合起来最多 ${say.money(limit)}。`;
      case 'too_low':
        return limit === undefined ? '每件都要有价。' : `合起来至少 ${say.money(limit)}。`;
      case 'too_many':
        return `一场最多 ${limit ?? 0} 张优惠券。`;
      case 'code_taken':
        return '本场已有优惠券用了这个优惠码，或看起来一样的，请换一个。';
      case 'claimed':
        return limit === undefined
          ? '已有人使用：承诺过的优惠不能再改。请结束后另建一张。'
          : `已用 ${limit} 张，不能再少。`;
      case 'started':
        return '已经开始，开始时间不能再改。';
      case 'ended':
        return '这张优惠券已结束，请另建一张。';
    }
  },
  PRODUCT_ARCHIVED: () => '这个商品已归档，请先在“商品”里取消归档。',
  SKU_TAKEN: ({ sku }) => `货号 ${sku} 已被另一个商品使用。`,
  STOCK_INVALID: ({ available }) => `只有 ${available} 件可售，其余已锁定、待付款或已售。`,
  CONSENT_MISSING: ({ floorMinor }, say) =>
    floorMinor === undefined
      ? '低于产地商家底价，需确认对方已同意。'
      : `产地商家的底价是 ${say.money(floorMinor)}；低于底价需确认对方已同意。`,
  PAGE_INVALID: ({ reason }) =>
    ({
      started: '已经开播，开播时间不能再改，其他信息可以改。',
      past: '这个时间已经过了，请选一个更晚的时间。',
      early: '下播后才能编辑回放的章节。',
      outside: '章节的起点要在直播时间之内。',
    })[reason],
  CURRENCY_FIXED: ({ by }) =>
    by === 'started'
      ? '已经开播，币种不能再改。'
      : by === 'target'
        ? '已按现在的币种定了销售目标，请先到本场设置里清空。'
        : `这场直播已有${{ items: '商品', vouchers: '优惠券', shipping: '运费' }[by]}，金额已定，币种不能再改。要用别的币种卖，请另建一场直播。`,
  CURRENCY_DIFFERS: ({ currency }) => `这场直播用 ${currency} 结算，这件商品是别的币种。`,
  PICTURE_QUOTA: ({ of, maxMb }) =>
    of === 'giver'
      ? `您的图片已用满 ${maxMb} MB。可以先不带图保存，或用以前传过的图。`
      : `服务器的图片空间 ${maxMb} MB 已满。可以先不带图保存，并告诉服务器管理者。`,
  LAST_OPERATOR: () => '这是最后一位运营人员，请先让别人也成为运营人员。',
  CHAT_UNCONFIRMED: () => '要等运营人员在“设置 · 评论”里确认已核实发言人身份，才能让所有人发言。',
};

/** What only hosts are told. */
export const hostOnlySentences = catalogue<SentencesOf<keyof typeof en>>({ en, 'zh-CN': zh });
