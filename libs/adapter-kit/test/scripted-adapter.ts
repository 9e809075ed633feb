import { makeSyntheticCitizenId, parseDate } from '@dianda/identifiers';
import { instantOf, type AssetRecord, type Identity, type Question } from '@dianda/inquiry';
import {
  Adapter,
  type AgencyAdapterDescription,
  type SearchLimits,
  type SearchResult,
} from '../src/index.js';

type Search = (question: Question, limits: SearchLimits) => SearchResult | Promise<SearchResult>;

/** An agency that does what the test says, and fails loudly when the test said nothing. */
export class ScriptedAdapter extends Adapter {
  searches = 0;
  registryIsUp = true;
  private script: Search = () => Promise.reject(new Error('the test scripted no search'));

  onSearch(script: Search): void {
    this.searches = 0;
    this.script = script;
  }

  override describe(): AgencyAdapterDescription {
    return {
      agencyName: '测试机构',
      adapterName: 'scripted',
      adapterVersion: '0.0.1',
      servedClasses: [
        {
          assetClass: 'BANK_ACCOUNT',
          subjectKinds: ['person'],
          documentTypes: ['RESIDENT_ID'],
          dataCategories: ['ASSETS'],
          regionCodes: ['000000'],
        },
      ],
      workingNote: '',
    };
  }

  override async search(question: Question, limits: SearchLimits): Promise<SearchResult> {
    this.searches += 1;
    return this.script(question, limits);
  }

  override async withdraw(): Promise<void> {
    // The kit stops the search.
  }

  override reach(): Promise<void> {
    return this.registryIsUp ? Promise.resolve() : Promise.reject(new Error('down'));
  }
}

const born = parseDate('1980-05-06');
if (!born.ok) throw new TypeError('a date that exists');

export const person: Identity = {
  kind: 'person',
  name: '孟样例',
  document: { type: 'RESIDENT_ID', number: makeSyntheticCitizenId({ birthDate: born.value, sequence: 11 }) },
};

export function nothingFound(question: Question): SearchResult {
  return {
    rung: 'nothing_found',
    searched: question.subject,
    asOf: instantOf(Date.now()),
    coverage: { regions: ['000000'], assetClasses: ['BANK_ACCOUNT'], since: '2000-01-01' },
  };
}

export function found(question: Question, count: number): SearchResult {
  const asOf = instantOf(Date.now());
  const records = Array.from({ length: count }, (_, index): AssetRecord => ({
    kind: 'bank_account',
    sourceRecordId: `ZHXX-${index + 1}`,
    source: '核心业务系统',
    asOf,
    disputed: false,
    warnings: [],
    accountNumber: `SYN${String(index + 1).padStart(8, '0')}`,
    accountKind: { code: 'BASIC' },
    status: { code: 'NORMAL' },
    freezes: [],
    priorRights: [],
    subAccounts: [],
  }));
  return { rung: 'found', searched: question.subject, asOf, records, missing: [] };
}
