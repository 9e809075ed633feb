import type { Language } from '../../messages/index.js';
import { instantOf, thirdPersonKinds, type AssetRecord } from '../../model/index.js';
import { shownTime } from '../shown-time.js';
import { memberName } from '../words/member-words.js';
import { reportWordsOf, type ReportWords } from '../words/words.js';

type Members = Readonly<Record<string, unknown>>;

/** One fact of a record: what it is called, and what it says. */
export interface RecordCell {
  /** Stable: the members on the way to it, joined by a dot. */
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

/** Somebody who is not the subject, in a record; masked by the report already. */
export interface ThirdPersonOnRecord {
  /** As what, in words: 抵押权人, 共有人 … */
  readonly as: string;
  readonly cells: readonly RecordCell[];
}

/** Every record has these; whoever shows the record shows them beside it. */
const frame: ReadonlySet<string> = new Set([
  'kind',
  'source',
  'sourceRecordId',
  'asOf',
  'disputed',
  'warnings',
]);

/** All facts of a record in order, for the columns of a table; lists are one fact each, an entry a line. */
export function recordCells(record: AssetRecord, language: Language): readonly RecordCell[] {
  const speaker = new Speaker(record, language);
  return Object.entries(record).flatMap(([member, value]) =>
    frame.has(member) ? [] : speaker.cells(member, value, ''),
  );
}

/** The third persons of a record, apart from the rest. */
export function thirdPersonsOn(record: AssetRecord, language: Language): readonly ThirdPersonOnRecord[] {
  const speaker = new Speaker(record, language);
  const found: ThirdPersonOnRecord[] = [];
  const look = (role: string, value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) look(role, each);
    } else if (isMembers(value)) {
      if (isThirdPerson(value)) found.push({ as: memberName(role, language), cells: speaker.person(value) });
      else
        for (const [member, inner] of Object.entries(value))
          look(member === 'thirdPerson' || member === 'holder' ? role : member, inner);
    }
  };
  look('thirdPerson', record);
  return found;
}

/** Puts the members of one record into words. */
class Speaker {
  private readonly words: ReportWords;
  private readonly codeNames: Readonly<Record<string, Readonly<Record<string, string>>>>;

  constructor(
    record: AssetRecord,
    private readonly language: Language,
  ) {
    this.words = reportWordsOf(language);
    this.codeNames = codeNamesOf(record.kind, this.words);
  }

  cells(member: string, value: unknown, above: string): readonly RecordCell[] {
    const path = above === '' ? member : `${above}.${member}`;
    if (isMembers(value) && this.phrase(member, value) === undefined)
      return Object.entries(value).flatMap(([inner, each]) => this.cells(inner, each, path));
    const text = this.said(member, value);
    return text === '' ? [] : [{ path, name: memberName(member, this.language), text }];
  }

  person(person: Members): readonly RecordCell[] {
    return Object.entries(person).flatMap(([member, value]) =>
      member === 'kind' ? [] : this.cells(member, value, ''),
    );
  }

  private said(member: string, value: unknown): string {
    if (value === undefined || value === null) return '';
    // A picture is no text, and belongs to the file rather than into a table.
    if (member === 'photoBase64') return this.words.record.photoHeld;
    if (typeof value === 'string')
      return member.endsWith('At') ? shownTime(instantOf(Date.parse(value))) : value;
    if (typeof value === 'number') return String(value);
    if (typeof value === 'boolean') return value ? this.words.yes : this.words.no;
    if (Array.isArray(value)) return value.map((each) => this.said(member, each)).join('\n');
    if (!isMembers(value)) return '';
    return (
      this.phrase(member, value) ??
      Object.entries(value)
        .map(([inner, each]) => [memberName(inner, this.language), this.said(inner, each)] as const)
        .filter(([, text]) => text !== '')
        .map(([name, text]) => `${name} ${text}`)
        .join(' · ')
    );
  }

  /** What an object says as a whole: a code, an amount, an area, a person; undefined where its members say more. */
  private phrase(member: string, value: Members): string | undefined {
    const { code, raw, amount, currency, value: measured, unit } = value;
    if (typeof code === 'string') {
      const name = this.codeNames[member]?.[code];
      return name ?? (typeof raw === 'string' ? raw : code);
    }
    if (typeof amount === 'string' && typeof currency === 'string') return `${amount} ${currency}`;
    if (typeof measured === 'string' && isMembers(unit)) return `${measured} ${this.said('areaUnit', unit)}`;
    if (isThirdPerson(value)) return typeof value['name'] === 'string' ? value['name'] : '*';
    if (isMembers(value['thirdPerson'])) return this.phrase(member, value['thirdPerson']);
    if (isMembers(value['subject']) && typeof value['subject']['name'] === 'string')
      return `${value['subject']['name']}${this.words.report.inBrackets(this.words.record.subjectOwner)}`;
    return undefined;
  }
}

/** The words for the codes of each member; a few members mean another table in another kind of record. */
function codeNamesOf(
  kind: AssetRecord['kind'],
  words: ReportWords,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return {
    accountKind: words.accountKind,
    areaUnit: words.areaUnit,
    coOwnership: words.coOwnership,
    documentType: words.documentType,
    freezeFlag: words.fundFreeze,
    manner: words.mortgageManner,
    plannedUse: words.houseUse,
    plateKind: words.plateKind,
    residenceKind: words.residenceKind,
    seizureKind: words.seizureKind,
    sex: words.sex,
    statuses: words.vehicleStatus,
    type: words.documentType,
    usage: words.vehicleUsage,
    status: kind === 'housing_fund_account' ? words.fundStatus : words.accountStatus,
    direction: kind === 'border_crossing' ? words.crossingDirection : words.transactionDirection,
  };
}

const thirdPersonMarks: ReadonlySet<unknown> = new Set(thirdPersonKinds);

function isThirdPerson(value: Members): boolean {
  return thirdPersonMarks.has(value['kind']);
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
