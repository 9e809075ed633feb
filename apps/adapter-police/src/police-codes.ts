import { codeTable } from '@dianda/adapter-kit';
import type { IdDocumentRow, IdDocumentType } from '@dianda/identifiers';
import type { CrossingDirection, ResidenceKind, Sex } from '@dianda/inquiry';

// The police's code lists: their code, their text, our word. Codes of documents are those of GA/T 517, which was not at
// hand (standards.md 4.2, unverified); the others are the sample bureau's. What is not among them arrives as UNKNOWN.

/** 性别 (GB/T 2261.1); 0 未知 has no row and reads as UNKNOWN. */
export const sexes = codeTable<Sex>([
  ['1', '男', 'MALE'],
  ['2', '女', 'FEMALE'],
  ['9', '未说明', 'NOT_STATED'],
]);

/** 登记类别 of 暂住人口 */
export const temporaryKinds = codeTable<ResidenceKind>([
  ['1', '暂住登记', 'TEMPORARY'],
  ['2', '居住证', 'TEMPORARY'],
  ['3', '寄住登记', 'TEMPORARY'],
]);

/** 出入境标识 */
export const directions = codeTable<CrossingDirection>([
  ['1', '出境', 'EXIT'],
  ['2', '入境', 'ENTRY'],
]);

const documents: readonly (readonly [code: string, text: string, type: IdDocumentType])[] = [
  ['111', '居民身份证', 'RESIDENT_ID'],
  ['113', '户口簿', 'HOUSEHOLD_BOOK'],
  ['114', '军官证', 'MILITARY_ID'],
  ['414', '普通护照', 'PASSPORT'],
  // A mainland resident's travel permits: documents to cross with, none that names a subject of an inquiry.
  ['513', '往来港澳通行证', 'OTHER'],
  ['517', '大陆居民往来台湾通行证', 'OTHER'],
  ['511', '台湾居民来往大陆通行证', 'HK_MO_TW_PERMIT'],
  ['516', '港澳居民来往内地通行证', 'HK_MO_TW_PERMIT'],
  ['553', '外国人永久居留身份证', 'FOREIGN_PR_CARD'],
  ['990', '其他', 'OTHER'],
];

/** 证件类型, of a travel document. */
export const documentTypes = codeTable<IdDocumentType>(documents);

/** 证件类型, for searching: 111 stands for both forms of the citizen number. */
export const documentRows: readonly IdDocumentRow[] = [
  ...documents.map(([code, , type]) => ({ code, type })),
  { code: '111', type: 'RESIDENT_ID_15' as const },
].map((row) => ({ ...row, validFrom: null, validTo: null, source: 'GA/T 517 (unverified)' }));

/** Types of which the household register holds numbers. */
export const citizenTypes = ['RESIDENT_ID', 'RESIDENT_ID_15'] as const satisfies readonly IdDocumentType[];

/** 注销标识: why a row of the household register no longer stands, in the words of the register. */
const cancellations: ReadonlyMap<string, string> = new Map([
  ['1', '死亡注销'],
  ['2', '迁出注销'],
  ['3', '入伍注销'],
  ['4', '出国（境）定居注销'],
  ['9', '其他注销'],
]);

/** Why a row was cancelled; undefined while it stands. A code that nobody knows is told as it is. */
export function cancellationOf(code: string): string | undefined {
  if (code === '' || code === '0') return undefined;
  return cancellations.get(code) ?? `注销标识 ${code}`;
}
