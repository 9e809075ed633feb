import type {
  AdvanceNotice,
  Area,
  HouseRight,
  LandMortgage,
  LandObjection,
  LandSeizure,
  LandTitle,
} from '../../model/index.js';
import type { ReportWords } from '../words/words.js';
import { area, holder, holderName, joined, labelled, money, optionalCode, period } from './phrases.js';

export function houseLines(house: HouseRight, words: ReportWords): readonly string[] {
  return [
    house.title.location,
    joined([
      optionalCode(house.plannedUse, words.houseUse),
      labelled(words.record.floorArea, area(house.floorArea, words)),
    ]),
    ...titleLines(house.title, words),
  ];
}

/** Every right but that to a house. */
export function rightLines(
  right: { readonly title: LandTitle; readonly area?: Area },
  words: ReportWords,
): readonly string[] {
  return [
    right.title.location,
    labelled(words.record.area, area(right.area, words)) ?? '',
    ...titleLines(right.title, words),
  ];
}

function titleLines(title: LandTitle, words: ReportWords): readonly string[] {
  const { record } = words;
  return [
    joined([labelled(record.unitNumber, title.unitNumber), labelled(record.titleNumber, title.titleNumber)]),
    ...title.owners.map((owner) =>
      joined([
        holder(record.owner, owner.holder, words),
        optionalCode(owner.coOwnership, words.coOwnership),
        labelled(record.share, owner.share),
      ]),
    ),
    ...title.mortgages.map((mortgage) => mortgageLine(mortgage, words)),
    ...title.seizures.map((seizure) => seizureLine(seizure, words)),
    ...title.advanceNotices.map((notice) => joined([words.recordKind.advance_notice, noticeLine(notice)])),
    ...title.objections.map((objection) =>
      joined([words.recordKind.land_objection, objectionLine(objection)]),
    ),
  ];
}

export function mortgageLine(mortgage: LandMortgage, words: ReportWords): string {
  return joined([
    words.record.mortgage(mortgage.rank),
    optionalCode(mortgage.manner, words.mortgageManner),
    labelled(words.record.secured, money(mortgage.securedAmount) ?? mortgage.securedAmountRaw),
    mortgage.mortgagee === undefined ? undefined : holderName(mortgage.mortgagee),
    period(mortgage.debtFromOn, mortgage.debtToOn),
  ]);
}

export function seizureLine(seizure: LandSeizure, words: ReportWords): string {
  const kind = seizure.seizureKind;
  const inLine = kind?.code === 'QUEUED' || kind?.code === 'PRELIMINARY_QUEUED';
  return joined([
    words.record.seizure(seizure.rank),
    optionalCode(kind, words.seizureKind),
    seizure.authority,
    seizure.documentNumber,
    inLine ? words.record.inLine : period(seizure.fromOn, seizure.toOn),
  ]);
}

export function noticeLine(notice: AdvanceNotice): string {
  return joined([notice.location, notice.certificateNumber, money(notice.amount), notice.registeredOn]);
}

export function objectionLine(objection: LandObjection): string {
  return joined([objection.matter, objection.certificateNumber, objection.registeredOn]);
}
