import { ID_DOCUMENT_TYPES } from '@dianda/identifiers';
import { assetClasses, dataCategories, subjectKinds } from '@dianda/inquiry';
import fc, { type Arbitrary } from 'fast-check';
import { divisionPrefix } from '../test/answers.js';
import { mandatoryIn, readContract } from '../test/contract.js';
import { anyText, record, someText } from '../test/values.js';
import { decodeDescription, encodeDescription, type AdapterDescription } from './description.js';
import { DescribeResponse } from './generated/dianda/adapter/v1/adapter_service.js';

const some = <T>(each: Arbitrary<T>) => fc.array(each, { minLength: 1, maxLength: 3 });

const description: Arbitrary<AdapterDescription> = record<AdapterDescription>({
  agencyCode: someText,
  agencyName: someText,
  adapterName: someText,
  adapterVersion: someText,
  contractVersion: fc.constantFrom('1.0', '1.12', '2.0'),
  servedClasses: some(
    record({
      assetClass: fc.constantFrom(...assetClasses),
      subjectKinds: some(fc.constantFrom(...subjectKinds)),
      documentTypes: some(fc.constantFrom(...ID_DOCUMENT_TYPES)),
      dataCategories: some(fc.constantFrom(...dataCategories)),
      regionCodes: some(divisionPrefix),
    }),
  ),
  maxPageSize: fc.integer({ min: 1, max: 10_000 }),
  maxConcurrent: fc.integer({ min: 1, max: 1000 }),
  workingNote: anyText,
  supportsWithdraw: fc.boolean(),
  pushesAnswers: fc.boolean(),
  receiptKeys: fc.array(
    fc.jsonValue({ maxDepth: 1 }).map((key) => JSON.stringify(key)),
    { maxLength: 2 },
  ),
});

function overTheWire(message: DescribeResponse): DescribeResponse {
  return DescribeResponse.decode(DescribeResponse.encode(message).finish());
}

describe('the description of an adapter on the wire', () => {
  it('says after decoding what it said before encoding, with its classes gathered', () => {
    fc.assert(
      fc.property(description, (sent) => {
        expect(decodeDescription(overTheWire(encodeDescription(sent)))).toStrictEqual({
          ...sent,
          assetClasses: sent.servedClasses.map(({ assetClass }) => assetClass),
        });
      }),
    );
  });

  it('without any one field that the contract calls required is malformed', () => {
    const contract = readContract();
    fc.assert(
      fc.property(description, fc.nat(), (sent, pick) => {
        const message = encodeDescription(sent);
        const fields = mandatoryIn(contract, 'DescribeResponse', message);
        const field = fields[pick % fields.length]!;
        field.remove();
        expect(() => decodeDescription(overTheWire(message))).toThrow(
          `AGENCY_REPLY_MALFORMED: ${field.path}`,
        );
      }),
      { numRuns: 200 },
    );
  });
});
