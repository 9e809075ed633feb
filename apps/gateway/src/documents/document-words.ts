import type { Language } from '@dianda/inquiry';

/** What documents say beyond the words of the report. */
interface DocumentWords {
  readonly page: (page: number, pages: number) => string;
  readonly replaced: (codePoints: string) => string;
  readonly completeness: string;
  readonly open: string;
  readonly nothingOpen: string;
  readonly asked: string;
  readonly results: string;
  readonly thirdPersons: string;
  readonly noThirdPersons: string;
  readonly thirdPersonsNote: string;
  readonly noRecords: string;
  readonly receipt: (numbers: string) => string;
  readonly foot: (hash: string, standing: string) => string;
  /** Names of sheets. */
  readonly sheets: {
    readonly summary: string;
    readonly gaps: string;
    readonly legs: string;
    readonly thirdPersons: string;
  };
  readonly columns: {
    readonly item: string;
    readonly content: string;
    readonly subject: string;
    readonly document: string;
    readonly assetClass: string;
    readonly agency: string;
    readonly region: string;
    readonly part: string;
    readonly result: string;
    readonly why: string;
    readonly detail: string;
    readonly code: string;
    readonly records: string;
    readonly answeredAt: string;
    readonly asOf: string;
    readonly receipts: string;
    readonly late: string;
    readonly note: string;
    readonly recordKind: string;
    readonly source: string;
    readonly sourceRecordId: string;
    readonly warnings: string;
    readonly role: string;
    readonly facts: string;
  };
}

export const documentWords: Record<Language, DocumentWords> = {
  'zh-CN': {
    page: (page, pages) => `第 ${page} 页 / 共 ${pages} 页`,
    replaced: (codePoints) =>
      `注：下列字符不在本文件所用字库中，文中以“〓”及其统一码编号代替，数据中仍为原字：${codePoints}。`,
    completeness: '一、完整性说明',
    open: '尚未办结的协查单',
    nothingOpen: '无：全部协查单已办结',
    asked: '二、查询了什么、由谁反馈',
    results: '三、查询结果',
    thirdPersons: '四、涉及的第三人',
    noThirdPersons: '无',
    thirdPersonsNote: '第三人不是被查询人，其信息依法遮蔽，仅供识别权利负担。',
    noRecords: '无记录',
    receipt: (numbers) => `回执 ${numbers}`,
    foot: (hash, standing) => `查询结果汇总 ${standing} · SHA-256 ${hash}`,
    sheets: { summary: '汇总', gaps: '未能查询', legs: '协查单', thirdPersons: '第三人' },
    columns: {
      item: '项目',
      content: '内容',
      subject: '被查询人',
      document: '证件',
      assetClass: '财产类别',
      agency: '协助单位',
      region: '地区',
      part: '部分',
      result: '反馈',
      why: '原因',
      detail: '说明',
      code: '原因码',
      records: '记录数',
      answeredAt: '反馈时间',
      asOf: '数据截至',
      receipts: '回执',
      late: '逾期反馈',
      note: '备注',
      recordKind: '记录种类',
      source: '来源',
      sourceRecordId: '登记编号',
      warnings: '注意',
      role: '身份',
      facts: '登记信息（已遮蔽）',
    },
  },
  en: {
    page: (page, pages) => `Page ${page} of ${pages}`,
    replaced: (codePoints) =>
      `Note: the fonts of this document lack these characters; “〓” and the code point stand for each, while the data keep the original: ${codePoints}.`,
    completeness: '1 Completeness',
    open: 'Legs still open',
    nothingOpen: 'none: every leg has ended',
    asked: '2 What was asked, and who answered',
    results: '3 Results',
    thirdPersons: '4 Third persons concerned',
    noThirdPersons: 'none',
    thirdPersonsNote:
      'Third persons are not subjects; what is known of them is masked and only tells burdens apart.',
    noRecords: 'no records',
    receipt: (numbers) => `receipt ${numbers}`,
    foot: (hash, standing) => `Report ${standing} · SHA-256 ${hash}`,
    sheets: { summary: 'Summary', gaps: 'Not searched', legs: 'Legs', thirdPersons: 'Third persons' },
    columns: {
      item: 'Item',
      content: 'Content',
      subject: 'Subject',
      document: 'Document',
      assetClass: 'Class',
      agency: 'Agency',
      region: 'Region',
      part: 'Part',
      result: 'Answer',
      why: 'Why',
      detail: 'Detail',
      code: 'Reason code',
      records: 'Records',
      answeredAt: 'Answered at',
      asOf: 'As of',
      receipts: 'Receipts',
      late: 'Late',
      note: 'Note',
      recordKind: 'Kind',
      source: 'Source',
      sourceRecordId: 'Id at the source',
      warnings: 'Warnings',
      role: 'Role',
      facts: 'What is registered (masked)',
    },
  },
};
