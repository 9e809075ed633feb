import type { Day } from '../days.js';
import { countDrawer, drawAmount, drawSpan, drawWeighted } from '../draws.js';
import type { Ground } from '../ground.js';
import { dwelling } from '../names.js';
import { worldParameters } from '../parameters.js';
import type { Random } from '../random.js';
import type { SampleSubject } from '../subjects.js';
import {
  enterAccount,
  enterCustomer,
  enterFreeze,
  enterNoAccount,
  type AccountKind,
  type AccountStatus,
  type EnteredAccount,
} from './bank-entries.js';
import { enterFinancialAsset, enterMovements, enterPriorRight, enterSubAccounts } from './bank-extras.js';
import type { BankDesk, Desks } from './desks.js';
import { earlierMeasure } from './other-courts.js';
import { asTyped } from './registered.js';

const { person, organisation, anchors, assumed } = worldParameters;
const drawPersonAccounts = countDrawer(person.bank.accounts);
const drawUnitAccounts = countDrawer(organisation.bank.accounts);
const foreignCurrencies = ['USD', '840', 'HKD', 'EUR'];

/** An account before it is written down. */
interface DrawnAccount {
  readonly kind: AccountKind;
  status: AccountStatus;
  readonly currency: string;
  readonly availableFen: number;
  frozenFen: number;
}

/** All accounts of a subject at the world’s banks. Answers a card of a person’s that is in use, if there is one. */
export function fileBanks(ground: Ground, desks: Desks, subject: SampleSubject): string | undefined {
  const random = ground.streams.of(`banks of ${subject.kind}`, subject.index);
  const exists = subject.kind === 'person' ? person.bank.exists : organisation.bank.exists;
  if (!random.chance(exists)) return undefined;
  const accounts = drawAccounts(random, subject);
  const frozen = subject.kind === 'person' ? drawFreeze(random, accounts) : undefined;
  const atBanks = shareOut(random, desks, subject, accounts);
  let card: string | undefined;
  for (const [desk, own] of atBanks) {
    const first = fileAtBank(ground, desk, random, subject, own, frozen);
    card ??= first;
  }
  if (atBanks.size < desks.banks.length && random.chance(assumed.bank.sentinel)) {
    const stranger = desks.banks.find((desk) => !atBanks.has(desk));
    if (stranger !== undefined)
      enterNoAccount(stranger, enterSubject(stranger, random, subject), ground.today);
  }
  return card;
}

function drawAccounts(random: Random, subject: SampleSubject): DrawnAccount[] {
  const isPerson = subject.kind === 'person';
  const count = isPerson ? drawPersonAccounts(random) : drawUnitAccounts(random);
  const { availableYuan } = isPerson ? person.bank : organisation.bank;
  return Array.from({ length: count }, (_, index): DrawnAccount => {
    const isClosed = random.chance(person.bank.closed);
    return {
      kind: isPerson ? drawPersonKind(random, index) : drawUnitKind(random, index),
      status: isClosed ? '9' : drawStatus(random),
      currency: random.chance(assumed.bank.foreignCurrency) ? random.pick(foreignCurrencies) : 'CNY',
      availableFen: isClosed ? 0 : drawAmount(random, availableYuan),
      frozenFen: 0,
    };
  });
}

function drawPersonKind(random: Random, index: number): AccountKind {
  return index === 0 ? '21' : random.pick(['21', '22', '22', '23'] as const);
}

/** A unit has one 基本存款账户; the others are drawn as there are in the country. */
function drawUnitKind(random: Random, index: number): AccountKind {
  if (index === 0) return '11';
  return drawWeighted(random, anchors.unitAccountKinds.slice(1));
}

function drawStatus(random: Random): AccountStatus {
  const { dormant, otherTrouble } = assumed.bank;
  const place = random.fraction();
  if (place < dormant) return '1';
  return place < dormant + otherTrouble ? random.pick(['4', '5'] as const) : '0';
}

interface DrawnFreeze {
  readonly account: DrawnAccount;
  readonly courts: number;
}

