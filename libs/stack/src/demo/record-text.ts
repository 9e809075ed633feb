import type {
  Area,
  AssetRecord,
  BankAccount,
  BankFreeze,
  Coded,
  FinancialAsset,
  Holder,
  HouseRight,
  LandMortgage,
  LandSeizure,
  LandTitle,
  Money,
  ThirdPerson,
} from '@dianda/inquiry';
import { shownTime } from './shown-time.js';
import type { Words } from './words/words.js';

/** One record as lines: what it is first, then what lies on it (indented), then its source. */
export function recordLines(record: AssetRecord, words: Words): readonly string[] {
  const [first = '', ...rest] = [
    ...detailLines(record, words),
    words.report.source(record.source, record.sourceRecordId, shownTime(record.asOf)),
    ...(record.disputed ? [words.record.disputed] : []),
    ...(record.warnings.length === 0
      ? []
      : [words.report.warnings(record.warnings.map(({ field, code }) => `${field} ${code}`).join(', '))]),
  ];
  return [`${words.recordKind[record.kind]} ${first}`.trim(), ...rest.map((line) => `  ${line}`)];
}

function detailLines(record: AssetRecord, words: Words): readonly string[] {
  switch (record.kind) {
    case 'house_right':
      return [record.title.location, houseLine(record, words), ...titleLines(record.title, words)];
    case 'land_ownership':
    case 'land_use_right':
    case 'sea_use_right':
    case 'structure_right':
    case 'forest_right':
      return [
        record.title.location,
        ...(record.area === undefined ? [] : [`${words.record.area} ${area(record.area, words)}`]),
        ...titleLines(record.title, words),
      ];
    case 'bank_account':
      return accountLines(record, words);
    case 'financial_asset':
      return assetLines(record, words);
    case 'land_mortgage':
      return [mortgageLine(record, words)];
    case 'land_seizure':
      return [seizureLine(record, words)];
    case 'bank_freeze':
      return [freezeLine(record, words)];
    // Classes that no sample agency answers yet, and burdens without their asset, are shown by kind and source.
    default:
      return [''];
  }
}

function houseLine(house: HouseRight, words: Words): string {
  return joined([
    house.plannedUse === undefined ? undefined : coded(house.plannedUse, words.houseUse),
    house.floorArea === undefined ? undefined : `${words.record.floorArea} ${area(house.floorArea, words)}`,
  ]);
}

function titleLines(title: LandTitle, words: Words): readonly string[] {
  return [
    joined([
      title.unitNumber === undefined ? undefined : `${words.record.unitNumber} ${title.unitNumber}`,
      title.titleNumber === undefined ? undefined : `${words.record.titleNumber} ${title.titleNumber}`,
    ]),
    ...title.owners.map((owner) =>
      joined([
        holder(owner.holder, words),
        owner.coOwnership === undefined ? undefined : coded(owner.coOwnership, words.coOwnership),
        owner.share === undefined ? undefined : `${words.record.share} ${owner.share}`,
      ]),
    ),
    ...title.mortgages.map((mortgage) => mortgageLine(mortgage, words)),
    ...title.seizures.map((seizure) => seizureLine(seizure, words)),
    ...title.advanceNotices.map((notice) => joined([words.recordKind.advance_notice, notice.location])),
    ...title.objections.map((objection) => joined([words.recordKind.land_objection, objection.matter])),
  ].filter((line) => line !== '');
}

function mortgageLine(mortgage: LandMortgage, words: Words): string {
  return joined([
    words.record.mortgage(mortgage.rank),
    mortgage.manner === undefined ? undefined : coded(mortgage.manner, words.mortgageManner),
    mortgage.securedAmount === undefined
      ? undefined
      : `${words.record.secured} ${money(mortgage.securedAmount)}`,
    mortgage.mortgagee === undefined ? undefined : holderName(mortgage.mortgagee),
    period(mortgage.debtFromOn, mortgage.debtToOn),
  ]);
}

function seizureLine(seizure: LandSeizure, words: Words): string {
  const kind = seizure.seizureKind;
  const inLine = kind?.code === 'QUEUED' || kind?.code === 'PRELIMINARY_QUEUED';
  return joined([
    words.record.seizure(seizure.rank),
    kind === undefined ? undefined : coded(kind, words.seizureKind),
    seizure.authority,
    seizure.documentNumber,
    inLine ? words.record.inLine : period(seizure.fromOn, seizure.toOn),
  ]);
}

function accountLines(account: BankAccount, words: Words): readonly string[] {
  return [
    joined([
      account.accountNumber,
      coded(account.accountKind, words.accountKind),
      coded(account.status, words.accountStatus),
      account.branchName,
    ]),
    joined([
      account.balance === undefined ? undefined : `${words.record.balance} ${money(account.balance)}`,
      account.availableBalance === undefined
        ? undefined
        : `${words.record.available} ${money(account.availableBalance)}`,
    ]),
    ...burdenLines(account, words),
    ...account.subAccounts.map((sub) =>
      joined([
        words.record.subAccount,
        sub.subAccountNumber,
        sub.balance === undefined ? undefined : money(sub.balance),
      ]),
    ),
  ].filter((line) => line !== '');
}

function assetLines(asset: FinancialAsset, words: Words): readonly string[] {
  return [
    joined([
      asset.name,
      asset.assetType,
      asset.quantity === undefined ? undefined : `${asset.quantity} ${asset.unit ?? ''}`.trim(),
      asset.total === undefined ? undefined : money(asset.total),
    ]),
    ...burdenLines(asset, words),
  ];
}

function burdenLines(asset: Pick<BankAccount, 'freezes' | 'priorRights'>, words: Words): readonly string[] {
  return [
    ...asset.freezes.map((freeze) => freezeLine(freeze, words)),
    ...asset.priorRights.map((right) =>
      joined([
        words.record.priorRight,
        right.rightType,
        right.amount === undefined ? undefined : money(right.amount),
        right.holder?.name,
      ]),
    ),
  ];
}

function freezeLine(freeze: BankFreeze, words: Words): string {
  return joined([
    words.record.freeze(freeze.sequence),
    freeze.amount === undefined ? undefined : money(freeze.amount),
    freeze.authority,
    freeze.documentNumber,
    period(freeze.fromOn, freeze.expiresOn),
    freeze.remark,
  ]);
}

function holder(of: Holder, words: Words): string {
  return 'subject' in of
    ? `${words.record.owner} ${of.subject.name} ${words.report.inBrackets(words.record.subjectOwner)}`
    : `${words.record.coOwner} ${thirdPersonName(of.thirdPerson)}`;
}

function holderName(of: Holder): string {
  return 'subject' in of ? of.subject.name : thirdPersonName(of.thirdPerson);
}

function thirdPersonName(person: ThirdPerson): string {
  return person.name ?? '*';
}

function coded<Code extends string>(value: Coded<Code>, names: Record<Code, string>): string {
  return value.code === 'UNKNOWN' ? (value.raw ?? '?') : names[value.code];
}

function money(value: Money): string {
  return `${value.amount} ${value.currency}`;
}

function area(value: Area, words: Words): string {
  return `${value.value} ${coded(value.unit, words.areaUnit)}`;
}

function period(from: string | undefined, to: string | undefined): string | undefined {
  return from === undefined && to === undefined ? undefined : `${from ?? '?'} — ${to ?? '?'}`;
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
