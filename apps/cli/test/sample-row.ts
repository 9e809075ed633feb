import { mustParse, parseAgencyCode, type Agency } from '@dianda/inquiry';

/** The example key of RFC 8037, appendix A. */
export const sampleKey = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
};

/** A directory row that is in order, on any day from 2020 on. */
export const sampleRow: Agency = {
  code: mustParse(parseAgencyCode, 'land-registry-320898'),
  category: 'land_registry',
  name: { zh: '样例不动产登记中心', en: 'Sample land registry' },
  contact: { name: '查控岗', phone: '0517-00000010' },
  endpoint: '127.0.0.1:50051',
  tlsName: 'land.sample.internal',
  contractVersion: '1.0',
  services: [
    {
      assetClass: 'LAND',
      subjectKinds: ['person', 'organisation'],
      regions: ['3208', '320898'],
      timeLimits: [
        { minutes: 1440, source: 'sample agreement', validFrom: '2020-01-01', validTo: '2026-12-31' },
        { minutes: 1440, source: 'sample agreement', validFrom: '2027-01-01' },
      ],
      usualAnswerSeconds: 3,
    },
  ],
  concurrency: 4,
  attemptTimeoutMs: 10_000,
  receiptKeys: [sampleKey],
  enabled: true,
};
