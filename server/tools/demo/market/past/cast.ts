import type { Product } from '../../../../../shared/contract/catalogue.ts';
import type { StaffRole } from '../../../../../shared/market/account/contract.ts';
import type { World } from '../../../../app.ts';
import { addStaff } from '../../../../application/account/add-staff.ts';
import type { StaffActor } from '../../../../application/application.ts';
import type { Ids } from '../../../../lib/clock.ts';
import { secretsOf } from '../../../../startup/secrets-of.ts';

/** Who works at the market. */
export interface Cast {
  hosts: readonly [StaffActor, StaffActor, StaffActor];
  /** The first helps with tonight's stream; the second waits to be added to one. */
  assistants: readonly [StaffActor, StaffActor];
  analyst: StaffActor;
  packer: StaffActor;
  office: StaffActor;
}

/** Takes in everybody who works at the market; who works for a producer comes with the goods. */
export async function takeIn(world: Pick<World, 'config' | 'directory'>, ids: Ids): Promise<Cast> {
  const secrets = secretsOf(world.config);
  async function member(email: string, name: string, role: StaffRole, nameEn = ''): Promise<StaffActor> {
    const staff = { email: `${email}@market.example`, name, nameEn, role, password: null };
    const { staffId } = await addStaff(world.directory, secrets, ids, staff);
    return { staffId, name, role, device: secrets.digest(`the past of ${email}`) };
  }
  // A hash takes a core for a while: both cores are at it.
  const [lihua, wenhai, xiuying, yulan, wenhua, analyst, packer, office] = await Promise.all([
    member('lihua', '段丽华', 'host', 'Duan Lihua'),
    member('wenhai', '杨文海', 'host', 'Yang Wenhai'),
    member('xiuying', '赵秀英', 'host', 'Zhao Xiuying'),
    member('yulan', '尹玉兰', 'assistant', 'Yin Yulan'),
    member('wenhua', '董文华', 'assistant', 'Dong Wenhua'),
    member('wen', '何文', 'analyst', 'He Wen'),
    member('chunsheng', '苏春生', 'packer', 'Su Chunsheng'),
    member('guixiang', '李桂香', 'operator', 'Li Guixiang'),
  ]);
  return { hosts: [lihua, wenhai, xiuying], assistants: [yulan, wenhua], analyst, packer, office };
}

/** Whoever looks after the oldest product's producer at the market. */
export async function takeInProducer(
  { config, directory }: Pick<World, 'config' | 'directory'>,
  ids: Ids,
  [first]: Iterable<Product>,
): Promise<{ staffId: string }> {
  const names = { name: '杨建国', nameEn: 'Yang Jianguo' };
  const member = { email: 'jianguo@market.example', ...names, role: 'producer' } as const;
  const producerId = first?.producerId ?? null;
  return addStaff(directory, secretsOf(config), ids, { ...member, password: null, producerId });
}