/** Freezes an account in use; the share is of all persons, so those without an account make it larger here. */
function drawFreeze(random: Random, accounts: DrawnAccount[]): DrawnFreeze | undefined {
  if (!random.chance(person.bank.frozen / person.bank.exists)) return undefined;
  const account = accounts.find(({ status }) => status !== '9') ?? accounts[0];
  if (account === undefined) return undefined;
  const isWhole = account.availableFen < 100_000;
  account.status = isWhole ? '2' : '3';
  account.frozenFen = random.between(10_000, 5_000_000);
  const courts = random.chance(person.bank.frozenTwice / person.bank.frozen) ? random.between(2, 4) : 1;
  return { account, courts };
}

/** Which accounts are at which bank: those of the subject’s city first. */
function shareOut(
  random: Random,
  desks: Desks,
  subject: SampleSubject,
  accounts: readonly DrawnAccount[],
): ReadonlyMap<BankDesk, readonly DrawnAccount[]> {
  const near = desks.banks.filter(({ agency }) => agency.city.key === subject.city.key);
  const far = desks.banks.filter(({ agency }) => agency.city.key !== subject.city.key);
  const inOrder = random.chance(0.5) ? [...near, ...far] : [...near.toReversed(), ...far.toReversed()];
  const wanted = subject.kind === 'person' ? drawSpan(random, person.bank.banks) : random.between(1, 3);
  const chosen = inOrder.slice(0, Math.min(wanted, accounts.length, inOrder.length));
  const shares = new Map<BankDesk, DrawnAccount[]>(chosen.map((desk) => [desk, []]));
  for (const [index, account] of accounts.entries()) {
    const desk = index < chosen.length ? chosen[index] : random.pick(chosen);
    if (desk !== undefined) shares.get(desk)?.push(account);
  }
  return shares;
}

/** Answers the number of the first card that is in use. */
function fileAtBank(
  ground: Ground,
  desk: BankDesk,
  random: Random,
  subject: SampleSubject,
  accounts: readonly DrawnAccount[],
  frozen: DrawnFreeze | undefined,
): string | undefined {
  const customer = enterSubject(desk, random, subject);
  let first: EnteredAccount | undefined;
  for (const [index, account] of accounts.entries()) {
    const entered = fileAccount(ground, desk, random, { customer, sequence: index + 1 }, account);
    if (account.status !== '9') first ??= entered;
    if (account === frozen?.account) fileFreezes(ground, desk, random, entered, frozen);
    if (random.chance(assumed.bank.subAccounts)) enterSubAccounts(desk, random, entered);
  }
  if (first === undefined) return undefined;
  if (random.chance(assumed.bank.financialAssets)) enterFinancialAsset(desk, random, customer, first);
  if (random.chance(assumed.bank.priorRight))
    enterPriorRight(desk, first, random.between(1_000_000, 50_000_000));
  if (random.chance(assumed.bank.movements)) enterMovements(ground, desk, random, first);
  return subject.kind === 'person' ? first.number : undefined;
}

function enterSubject(desk: BankDesk, random: Random, subject: SampleSubject): string {
  const address = dwelling(random, subject.city).text;
  return enterCustomer(desk, asTyped(random, subject), { phone: subject.phone, address });
}

function fileAccount(
  ground: Ground,
  desk: BankDesk,
  random: Random,
  place: { readonly customer: string; readonly sequence: number },
  account: DrawnAccount,
): EnteredAccount {
  const openedOn: Day = ground.today - random.between(400, 6_500);
  return enterAccount(desk, {
    ...place,
    kind: account.kind,
    status: account.status,
    branch: random.between(0, 19),
    openedOn,
    closedOn: account.status === '9' ? random.between(openedOn + 90, ground.today - 5) : undefined,
    currency: account.currency,
    balanceFen: account.availableFen + account.frozenFen,
    availableFen: account.status === '2' ? 0 : account.availableFen,
    askedOn: ground.today,
  });
}

function fileFreezes(
  ground: Ground,
  desk: BankDesk,
  random: Random,
  { zhbs }: EnteredAccount,
  { account, courts }: DrawnFreeze,
): void {
  const from = ground.today - random.between(10, 330);
  for (let rank = 1; rank <= courts; rank += 1) {
    const on = rank === 1 ? from : random.between(from, ground.today - 1);
    enterFreeze(desk, {
      ...earlierMeasure(random, on),
      zhbs,
      rank,
      // A year at the longest (standards.md L19).
      inForce: rank === 1 ? { from, to: from + 364 } : undefined,
      fen: rank === 1 ? account.frozenFen : random.between(100_000, 50_000_000),
      currency: account.currency,
    });
  }
}
