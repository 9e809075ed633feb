import fc, { type Arbitrary } from 'fast-check';
import { ID_DOCUMENT_TYPES } from '@dianda/identifiers';
import {
  bankAccountKinds,
  bankAccountStatuses,
  housingFundFreezes,
  housingFundStatuses,
  saleKinds,
  transactionDirections,
  type RecordDetails,
} from '../src/index.js';
import {
  anyAmount,
  anyCoded,
  anyDay,
  anyDocumentNumber,
  anyInstant,
  anyMoney,
  anyRank,
  anyRegisteredSubject,
  anyText,
  anyThirdPerson,
  few,
} from './people.js';

type Details<Kind extends keyof RecordDetails> = Arbitrary<RecordDetails[Kind]>;

export const anyBankFreeze: Details<'bank_freeze'> = fc.record(
  {
    sequence: anyRank,
    accountNumber: anyText,
    fromOn: anyDay,
    expiresOn: anyDay,
    authority: anyText,
    documentNumber: anyText,
    amount: anyMoney,
    remark: anyText,
  },
  { requiredKeys: [] },
);

export const anyBankPriorRight: Details<'bank_prior_right'> = fc.record(
  { sequence: anyRank, accountNumber: anyText, rightType: anyText, holder: anyThirdPerson, amount: anyMoney },
  { requiredKeys: [] },
);

export const anyBankSubAccount: Details<'bank_sub_account'> = fc.record(
  {
    sequence: anyRank,
    mainAccountNumber: anyText,
    subAccountKind: anyText,
    subAccountNumber: anyText,
    currency: anyText,
    balance: anyMoney,
    availableBalance: anyMoney,
  },
  { requiredKeys: ['subAccountNumber'] },
);

export const anyBankAccount: Details<'bank_account'> = fc.record(
  {
    sequence: anyRank,
    accountNumber: anyText,
    accountKind: anyCoded(bankAccountKinds),
    status: anyCoded(bankAccountStatuses),
    branchName: anyText,
    branchCode: anyText,
    openedOn: anyDay,
    closedOn: anyDay,
    currency: fc.constantFrom('CNY', 'USD'),
    balance: anyMoney,
    availableBalance: anyMoney,
    linkedFundAccount: anyText,
    answeredAt: anyInstant,
    address: anyText,
    postcode: anyText,
    phone: anyText,
    remark: anyText,
    freezes: few(anyBankFreeze),
    priorRights: few(anyBankPriorRight),
    subAccounts: few(anyBankSubAccount),
  },
  { requiredKeys: ['accountNumber', 'accountKind', 'status', 'freezes', 'priorRights', 'subAccounts'] },
);

export const anyFinancialAsset: Details<'financial_asset'> = fc.record(
  {
    name: anyText,
    assetType: anyText,
    saleKind: anyCoded(saleKinds),
    productNumber: anyText,
    wealthAccount: anyText,
    returnAccount: anyText,
    manager: anyText,
    tradableViaBank: fc.boolean(),
    restriction: anyText,
    restrictionEndsOn: anyDay,
    pledgee: anyThirdPerson,
    custodian: anyText,
    beneficiary: anyThirdPerson,
    unit: anyText,
    currency: fc.constantFrom('CNY', 'USD'),
    unitPrice: anyMoney,
    quantity: anyAmount,
    controllableQuantity: anyAmount,
    total: anyMoney,
    freezes: few(anyBankFreeze),
    priorRights: few(anyBankPriorRight),
  },
  { requiredKeys: ['name', 'freezes', 'priorRights'] },
);

export const anyBankTransaction: Details<'bank_transaction'> = fc.record(
  {
    sequence: anyRank,
    accountNumber: anyText,
    transactionType: anyText,
    direction: anyCoded(transactionDirections),
    amount: anyMoney,
    madeAt: anyInstant,
    serialNumber: anyText,
    counterparty: anyThirdPerson,
  },
  { requiredKeys: ['accountNumber', 'direction', 'amount', 'madeAt'] },
);

export const anyBankCustomer: Details<'bank_customer'> = fc.record(
  {
    certificates: few(fc.record({ type: anyCoded(ID_DOCUMENT_TYPES), number: anyDocumentNumber })),
    phones: few(anyText),
    addresses: few(anyText),
    employer: anyText,
    agent: anyThirdPerson,
    legalRepresentative: anyThirdPerson,
    taxNumbers: few(anyDocumentNumber),
  },
  { requiredKeys: ['certificates', 'phones', 'addresses', 'taxNumbers'] },
);

export const anyHousingFundAccount: Details<'housing_fund_account'> = fc.record(
  {
    personalAccountNumber: anyText,
    holder: anyRegisteredSubject,
    unitAccountNumber: anyText,
    employer: anyText,
    wageBase: anyMoney,
    monthlyDeposit: anyMoney,
    personalMonthlyDeposit: anyMoney,
    unitMonthlyDeposit: anyMoney,
    personalRatePercent: fc.constant('5.5'),
    unitRatePercent: fc.constant('12'),
    balance: anyMoney,
    status: anyCoded(housingFundStatuses),
    freezeFlag: anyCoded(housingFundFreezes),
    frozenAmount: anyMoney,
    frozenOn: anyDay,
    paidToMonth: fc.constant('2026-04'),
    openedOn: anyDay,
    closedOn: anyDay,
    closeReason: anyText,
    linkedBankAccount: anyText,
  },
  { requiredKeys: ['personalAccountNumber', 'holder', 'status'] },
);
