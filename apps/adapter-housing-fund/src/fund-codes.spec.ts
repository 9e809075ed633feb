import { housingFundFreezes, housingFundStatuses } from '@dianda/inquiry';
import { accountStatuses, freezeFlags } from './fund-codes.js';

test('every status and freeze of the contract has a code at the centre, and no other', () => {
  expect([...accountStatuses.codes.values()]).toEqual([...housingFundStatuses]);
  expect([...freezeFlags.codes.values()]).toEqual([...housingFundFreezes]);
});
