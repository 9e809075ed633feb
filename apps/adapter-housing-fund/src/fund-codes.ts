import { codeTable } from '@dianda/adapter-kit';
import type { HousingFundFreeze, HousingFundStatus } from '@dianda/inquiry';

// The centre's code lists (standards.md 3.4): its code, its text, our word. 证件类型 is HOUSING_FUND_ID_DOCUMENT_ROWS.

/** 个人账户状态 */
export const accountStatuses = codeTable<HousingFundStatus>([
  ['01', '正常', 'NORMAL'],
  ['02', '封存', 'SUSPENDED'],
  ['03', '合并销户', 'CLOSED_MERGED'],
  ['04', '外部转出销户', 'CLOSED_TRANSFERRED'],
  ['05', '提取销户', 'CLOSED_WITHDRAWN'],
  ['06', '冻结', 'FROZEN'],
  ['99', '其他', 'OTHER'],
]);

/** 冻结标志 */
export const freezeFlags = codeTable<HousingFundFreeze>([
  ['0', '未冻结', 'NONE'],
  ['1', '只收不付', 'DEPOSIT_ONLY'],
  ['2', '不收不付', 'BLOCKED'],
  ['3', '部分冻结', 'PARTIAL'],
]);
