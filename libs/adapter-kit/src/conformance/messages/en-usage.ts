import type { TestCourtFiles } from '../test-court-files.js';

/** What the command line says of itself. */
export const enUsage = {
  cannotRun: 'the conformance suite cannot run:',
  hint: 'see --help',
  missing: (option: string) => `${option} is missing`,
  malformed: (option: string) => `${option} is malformed`,
  testCourt: (files: TestCourtFiles, dispatcher: string) => `A court for tests alone:
  configure the adapter with
    its certificate and key     ${files.adapterCertificate}
                                ${files.adapterKey}
    the authority               ${files.authority}
    the warrant keys            ${files.warrantKeySet}
    the allowed peer            ${dispatcher}
  and test it with
    --ca ${files.authority} --cert ${files.dispatcherCertificate} --key ${files.dispatcherKey} \\
    --stranger-cert ${files.strangerCertificate} --stranger-key ${files.strangerKey} \\
    --warrant-key ${files.warrantKey} --tls-name localhost
`,
  help: `Tests any server of the contract dianda.adapter.v1 from the outside, over mutual TLS 1.3.

npm run conformance -- --target host:port --agency CODE --ca FILE --cert FILE --key FILE
                       --warrant-key FILE --subjects FILE [options]
npm run conformance -- --make-test-court FOLDER   keys and certificates to begin with, and which is for what

required
  --target host:port       the adapter under test
  --agency CODE            its agency code in the directory
  --ca --cert --key FILE   PEM: the authority, and a client certificate on the adapter's allow-list
  --warrant-key FILE       PEM (PKCS #8, Ed25519, mode 0600): signs warrants; the adapter trusts its public half
  --subjects FILE          JSON: whom the agency's back end holds, see below

optional
  --tls-name NAME          DNS name in the adapter's certificate (default: the target's host)
  --issuer NAME            claim iss of warrants (default: dianda)
  --receipt-keys FILE      JWKS that verifies receipts, as the directory holds it (default: what Describe shows)
  --stranger-cert FILE     a certificate by the same authority that is not on the allow-list …
  --stranger-key FILE      … and its key
  --control CONTROL        the suite's hand on the back end; without it all that needs one is skipped, aloud:
      tcp:HOST:PORT=>HOST:PORT   the suite listens at the first, the back end is at the second; configure the
                                 adapter to connect to the first, without TLS
      exec:PROGRAM ARGUMENT …    run with one more word: cut, hung, garbled or heal
  --health URL             HTTP readiness of the adapter (2xx ready, 503 not); must flip as gRPC health does
  --log FILE               a log of the adapter, searched for personal data; may be repeated
  --patience SECONDS       how long a deferred answer is waited for (default: 120)
  --only ID,ID             these scenarios only
  --report FILE            the report as JSON, to hand in
  --lang zh|en             (default: zh)

the subjects file
  {
    "assetClass": "LAND",
    "subjects": {
      "found":         { "name": "…", "document": { "type": "RESIDENT_ID", "number": "…" }, "records": 2 },
      "nothing_found": { … }
    },
    "asks": { "court": { "code": "…", "name": "…" }, "requestedBy": { … } }
  }
  roles: found, nothing_found (one of the two is needed), namesake (another person of the same name has assets),
  ambiguous, many_pages, fifteen_digits, rare_characters, gbk, third_persons, organisation, partial, refused,
  clarification, deferred. A role that is absent is skipped, aloud.
  a subject: kind (person, organisation), name, document, assetClass, dataCategories, transactions {from, to},
  records (how many), contains [texts its records hold], thirdPersons [{name, particulars []}], reply.
  asks: court, caseNumber, caseType, requestedBy, responsibleOfficer, notice, purpose; synthetic where absent.
  Use synthetic people only.

exit code: 0 nothing failed, 1 something failed, 2 the suite could not run
`,
} as const;
