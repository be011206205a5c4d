import { staffCommand } from '../command-spec.ts';
import { createVoucher, endVoucher, setPromotion } from './decide.ts';
import { editVoucher } from './edit.ts';

export const voucherCommands = {
  'voucher:create': staffCommand({ right: 'voucher', needs: [], decide: createVoucher }),
  'voucher:edit': staffCommand({ right: 'voucher', needs: [], decide: editVoucher }),
  'voucher:end': staffCommand({ right: 'voucher', needs: [], decide: endVoucher }),
  'promotion:set': staffCommand({ right: 'voucher', needs: [], decide: setPromotion }),
};
