export { BlindIndex } from './blind-index.js';
export type { CertificateUsage } from './certificate-issuer.js';
export { certificateFiles, describeCertificate, ensureCertificates } from './certificates.js';
export type {
  CertificateDescription,
  CertificateEntry,
  CertificateFiles,
  CertificateOptions,
  EnsuredCertificate,
} from './certificates.js';
export {
  ASSERTION_TYPE,
  LONGEST_ASSERTION_SECONDS,
  readAssertion,
  signAssertion,
  verifyAssertion,
} from './client-assertion.js';
export type { AssertionToSign, UnverifiedAssertion, VerifiedAssertion } from './client-assertion.js';
export { generateClientKey, openClientKey, parseClientKey } from './client-key.js';
export type { ClientKey, ClientKeyAlgorithm, PublicClientJwk } from './client-key.js';
export { KeyEncryptionKeyRing, bindTo, createDataKey, open, seal, wrappedUnder } from './envelope.js';
export type { DataKey } from './envelope.js';
export { generateOneTimePassword, hashPassword, passwordNeedsRehash, verifyPassword } from './password.js';
export { RECEIPT_TYPE, answerDigest, signReceipt, verifyReceipt } from './receipt.js';
export type { ReceiptClaims, ReceiptExpectation } from './receipt.js';
export { openOrCreateSecretFile, readSecretFile } from './secret-file.js';
export { KeySet, openOrCreateSigningKey, openSigningKey, publishKey, withdrawKey } from './signing-key.js';
export type { PublicSigningJwk, SigningKey } from './signing-key.js';
export { TRUST_REASONS, TrustError } from './trust-error.js';
export type { TrustReason } from './trust-error.js';
export {
  DEFAULT_CLOCK_SKEW_SECONDS,
  WARRANT_TYPE,
  signWarrant,
  subjectDigest,
  verifyWarrant,
} from './warrant.js';
export type {
  CourtPerson,
  WarrantClaims,
  WarrantExpectation,
  WarrantOfficer,
  WarrantSubject,
} from './warrant.js';
