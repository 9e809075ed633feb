import { SeizureKind } from '../generated/dianda/adapter/v1/land.js';
import { codeTable, optionalCoded } from './codes.js';

const seizureKind = optionalCoded(codeTable('SEIZURE_KIND', SeizureKind));

describe('a code of an agency’s table', () => {
  it('that a later contract knows stays what the agency’s own text says', () => {
    expect(seizureKind.readPair(SeizureKind.UNRECOGNIZED, '6', 'seizure_kind')).toStrictEqual({
      code: 'UNKNOWN',
      raw: '6',
    });
  });

  it('cannot be unknown without its text, nor text without a code', () => {
    expect(() => seizureKind.readPair(SeizureKind.SEIZURE_KIND_UNKNOWN, '', 'seizure_kind')).toThrow(
      'seizure_kind_raw is missing',
    );
    expect(() => seizureKind.readPair(SeizureKind.UNRECOGNIZED, '', 'seizure_kind')).toThrow(
      'seizure_kind_raw',
    );
    expect(() => seizureKind.readPair(SeizureKind.SEIZURE_KIND_UNSPECIFIED, '查封', 'seizure_kind')).toThrow(
      'seizure_kind is missing',
    );
  });

  it('is absent when the agency holds neither', () => {
    expect(seizureKind.readPair(SeizureKind.SEIZURE_KIND_UNSPECIFIED, '', 'seizure_kind')).toBeUndefined();
  });

  it('has its table from a prefix that the enum carries', () => {
    expect(() => codeTable('SEIZURE', SeizureKind)).toThrow('no enum names begin with SEIZURE_');
  });
});
