import type { ShopAbout } from '../../../../../shared/contract/shop.ts';
import type { App } from '../../../../app.ts';
import type { StaffActor } from '../../../../application/application.ts';
import type { Ids } from '../../../../lib/clock.ts';

/** Who sells in the demo. Nobody can take the numbers for real ones. */
const about: ShopAbout = {
  name: '剑川赶集（演示）',
  nameEn: 'Jianchuan Fair (demo)',
  licences: { business: '演示 0000 0000 0000', food: '演示 JY 0000', website: '演示 ICP备 00000000号' },
  contact: '0872-000 0000 · 9:00–18:00',
  complaintPhone: '0872-000 0001',
  policies: {
    shipping: {
      zh: '剑川发货，两到五天内打包，路上三四天；每件商品都写着哪天发、哪天到。\n多件合并成一个包裹，只收一次运费。',
      en: 'Sent from Jianchuan: packed within two to five days, then three or four on the way. Each product says its days.\nProducts that fit go in one parcel, and you pay for shipping once.',
    },
    returns: {
      zh: '能不能无理由退、几天内退，每件商品页上都写着。\n收到后 48 小时内，坏了、少了、发错了都可以申请售后，最好拍张照片。\n付款后一小时内可以自己免费取消；之后只要还没打包，打电话给我们就能取消。',
      en: 'Each product’s page says whether and for how many days you may return it unused.\nWithin 48 hours of delivery tell us what is spoilt, missing or wrong, best with a photo.\nCancel free of charge within an hour of paying. After that call us: while your order is not packed, we cancel it for you.',
    },
    privacy: {
      zh: '姓名、电话和地址只用来发货，只有打包的人和店铺能看到。',
      en: 'Name, phone and address are used to send your parcel, and only packers and the shop’s operators see them.',
    },
  },
};

/** The office says who sells (B6), and that it knows who writes in chats (N2), before the first evening. */
export async function hangShopSign(
  app: App,
  { ids, office }: { ids: Ids; office: StaffActor },
): Promise<void> {
  const said = await app.application.describeShop(office, { key: ids.next(), version: 0, about });
  const confirmed = await app.application.chats.confirmAnyone(office, { key: ids.next() });
  if (!confirmed.ok) throw new Error(`That anyone may write was refused: ${confirmed.code}`);
  if (!said.ok) throw new Error(`What the shop says of itself was refused: ${said.code}`);
}
